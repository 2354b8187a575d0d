package dev.outlay.alert.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Occasion;
import dev.outlay.alert.alert.ReservationsUnderused;
import dev.outlay.alert.alert.StatusModifier;
import dev.outlay.alert.database.Instants;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Writes alerts in Azure's shape. Source: azure-rest-contract.md section 7. */
final class AlertJson {

    /** How Azure says "never". */
    private static final String NEVER = "0001-01-01T00:00:00";

    /** Whoever of the partner's it was, as its customers are told of it. */
    private static final String OF_THE_PARTNER = "Partner";

    /** The same where it is not known whose person it was. */
    private static final String OF_NOBODY_KNOWN = "Unknown";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertJson() {}

    /**
     * Writes one.
     *
     * @param onlyOf the customer of whoever asks, who is not shown who of the partner's has acknowledged or dismissed it; empty for the partner's people
     */
    static ObjectNode write(Alert alert, Optional<CustomerKey> onlyOf) {
        Crossing crossing = alert.crossing();
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("id", id(crossing, crossing.id()));
        whole.put("name", crossing.id().toString());
        whole.put("type", "Microsoft.CostManagement/alerts");
        whole.put("eTag", "\"" + Long.toHexString(Instants.toMicros(alert.modifiedAt())) + "\"");
        ObjectNode properties = whole.putObject("properties");
        writeDefinition(properties.putObject("definition"), crossing);
        properties.put("description", description(crossing));
        properties.put("source", "Preset");
        properties.set("details", details(alert));
        properties.put("costEntityId", crossing.budget().name());
        properties.put("status", alert.status().word());
        properties.put("creationTime", alert.createdAt().toString());
        properties.put("closeTime", alert.closedAt().map(Object::toString).orElse(NEVER));
        properties.put("modificationTime", alert.modifiedAt().toString());
        properties.put(
                "statusModificationUserName",
                alert.statusModifiedBy().map(by -> named(by, onlyOf)).orElse(null));
        properties.put(
                "statusModificationTime",
                alert.statusModifiedAt().map(Object::toString).orElse(NEVER));
        ArrayNode acknowledgements = properties.putArray("acknowledgements");
        alert.acknowledgements().forEach(each -> acknowledgements
                .addObject()
                .put("by", each.partners() && onlyOf.isPresent() ? null : each.receiver())
                .put("kind", each.kind())
                .put("at", each.at().toString()));
        properties.put("withheld", alert.withheld() == 0 ? null : withheld(alert.withheld()));
        return whole;
    }

    /** Whoever sees an alert and is not of its customer is the partner's, so that who is of another tenant than a customer's person is the partner's too. */
    private static String named(StatusModifier by, Optional<CustomerKey> onlyOf) {
        if (onlyOf.isEmpty()) {
            return by.principal();
        }
        return by.tenant()
                .map(tenant -> tenant.equals(onlyOf.get().customer()) ? by.principal() : OF_THE_PARTNER)
                .orElse(OF_NOBODY_KNOWN);
    }

    /** Says of nobody who it is: whoever reads the scope may be of a customer, and those that are meant of another. */
    private static String withheld(int receivers) {
        return ("Not told to %d of its receivers: whoever had them told has no right to be told any more, or who was told for a role has not. Somebody of the same tenant who may be told saves the budget again,"
                        + " or the contact is taken out of it, and named again by whoever may.")
                .formatted(receivers);
    }

    /** Of an alert of the same scope. */
    private static String id(Crossing crossing, UUID alert) {
        return crossing.budget().scope().id().substring(1) + "/providers/Microsoft.CostManagement/alerts/" + alert;
    }

    private static String description(Crossing crossing) {
        return switch (crossing.occasion()) {
            case Occasion.ThresholdReached ignored -> "";
            case Occasion.EndComesNear end ->
                "The budget ends on " + end.lastDay() + "."
                        + end.watching()
                                .map(watching ->
                                        " From the day after nobody is told when reservations are used less than "
                                                + watching.threshold().toPlainString() + " percent.")
                                .orElse("");
            case ReservationsUnderused under ->
                "Reservations used less than %s percent: %d of %d, the least %s percent."
                        .formatted(
                                crossing.notification().threshold().toPlainString(),
                                under.below(),
                                under.seen(),
                                crossing.spend().toPlainString());
        };
    }

    private static void writeDefinition(ObjectNode definition, Crossing crossing) {
        boolean forecasted = crossing.notification().thresholdType().equals("Forecasted");
        String category = crossing.measure().isPresent() ? "Usage" : "Cost";
        switch (crossing.occasion()) {
            case Occasion.ThresholdReached ignored ->
                definition
                        .put("type", forecasted ? "BudgetForecast" : "Budget")
                        .put("category", category)
                        .put("criteria", (forecasted ? "Forecast" : "") + category + "ThresholdExceeded");
            case Occasion.EndComesNear ignored ->
                definition.put("type", "General").put("category", "System").put("criteria", "BudgetEndApproaching");
            // Azure's enumerations know no reservations, and clients may read no other word. It is a budget's, and of
            // its usage; of the
            // criteria of usage this is the one about what was and not what will be. Which way the threshold was passed
            // the operator says.
            case ReservationsUnderused ignored ->
                definition.put("type", "Budget").put("category", "Usage").put("criteria", "UsageThresholdExceeded");
        }
    }

    private static ObjectNode details(Alert alert) {
        Crossing crossing = alert.crossing();
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("timeGrainType", timeGrain(crossing));
        details.put("periodStartDate", crossing.period().start() + "T00:00:00Z");
        details.put("triggeredBy", crossing.budget().uuid() + "_1_01");
        writeFilters(details, alert.filterJson().orElse("{}"));
        details.put("threshold", fraction(crossing.notification().threshold()));
        details.put("operator", crossing.notification().operator());
        details.put("amount", crossing.amount());
        details.put("unit", crossing.unit());
        details.put("currentSpend", crossing.spend());
        details.set("contactEmails", texts(crossing.notification().contactEmails()));
        details.set("contactGroups", texts(crossing.notification().contactGroups()));
        details.set("contactRoles", texts(crossing.notification().contactRoles()));
        details.put(
                "overridingAlert",
                alert.overriddenBy().map(other -> id(crossing, other)).orElse(null));
        if (crossing.occasion() instanceof ReservationsUnderused under) {
            writeReservations(details.putObject("reservationUtilization"), crossing, under);
        }
        return details;
    }

    /** That of the budget, also where the days that are told of are others. */
    private static String timeGrain(Crossing crossing) {
        return crossing.occasion() instanceof Occasion.EndComesNear end
                ? end.watching()
                        .map(Occasion.OfReservations::timeGrain)
                        .orElse(crossing.period().timeGrain())
                : crossing.period().timeGrain();
    }

    /** What Azure's alerts have no place for. It is invoiced prices, which whoever reads a billing scope may see. */
    private static void writeReservations(ObjectNode said, Crossing crossing, ReservationsUnderused under) {
        said.put("frequency", under.frequency().word());
        said.put("windowStart", crossing.period().start().toString());
        said.put("windowEnd", crossing.period().end().toString());
        said.put("reservationsBelow", under.below());
        said.put("reservationsSeen", under.seen());
        ArrayNode reservations = said.putArray("reservations");
        under.reservations().forEach(each -> reservations
                .addObject()
                .put("id", each.id())
                .put("name", each.name().orElse(null))
                .put("utilization", each.utilization())
                .put("used", each.used())
                .put("unused", each.unused())
                .put("currency", each.currency()));
    }

    /** Percent as a fraction, without needless zeros and never in scientific notation. */
    static BigDecimal fraction(BigDecimal percent) {
        BigDecimal fraction = percent.movePointLeft(2).stripTrailingZeros();
        return fraction.scale() < 0 ? fraction.setScale(0) : fraction;
    }

    /** The parts of the filter that Azure's alerts have a place for; the whole filter is the budget's. */
    private static void writeFilters(ObjectNode details, String filterJson) {
        ArrayNode groups = details.putArray("resourceGroupFilter");
        ArrayNode resources = details.putArray("resourceFilter");
        ArrayNode meters = details.putArray("meterFilter");
        ObjectNode tags = details.putObject("tagFilter");
        JsonNode filter = parse(filterJson);
        Iterable<JsonNode> parts = filter.path("and").isArray() ? filter.path("and") : List.of(filter);
        for (JsonNode part : parts) {
            JsonNode dimension = part.path("dimensions");
            switch (dimension.path("name").asText("").toLowerCase(Locale.ROOT)) {
                case "resourcegroupname", "resourcegroup" ->
                    dimension.path("values").forEach(groups::add);
                case "resourceid" -> dimension.path("values").forEach(resources::add);
                case "meter", "meterid" -> dimension.path("values").forEach(meters::add);
                default -> {}
            }
            if (part.path("tags").isObject()) {
                tags.set(
                        part.path("tags").path("name").asText(""),
                        part.path("tags").path("values"));
            }
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored filter is not JSON", impossible);
        }
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }
}
