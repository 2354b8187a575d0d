package dev.outlay.alert.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The roles that are built in, with what they allow: docs/roles.md, which the budget service is held to as well. */
public enum BuiltInRole {
    OWNER("Owner", List.of("*"), List.of()),
    CONTRIBUTOR(
            "Contributor",
            List.of("*"),
            List.of(
                    "Microsoft.Authorization/*/Delete",
                    "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action")),
    READER("Reader", List.of("*/read"), List.of()),
    COST_MANAGEMENT_CONTRIBUTOR(
            "Cost Management Contributor",
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
    private final String label;
    private final List<Permission> permissions;

    BuiltInRole(String title, List<String> actions, List<String> notActions) {
        this.title = title;
        this.label = title.replace(" ", "");
        this.permissions = List.of(new Permission(actions, notActions));
    }

    /** Azure's name, for people. */
    public String title() {
        return title;
    }

    /** The word that the topic {@code access} uses. */
    public String label() {
        return label;
    }

    /** What it allows. */
    public List<Permission> permissions() {
        return permissions;
    }

    /** The role of which the topic speaks by this word. */
    static Optional<BuiltInRole> labelled(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }

    /** The role with a name, in any casing, with or without spaces. */
    public static Optional<BuiltInRole> named(String name) {
        String bare = name.replace(" ", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(role -> role.label.toLowerCase(Locale.ROOT).equals(bare))
                .findFirst();
    }
}
