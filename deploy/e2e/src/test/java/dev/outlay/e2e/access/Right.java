package dev.outlay.e2e.access;

/** What a route asks for, judged by its method and path alone. */
enum Right {
    /** See cost, budgets, exports and what became of them, alerts, action groups and silences of a scope, and resource groups. */
    READ("r"),
    /** Change budgets, shared views and exports, have these run, dismiss alerts, change and delete action groups, test receivers, make and end silences. */
    WRITE("w"),
    /** Make an action group, which then belongs to whoever owns the subscription. */
    OWN("o"),
    /** See who has which role at a management group, subscription or resource group. */
    SEE_ASSIGNED("v"),
    /** Change who has which role there, and make roles that can be assigned there. */
    ASSIGN("a"),
    /** See which templates were deployed at a subscription or resource group, and what became of them; and what a resource group holds. */
    SEE_DEPLOYED("d"),
    /** Deploy one there, have one looked at, cancelled or forgotten; make, change and delete resource groups. */
    DEPLOY("D"),
    /** See and change what concerns the partner: accounts, profiles, customers, subscriptions, invoices, products, transactions, prices, policies, rates, reconciliation, deliveries, suppressed addresses, all silences, all webhooks. */
    ADMINISTER("A"),
    /** Send cost, and see what became of it. */
    PUBLISHER("P"),
    /** Read what is said to everybody who has a token, and keep what is the caller's own. */
    SIGNED_IN("s"),
    /** Do what a signed link is for; whoever has the link may, and here nobody has one that is ours. */
    SIGNED_LINK("l"),
    /** Read what has to be known before one can have a token. */
    PUBLIC("p");

    private final String letter;

    Right(String letter) {
        this.letter = letter;
    }

    /** What the list of routes calls it: who has a role is seen and changed by one decision, for which other roles are enough. */
    String decision() {
        return this == SEE_ASSIGNED ? ASSIGN.name() : name();
    }

    /** How the table writes it. */
    String letter() {
        return letter;
    }

    /** The right that a route ought to ask for. A route of a kind that is not known here has no decision yet. */
    static Right of(Route route) {
        return switch (route.family()) {
            case "budgets", "alerts", "exports", "run", "runHistory" -> route.isGet() ? READ : WRITE;
            case "views" -> route.isOfTheCaller() ? SIGNED_IN : route.isGet() ? READ : WRITE;
            case "actionGroups" ->
                switch (route.method()) {
                    case "GET" -> READ;
                    case "PUT" -> OWN;
                    default -> WRITE;
                };
            case "createNotifications" -> WRITE;
            case "query",
                    "dimensions",
                    "forecast",
                    "charges",
                    "generateCostDetailsReport",
                    "costDetailsOperationResults",
                    "costDetailsOperationStatus",
                    "notificationStatus" -> READ;
            case "usageDetails" -> route.isOfAnInvoice() ? ADMINISTER : READ;
            // Of charges; prices, policies and invoices are the partner's.
            case "download", "operationResults" ->
                route.isOfPrices() || route.isOfPolicies() || route.isOfAnInvoice() ? ADMINISTER : READ;
            case "silences" -> {
                if (route.kind() == Place.Kind.NONE) {
                    yield ADMINISTER;
                }
                yield route.isGet() ? READ : WRITE;
            }
            case "webhooks" -> {
                if (!route.path().contains("{actionGroup}")) {
                    yield ADMINISTER;
                }
                yield route.isGet() ? READ : WRITE;
            }
            case "resourceGroups" -> route.isGet() ? READ : DEPLOY;
            case "resources" -> SEE_DEPLOYED;
            case "roleAssignments" -> route.isGet() ? SEE_ASSIGNED : ASSIGN;
            case "deployments", "validate", "cancel", "operations" -> {
                if (route.kind() == Place.Kind.NONE) {
                    yield ADMINISTER;
                }
                yield route.isGet() ? SEE_DEPLOYED : DEPLOY;
            }
            // Who is no admin finds none.
            case "billingAccounts" -> route.path().endsWith("billingAccounts") ? SIGNED_IN : ADMINISTER;
            case "managementGroups",
                    "billingProfiles",
                    "customers",
                    "billingSubscriptions",
                    "invoices",
                    "products",
                    "transactions",
                    "pricesheets",
                    "pricesheetDownloadOperations",
                    "close",
                    "policies",
                    "exchange-rates",
                    "reconciliation",
                    "recounts",
                    "ledger",
                    "sources",
                    "audit",
                    "directory",
                    "deliveries",
                    "recipients",
                    "suppressions" -> ADMINISTER;
            // What is in a management group is the partner's to say; outside of one everybody is told of its own.
            case "subscriptions" -> route.path().contains("{managementGroup}") ? ADMINISTER : SIGNED_IN;
            case "downloads" -> SIGNED_LINK;
            case "cost-events", "imports" -> PUBLISHER;
            case "roleDefinitions" -> route.isGet() ? SIGNED_IN : ASSIGN;
            case "openapi", "tenants", "providers", "register", "unregister" -> SIGNED_IN;
            case "acknowledge", "agree", "unsubscribe" -> SIGNED_LINK;
            case "endpoints" -> PUBLIC;
            default ->
                throw new IllegalStateException(
                        route + ": nobody has said who may do this. Say it here, from what the system promises.");
        };
    }
}
