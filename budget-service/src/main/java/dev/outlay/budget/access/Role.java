package dev.outlay.budget.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The roles that are built in, with Azure's ids and, as far as anything here is guarded by it, Azure's permissions. The Cost Management roles also have what
 * tells of cost here (action groups and what mutes alerts), which Azure gives to monitoring roles.
 */
public enum Role implements RoleDefinition {
    OWNER(
            "Owner",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            "Changes everything at the scope and assigns roles there.",
            List.of("*"),
            List.of()),
    CONTRIBUTOR(
            "Contributor",
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "Changes everything at the scope but who has which role.",
            List.of("*"),
            List.of(
                    "Microsoft.Authorization/*/Delete",
                    "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action")),
    READER(
            "Reader",
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "Sees everything at the scope and changes nothing.",
            List.of("*/read"),
            List.of()),
    COST_MANAGEMENT_CONTRIBUTOR(
            "Cost Management Contributor",
            "434105ed-43f6-45c7-a02f-909b2ba83430",
            "Sees costs and changes budgets and what tells of them.",
            List.of(
                    "Microsoft.Consumption/*",
                    "Microsoft.CostManagement/*",
                    "Microsoft.Insights/actionGroups/*",
                    "Microsoft.Insights/createNotifications/*",
                    "Microsoft.Insights/notificationStatus/*",
                    "Microsoft.AlertsManagement/actionRules/*",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Management/managementGroups/read"),
            List.of()),
    COST_MANAGEMENT_READER(
            "Cost Management Reader",
            "72fafb9e-0641-4937-9268-a91bfd8191a3",
            "Sees costs and budgets and changes neither.",
            List.of(
                    "Microsoft.Consumption/*/read",
                    "Microsoft.CostManagement/*/read",
                    "Microsoft.Insights/actionGroups/read",
                    "Microsoft.Insights/notificationStatus/read",
                    "Microsoft.AlertsManagement/actionRules/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Management/managementGroups/read"),
            List.of());

    private final String title;
    private final String key;
    private final String id;
    private final String description;
    private final List<Permission> permissions;

    Role(String title, String id, String description, List<String> actions, List<String> exceptions) {
        this.title = title;
        this.key = title.replace(" ", "");
        this.id = id;
        this.description = description;
        this.permissions = List.of(Permission.of(actions, exceptions));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Permission> permissions() {
        return permissions;
    }

    /** Reads a built-in role: a name, Azure's id, or a resource id that ends with either. */
    public static Optional<Role> named(String definition) {
        String last = definition
                .substring(definition.lastIndexOf('/') + 1)
                .replace(" ", "")
                .toLowerCase(Locale.ROOT);
        for (Role role : values()) {
            if (role.id.equals(last) || role.key.toLowerCase(Locale.ROOT).equals(last)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
