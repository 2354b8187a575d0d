package dev.outlay.budget.access;

import java.util.List;

/**
 * What a route needs of a principal; each route declares one. At a subscription, resource group or management group a role grants it that allows one of the
 * actions by which Azure guards the same thing: two where Azure has the same thing at two addresses, or asks for it by GET and by POST. docs/roles.md has them all.
 */
public enum Need {
    /** Ask what the scope costs. */
    READ_COSTS(Kind.READ, "Microsoft.CostManagement/query/read", "Microsoft.CostManagement/query/action"),
    /** See by which values cost can be told apart. */
    READ_DIMENSIONS(Kind.READ, "Microsoft.CostManagement/dimensions/read"),
    /** Ask what the scope will cost. */
    READ_FORECASTS(Kind.READ, "Microsoft.CostManagement/forecast/read", "Microsoft.CostManagement/forecast/action"),
    /** See single charges, or have a file of them. */
    READ_CHARGES(
            Kind.READ,
            "Microsoft.Consumption/usageDetails/read",
            "Microsoft.CostManagement/generateCostDetailsReport/action"),
    READ_BUDGETS(Kind.READ, "Microsoft.Consumption/budgets/read", "Microsoft.CostManagement/budgets/read"),
    WRITE_BUDGETS(Kind.WRITE, "Microsoft.Consumption/budgets/write", "Microsoft.CostManagement/budgets/write"),
    DELETE_BUDGETS(Kind.WRITE, "Microsoft.Consumption/budgets/delete", "Microsoft.CostManagement/budgets/delete"),
    /** Have a budget tell an action group: beside what writes the budget. */
    NAME_GROUPS(Kind.READ, "Microsoft.Insights/actionGroups/read"),
    /** See views that are shared at the scope. */
    READ_VIEWS(Kind.READ, "Microsoft.CostManagement/views/read"),
    WRITE_VIEWS(Kind.WRITE, "Microsoft.CostManagement/views/write"),
    DELETE_VIEWS(Kind.WRITE, "Microsoft.CostManagement/views/delete"),
    READ_EXPORTS(Kind.READ, "Microsoft.CostManagement/exports/read"),
    /** Have files of charges written: beside what shows the charges. */
    WRITE_EXPORTS(Kind.WRITE, "Microsoft.CostManagement/exports/write"),
    DELETE_EXPORTS(Kind.WRITE, "Microsoft.CostManagement/exports/delete"),
    /** Have one run now, with the rights of whoever has saved it. */
    RUN_EXPORTS(Kind.WRITE, "Microsoft.CostManagement/exports/run/action", "Microsoft.CostManagement/exports/action"),
    /** See who has which role. */
    READ_ASSIGNMENTS(Kind.ASSIGN, "Microsoft.Authorization/roleAssignments/read"),
    ASSIGN_ROLES(Kind.ASSIGN, "Microsoft.Authorization/roleAssignments/write"),
    REVOKE_ROLES(Kind.ASSIGN, "Microsoft.Authorization/roleAssignments/delete"),
    /** See which roles people have made; which are built in is told to everybody. */
    READ_ROLES(Kind.ASSIGN, "Microsoft.Authorization/roleDefinitions/read"),
    WRITE_ROLES(Kind.ASSIGN, "Microsoft.Authorization/roleDefinitions/write"),
    DELETE_ROLES(Kind.ASSIGN, "Microsoft.Authorization/roleDefinitions/delete"),
    /** See what templates were deployed at the scope, and what became of them. */
    READ_DEPLOYMENTS(Kind.SEE_DEPLOYED, "Microsoft.Resources/deployments/read"),
    /** Deploy a template; what it makes needs its own rights. */
    WRITE_DEPLOYMENTS(Kind.DEPLOY, "Microsoft.Resources/deployments/write"),
    /** Have a template looked at that is not deployed. */
    VALIDATE_DEPLOYMENTS(Kind.DEPLOY, "Microsoft.Resources/deployments/validate/action"),
    CANCEL_DEPLOYMENTS(Kind.DEPLOY, "Microsoft.Resources/deployments/cancel/action"),
    DELETE_DEPLOYMENTS(Kind.DEPLOY, "Microsoft.Resources/deployments/delete"),
    /** See resource groups, and what is said of them. */
    READ_RESOURCE_GROUPS(Kind.READ, "Microsoft.Resources/subscriptions/resourceGroups/read"),
    WRITE_RESOURCE_GROUPS(Kind.DEPLOY, "Microsoft.Resources/subscriptions/resourceGroups/write"),
    DELETE_RESOURCE_GROUPS(Kind.DEPLOY, "Microsoft.Resources/subscriptions/resourceGroups/delete"),
    /** See what goes with a resource group. */
    READ_RESOURCES(Kind.SEE_DEPLOYED, "Microsoft.Resources/subscriptions/resourceGroups/resources/read"),
    /** Be a Global admin or Admin agent of the partner, whatever the scope. */
    ADMINISTER(Kind.ADMINISTER),
    /** Have a valid token: to read what the API is like, and what is forwarded, since the service behind the front door decides the rest. */
    SIGNED_IN(Kind.SIGNED_IN),
    /** Nothing of the principal, whom nobody asks for: a link that this service has sealed, for one object and until a time. */
    SIGNED_LINK(Kind.SIGNED_LINK),
    /** Nothing of anybody: what a client has to know before it can get a token, and nothing that anybody has. */
    PUBLIC(Kind.PUBLIC);

    /** Who it is for, apart from what a role allows. */
    public enum Kind {
        /** See something at the scope. */
        READ,
        /** Change something at the scope. */
        WRITE,
        /** What concerns who has which role: for the partner's admins without a role too, and of a customer's users for those of the present owner alone. */
        ASSIGN,
        /** See deployments at the scope, and what a resource group holds: as on Azure not what the Cost Management roles are for. */
        SEE_DEPLOYED,
        /** Deploy at the scope, and change resource groups: not what the Cost Management roles are for either. */
        DEPLOY,
        /** No role at a subscription gives it. */
        ADMINISTER,
        SIGNED_IN,
        SIGNED_LINK,
        PUBLIC
    }

    private final Kind kind;
    private final List<String> actions;

    Need(Kind kind, String... actions) {
        this.kind = kind;
        this.actions = List.of(actions);
    }

    /** Who it is for. */
    public Kind kind() {
        return kind;
    }

    /** Azure's actions that guard it, of which one is enough; none where no role grants it. */
    public List<String> actions() {
        return actions;
    }
}
