package dev.outlay.budget.access;

import java.util.Locale;
import java.util.Optional;

/** The roles that can be assigned at a subscription or resource group, with Azure's built-in ids. */
public enum Role {
    OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", true),
    CONTRIBUTOR("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", true),
    READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", false),
    COST_MANAGEMENT_CONTRIBUTOR("CostManagementContributor", "434105ed-43f6-45c7-a02f-909b2ba83430", true),
    COST_MANAGEMENT_READER("CostManagementReader", "72fafb9e-c641-4937-9268-a91bfd8191a3", false);

    private final String label;
    private final String id;
    private final boolean writes;

    Role(String label, String id, boolean writes) {
        this.label = label;
        this.id = id;
        this.writes = writes;
    }

    /** The word that the database and events use. */
    public String label() {
        return label;
    }

    /** Azure's id of the role definition. */
    public String id() {
        return id;
    }

    /** Whether it grants what is needed. */
    boolean grants(Need need) {
        return switch (need) {
            case READ -> true;
            case WRITE -> writes;
            case ASSIGN -> this == OWNER;
            case ADMINISTER, SIGNED_IN -> false;
        };
    }

    /** Reads a role definition: a name, Azure's id, or a resource id that ends with either. */
    public static Optional<Role> named(String definition) {
        String last = definition
                .substring(definition.lastIndexOf('/') + 1)
                .replace(" ", "")
                .toLowerCase(Locale.ROOT);
        for (Role role : values()) {
            if (role.id.equals(last) || role.label.toLowerCase(Locale.ROOT).equals(last)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
