package dev.outlay.budget.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The roles that can be assigned, with Azure's built-in ids. */
public enum Role {
    OWNER(
            "Owner",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            true,
            "Changes everything at the scope and assigns roles there.",
            List.of("*"),
            List.of()),
    CONTRIBUTOR(
            "Contributor",
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            true,
            "Changes everything at the scope but who has which role.",
            List.of("*"),
            List.of(
                    "Microsoft.Authorization/*/Delete",
                    "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action")),
    READER(
            "Reader",
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            false,
            "Sees everything at the scope and changes nothing.",
            List.of("*/read"),
            List.of()),
    COST_MANAGEMENT_CONTRIBUTOR(
            "Cost Management Contributor",
            "434105ed-43f6-45c7-a02f-909b2ba83430",
            true,
            "Sees costs and changes budgets and what tells of them.",
            List.of(
                    "Microsoft.Consumption/*",
                    "Microsoft.CostManagement/*",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Management/managementGroups/read"),
            List.of()),
    COST_MANAGEMENT_READER(
            "Cost Management Reader",
            "72fafb9e-0641-4937-9268-a91bfd8191a3",
            false,
            "Sees costs and budgets and changes neither.",
            List.of(
                    "Microsoft.Consumption/*/read",
                    "Microsoft.CostManagement/*/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Management/managementGroups/read"),
            List.of());

    private final String title;
    private final String label;
    private final String id;
    private final boolean writes;

    private final String description;
    private final List<String> actions;
    private final List<String> exceptions;

    Role(String title, String id, boolean writes, String description, List<String> actions, List<String> exceptions) {
        this.title = title;
        this.label = title.replace(" ", "");
        this.id = id;
        this.writes = writes;
        this.description = description;
        this.actions = actions;
        this.exceptions = exceptions;
    }

    /** Azure's name, for people. */
    public String title() {
        return title;
    }

    /** The word that the database and events use. */
    public String label() {
        return label;
    }

    /** What it is for, in a sentence. */
    public String description() {
        return description;
    }

    /** What it allows in Azure's words, with wildcards. */
    public List<String> actions() {
        return actions;
    }

    /** What it does not allow, though {@link #actions()} would. */
    public List<String> exceptions() {
        return exceptions;
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
            case ADMINISTER, SIGNED_IN, SIGNED_LINK, PUBLIC -> false;
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
