package dev.outlay.e2e.access;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it is sent.
 *
 * @param body empty for none
 */
record Question(String method, String path, String contentType, String body) {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Map<String, String> VERSIONS = Map.of(
            "Microsoft.Billing", "2020-05-01",
            "Microsoft.Consumption", "2019-10-01",
            "Microsoft.CostManagement", "2023-11-01",
            "Microsoft.Authorization", "2022-04-01",
            "Microsoft.Management", "2020-05-01",
            "Microsoft.Insights", "2021-09-01",
            "Microsoft.Resources", "2022-12-01",
            "metadata", "2022-09-01");

    /** Azure's id of the role Reader, which is the same everywhere. */
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    /** The month whose price sheet everybody asks for, and a price in it that is in no other answer. */
    static final String PERIOD = "202001";

    static final String PRICE = "271828.182845";

    /** What there is once, whoever asks. */
    record Operations(String delivery, String importId, String webhook) {}

    /** With what somebody comes. */
    enum Intent {
        /** Is to be refused: sent at what is there, with a body that nobody could read, since it is not read before it is decided. */
        REFUSED,
        /** Is to be let in at what is there. */
        LOOKING,
        /** Is to be let in, and makes or deletes what nobody else asks for. */
        CHANGING
    }

    /** Asks a route at a place for its things. */
    static Question of(Route route, Place place, House house, Things things, Operations operations, Intent intent) {
        Map<String, String> names = new HashMap<>(house.names(place));
        boolean fresh = intent == Intent.CHANGING;
        names.put("budget", fresh ? "made-" + House.id() : things.budget());
        names.put("view", names.get("budget"));
        if (fresh && route.deletesAResourceGroup()) {
            names.put("group", "made-" + House.id());
        }
        names.put("actionGroup", fresh ? "made-" + House.id() : things.group());
        names.put("assignment", fresh ? House.id() : things.assignment());
        // One that was charged is somebody's; whose another one is can be said.
        names.put(
                "billingSubscription",
                fresh && route.method().equals("PUT")
                        ? House.id()
                        : house.subscription(
                                place == Place.OTHER_CUSTOMER ? Place.OTHER_SUBSCRIPTION : Place.SUBSCRIPTION));
        if (route.path().contains("{invoice}")) {
            names.put("invoice", house.invoiceName());
        }
        if (route.path().contains("{product}")) {
            names.put("product", house.productName(place == Place.OTHER_CUSTOMER ? place : Place.CUSTOMER));
        }
        if (route.path().contains("{transaction}")) {
            names.put("transaction", house.transactionName());
        }
        names.put("period", PERIOD);
        names.put("definition", fresh ? House.id() : READER);
        names.put("managementGroup", house.managementGroup());
        names.put("member", House.id());
        names.put("principal", House.id());
        names.put("deployment", fresh ? "made-" + House.id() : things.budget());
        names.put("export", House.id());
        names.put("alert", things.alert());
        names.put("delivery", operations.delivery());
        names.put("suppression", House.id());
        names.put("recipient", House.id() + "@example.com");
        names.put("silence", House.id());
        names.put("link", "AQAAAABqAAAA");
        names.put("id", operations.importId());
        names.put("reconciliation", House.id());
        names.put("recount", House.id());
        names.put("notification", House.id());
        names.put("recovery", House.id());
        names.put("run", House.id());
        names.put("operation", House.id());
        names.put("download", House.id());
        names.put("provider", "Microsoft.Consumption");
        String version = route.provider().isEmpty() ? "" : "?api-version=" + version(route) + period(route);
        String body = body(route, place, house, operations);
        String sent = body.isEmpty() || intent != Intent.REFUSED ? body : "{";
        return new Question(
                route.method(),
                NAME.matcher(route.path())
                                .replaceAll(name -> Matcher.quoteReplacement(named(route, names, name.group(1))))
                        + version,
                contentType(route),
                sent);
    }

    private static String named(Route route, Map<String, String> names, String name) {
        String value = names.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    route + ": nothing is kept that {" + name + "} could name. Plant one, for everybody to ask for.");
        }
        return value;
    }

    private static String version(Route route) {
        String version = VERSIONS.get(route.provider());
        if (version == null) {
            throw new IllegalStateException(route + ": which api-version does it take?");
        }
        return version;
    }

    /** Lists of invoices and of transactions say of which days. */
    private static String period(Route route) {
        return route.family().equals("invoices") || route.family().equals("transactions")
                ? "&periodStartDate=2000-01-01&periodEndDate=2999-12-31"
                : "";
    }

    private static String contentType(Route route) {
        return switch (route.family()) {
            case "cost-events" -> "application/cloudevents-batch+json";
            case "imports", "exchange-rates", "pricesheets" -> "text/csv";
            default -> "application/json";
        };
    }

    private static String body(Route route, Place place, House house, Operations operations) {
        String asked = route.family() + " " + route.method();
        return switch (asked) {
            case "budgets PUT" -> Bodies.monthly("100000000", "GreaterThan", "made@example.com", "", 80);
            case "query POST" ->
                "{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\",\"dataset\":{\"granularity\":\"Daily\"}}";
            case "exports PUT" ->
                "{\"properties\":{\"deliveryInfo\":{\"destination\":{\"container\":\"matrix\"}},\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\"}}}";
            case "views PUT" -> Bodies.view("Made by the matrix");
            // Of days that are over, and of today as it is: what there is can be answered, and nothing has to be
            // foretold.
            case "forecast POST" -> {
                LocalDate today = LocalDate.now(ZoneOffset.UTC);
                yield "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\""
                        + today.withDayOfMonth(1)
                        + "\",\"to\":\"" + today
                        + "\"},\"dataset\":{\"granularity\":\"Daily\"},\"includeActualCost\":true,\"includeFreshPartialCost\":true}";
            }
            case "generateCostDetailsReport POST" -> "{\"metric\":\"ActualCost\"}";
            case "actionGroups PUT" -> Bodies.actionGroup(operations.webhook());
            case "roleAssignments PUT" -> Planting.assignment("Reader", House.id());
            case "roleDefinitions PUT" -> Planting.role("Made " + House.id(), "*/read", house.scope(place));
            case "actionGroups PATCH" -> "{\"tags\":{\"asked\":\"by the matrix\"}}";
            case "createNotifications POST" ->
                "{\"alertType\":\"budget\",\"smsReceivers\":[{\"name\":\"nobody\",\"countryCode\":\"41\",\"phoneNumber\":\"1\"}]}";
            case "alerts PATCH" -> "{\"properties\":{\"status\":\"Active\"}}";
            case "billingAccounts PUT", "billingAccounts PATCH", "billingProfiles PUT" ->
                "{\"properties\":{\"poNumber\":\"4711\"}}";
            case "billingSubscriptions PUT", "billingSubscriptions PATCH" ->
                "{\"properties\":{\"costCenter\":\"asked by the matrix\"}}";
            case "customers PUT" -> "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"}}";
            // Of a profile only what holds anyway.
            case "policies PUT" ->
                route.path().endsWith("{profile}/policies/default")
                        ? "{\"properties\":{\"marketplacePurchases\":\"AllAllowed\"}}"
                        : "{\"properties\":{\"viewCharges\":\"" + house.policy().viewCharges() + "\"}}";
            case "invoices PUT" -> "{\"properties\":{\"status\":\"Due\"}}";
            case "pricesheets PUT" -> Bodies.prices(PRICE);
            case "exchange-rates POST" -> "Date,USD\n2000-01-03,1.0090\n";
            case "cost-events POST" ->
                "["
                        + Charge.of(House.id(), new Account("made-by-the-matrix"), null, "1")
                                .event() + "]";
            case "imports POST" -> "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,BillingAccountId\n";
            case "directory PUT" ->
                "{\"tenantId\":\"" + House.id() + "\",\"kind\":\"User\",\"displayName\":\"Someone\",\"mail\":null}";
            case "recipients PUT" -> "{\"timeZone\":\"Europe/Zurich\"}";
            case "deployments PUT", "validate POST" -> Bodies.deployment("asked by the matrix");
            case "managementGroups PUT" -> "{\"properties\":{}}";
            case "resourceGroups PUT" -> "{\"location\":\"westeurope\"}";
            case "resourceGroups PATCH" -> "{\"tags\":{\"asked\":\"by the matrix\"}}";
            case "reconciliation POST",
                    "download POST",
                    "close POST",
                    "cancel POST",
                    "register POST",
                    "unregister POST",
                    "run POST",
                    "subscriptions PUT",
                    "acknowledge POST",
                    "agree POST",
                    "unsubscribe POST" -> "";
            case "silences POST" ->
                "{\"reason\":\"asked by the matrix\",\"duration\":\"PT1H\",\"matchers\":{\"budgets\":[\"of nobody\"]}}";
            case "webhooks POST" -> {
                String more = route.path().endsWith("/recover")
                        ? ",\"since\":\"2020-01-01T00:00:00Z\""
                        : route.path().endsWith("/rotate") ? ",\"overlap\":\"PT0S\"" : "";
                yield "{\"receiverName\":\"hook\"" + more + "}";
            }
            // Of one delivery it is ignored; of all it means none, since none ended then.
            case "deliveries POST" -> "{\"since\":\"2020-01-01T00:00:00Z\",\"until\":\"2020-01-02T00:00:00Z\"}";
            default -> {
                if (route.isGet() || route.method().equals("DELETE")) {
                    yield "";
                }
                throw new IllegalStateException(route + ": what is a good body for it? Write one.");
            }
        };
    }
}
