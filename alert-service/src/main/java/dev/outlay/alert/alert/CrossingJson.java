package dev.outlay.alert.alert;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.scope.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads crossings; see {@code crossing.v1.schema.json}. */
public final class CrossingJson {

    /** The CloudEvents type. */
    private static final String TYPE = "dev.outlay.crossing.v1";

    /** The types of the events that are read here. */
    public static final Set<String> TYPES = Set.of(TYPE, BudgetEndingJson.TYPE, ReservationUtilizationJson.TYPE);

    private static final Set<String> TIME_GRAINS =
            Set.of("Monthly", "Quarterly", "Annually", "Daily", "Weekly", "Custom");

    /** That of a quantity, which is in a unit of measure and in no currency. */
    private static final String QUANTITY = "Usage";

    static final Set<String> METRICS = Set.of("Actual", "Amortized", QUANTITY);

    private static final Set<String> TOLD = Set.of("tell", "digest", "record");

    /** A test is made here, and nobody else may say that something is one. */
    private static final Set<String> KEPT = Set.of("tell", "digest", "record", TestCrossing.TELLING);

    private CrossingJson() {}

    /** Reads the crossing an event tells of, or refuses it with the path of what is wrong. */
    public static Crossing read(CloudEvent event) throws Unreadable {
        UUID id = Fields.uuid("/id", event.attribute("id"));
        return switch (event.attribute("type")) {
            case BudgetEndingJson.TYPE -> BudgetEndingJson.read(id, event.data());
            case ReservationUtilizationJson.TYPE -> ReservationUtilizationJson.read(id, event.data());
            default -> readCrossing(id, event.data(), TOLD);
        };
    }

    /** Reads data that was kept, of the event with this id: a crossing has a notification, a budget that ends has contacts, and reservations have a window. */
    public static Crossing read(UUID id, Fields data) throws Unreadable {
        if (ReservationUtilizationJson.isOne(data)) {
            return ReservationUtilizationJson.read(id, data);
        }
        return data.node().has("contacts") && !data.node().has("notification")
                ? BudgetEndingJson.read(id, data)
                : readCrossing(id, data, KEPT);
    }

    private static Crossing readCrossing(UUID id, Fields data, Set<String> tellings) throws Unreadable {
        Fields scope = data.object("scope");
        String account = scope.text("billingAccount");
        scope.oneOf("kind", Set.of("BillingAccount", "BillingProfile", "Customer", "Subscription", "ResourceGroup"));
        return new Crossing(
                id,
                budget(data.object("budget")),
                account,
                scope.optionalText("customer").map(name -> new CustomerKey(account, name)),
                notification(data.object("notification")),
                period(data.object("period")),
                data.decimal("amount"),
                data.decimal("thresholdAmount"),
                data.decimal("spend"),
                data.optionalText("forecast").isPresent() ? Optional.of(data.decimal("forecast")) : Optional.empty(),
                currency(data),
                measure(data),
                data.oneOf("priceView", Set.of("Invoiced", "Retail")),
                data.oneOf("metric", METRICS),
                data.flag("late"),
                Crossing.Telling.valueOf(data.oneOf("telling", tellings).toUpperCase(Locale.ROOT)),
                cause(data),
                data.moment("crossedAt"),
                data.optionalMoment("acceptedAt"),
                new Occasion.ThresholdReached(ExplanationJson.read(data)));
    }

    static Crossing.Period period(Fields period) throws Unreadable {
        return new Crossing.Period(period.oneOf("timeGrain", TIME_GRAINS), period.day("start"), period.day("end"));
    }

    static Crossing.Budget budget(Fields budget) throws Unreadable {
        String scopeId = budget.text("scope");
        Scope scope = Scope.ofId(scopeId)
                .orElseThrow(
                        () -> new Unreadable(
                                budget.pointer() + "/scope",
                                "must be the ARM id of a billing account, billing profile, customer, subscription or resource group"));
        Optional<Principal> creator = creator(budget.optionalObject("creator"));
        return new Crossing.Budget(
                budget.uuid("uuid"),
                budget.text("id"),
                budget.text("name"),
                scope,
                creator,
                WritersJson.read(budget, creator),
                budget.optionalText("startDate").isPresent() ? Optional.of(budget.day("startDate")) : Optional.empty());
    }

    private static Optional<Principal> creator(Optional<Fields> creator) throws Unreadable {
        if (creator.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Principal(creator.get().text("principalId"), creator.get().text("tenantId"), Set.of()));
    }

    private static Crossing.Notification notification(Fields notification) throws Unreadable {
        return new Crossing.Notification(
                notification.text("key"),
                notification.oneOf("thresholdType", Set.of("Actual", "Forecasted")),
                notification.oneOf("operator", Set.of("EqualTo", "GreaterThan", "GreaterThanOrEqualTo")),
                notification.decimal("threshold"),
                notification.optionalText("locale").orElse("en-us"),
                notification.requiredTexts("contactEmails"),
                notification.texts("contactRoles"),
                notification.requiredTexts("contactGroups"),
                notification.textsByName("contactLocales"));
    }

    /** Crossings that are older than this field came of charges, or do not say. */
    private static Crossing.Cause cause(Fields data) throws Unreadable {
        if (data.optionalText("cause").isEmpty()) {
            return Crossing.Cause.CHARGES;
        }
        return Crossing.Cause.valueOf(data.oneOf("cause", Crossing.Cause.WORDS).toUpperCase(Locale.ROOT));
    }

    /** The unit of a quantity, also where nobody has said one; empty of cost. */
    static Optional<String> measure(Fields data) throws Unreadable {
        if (!data.text("metric").equals(QUANTITY)) {
            return Optional.empty();
        }
        return Optional.of(
                data.optionalText("unit").filter(unit -> !unit.isBlank()).orElse("Units"));
    }

    static String currency(Fields data) throws Unreadable {
        String currency = data.text("currency");
        if (currency.length() != 3 || !currency.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new Unreadable(data.pointer() + "/currency", "must be an ISO 4217 code");
        }
        return currency;
    }
}
