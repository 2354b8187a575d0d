package dev.outlay.alert.actiongroup;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Azure's built-in roles that can be held here, by the ids of their definitions, which are the same in every tenant. */
public final class AzureRoles {

    private static final Map<String, String> NAMES = Map.of(
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner",
            "b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor",
            "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader",
            "434105ed-43f6-45c7-a02f-909b2ba83430", "Cost Management Contributor",
            "72fafb9e-0641-4937-9268-a91bfd8191a3", "Cost Management Reader");

    private AzureRoles() {}

    /** The name of the role whose definition has this id; empty for a role that nobody can hold here. */
    public static Optional<String> name(String definitionId) {
        return Optional.ofNullable(NAMES.get(definitionId.toLowerCase(Locale.ROOT)));
    }
}
