package dev.outlay.alert.access;

import java.util.List;

/**
 * What somebody wants to do; each route declares one. At a subscription or resource group a role allows it that allows one of the actions by which Azure guards the
 * same thing; docs/roles.md has them all.
 */
public enum AccessAction {
    READ_ALERTS(Kind.READ, "Microsoft.CostManagement/alerts/read"),
    /** Dismiss an alert, or take that back. */
    WRITE_ALERTS(Kind.WRITE, "Microsoft.CostManagement/alerts/write"),
    /** Look at action groups and at how their webhooks are. */
    READ_GROUPS(Kind.READ, "Microsoft.Insights/actionGroups/read"),
    /** Make what then belongs to whoever owns the subscription: an action group. */
    OWN_GROUPS(Kind.OWN, "Microsoft.Insights/actionGroups/write"),
    /** Change a group, or what is sent to its webhooks. */
    WRITE_GROUPS(Kind.WRITE, "Microsoft.Insights/actionGroups/write"),
    DELETE_GROUPS(Kind.WRITE, "Microsoft.Insights/actionGroups/delete"),
    TEST_RECEIVERS(Kind.WRITE, "Microsoft.Insights/createNotifications/write"),
    READ_TESTS(Kind.READ, "Microsoft.Insights/notificationStatus/read"),
    /** Silences are what Azure's alert processing rules are. */
    READ_SILENCES(Kind.READ, "Microsoft.AlertsManagement/actionRules/read"),
    WRITE_SILENCES(Kind.WRITE, "Microsoft.AlertsManagement/actionRules/write"),
    /** End one before its time. */
    DELETE_SILENCES(Kind.WRITE, "Microsoft.AlertsManagement/actionRules/delete"),
    /** Be told of an alert, or have it told: whoever may see budgets sees as much of the cost. */
    BE_TOLD(
            Kind.READ,
            "Microsoft.CostManagement/alerts/read",
            "Microsoft.Consumption/budgets/read",
            "Microsoft.CostManagement/budgets/read"),
    /** Operate what concerns the partner as a whole: deliveries. */
    ADMINISTER(Kind.ADMINISTER),
    /** Read what is said to everybody who has a token: the description of the API. */
    SIGNED_IN(Kind.SIGNED_IN),
    /** Do the one thing that a signed link is for: whoever has the link may, with or without a token. */
    SIGNED_LINK(Kind.SIGNED_LINK);

    /** Who it is for, apart from what a role allows. */
    public enum Kind {
        /** Look. */
        READ,
        /** Change what is there. */
        WRITE,
        /** Of a customer's people for those of the present owner alone. */
        OWN,
        /** No role at a subscription gives it. */
        ADMINISTER,
        SIGNED_IN,
        SIGNED_LINK
    }

    private final Kind kind;
    private final List<String> guards;

    AccessAction(Kind kind, String... guards) {
        this.kind = kind;
        this.guards = List.of(guards);
    }

    /** Who it is for. */
    public Kind kind() {
        return kind;
    }

    /** Azure's actions that guard it, of which one is enough; none where no role grants it. */
    public List<String> guards() {
        return guards;
    }
}
