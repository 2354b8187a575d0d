package dev.outlay.budget.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/** A question made up at random, in both languages: the body of a query, in any of its dialects, and what an oracle is asked. */
public final class RandomQuestion {

    private static final List<String> OF_EVERYBODY = List.of(
            "ResourceGroup",
            "ResourceGroupName",
            "SubscriptionId",
            "ChargeType",
            "ServiceName",
            "ResourceId",
            "ResourceLocation",
            "MeterCategory",
            "Meter",
            "UnitOfMeasure",
            "ReservationId",
            "BenefitId",
            "Frequency",
            "PricingModel",
            "BillingMonth",
            "Provider",
            "ServiceTier",
            "ConsumedService");
    private static final List<String> OF_THE_PARTNER = List.of(
            "CustomerTenantId",
            "CustomerName",
            "PartnerName",
            "BillingAccountName",
            "BillingProfileId",
            "InvoiceId",
            "PartnerEarnedCreditApplied",
            "PartnerEarnedCreditRate",
            "ResellerMPNId",
            "InvoiceSection",
            "MarkupRuleName",
            "BillingAccountId");
    private static final List<String> TAGS = List.of("env", "ENV", "cost center's", "nobody's");

    private final Random random;
    private final List<AskedCharge> charges;
    private final boolean invoiced;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final PlainCost.Asked asked;

    /** @param charges of which filters have their values */
    public RandomQuestion(Random random, List<AskedCharge> charges, ScopeKind kind, Predicate<AskedCharge> ofScope) {
        this.random = random;
        this.charges = charges;
        this.invoiced = kind.isBilling();
        String type = pick(List.of("Usage", "ActualCost", "AmortizedCost"));
        body.put(cased("type"), cased(type)).put("timeframe", cased("Custom"));
        LocalDate first = LocalDate.ofInstant(RandomCharges.BEGINNING, ZoneOffset.UTC)
                .plusDays(random.nextInt(RandomCharges.DAYS) - 5);
        LocalDate last = first.plusDays(random.nextInt(RandomCharges.DAYS));
        body.putObject("timePeriod")
                .put("from", first + pick(List.of("", "T00:00:00Z", "T00:00:00.000+00:00")))
                .put("to", last + pick(List.of("", "T00:00:00Z", "T23:59:59Z")));
        ObjectNode dataset = body.putObject(pick(List.of("dataset", "dataSet")));
        String grain = pick(List.of("None", "Daily", "Monthly"));
        dataset.put("granularity", cased(grain));
        String currency = random.nextInt(6) == 0 ? pick(List.of("XQA", "XQB", "USD", "XQZ")) : null;
        if (currency != null) {
            dataset.put("currency", cased(currency));
        }
        List<String> measures = measures(dataset);
        List<String> groupings = groupings(dataset);
        Predicate<AskedCharge> filter =
                random.nextInt(3) == 0 ? charge -> true : filter(dataset.putObject("filter"), 1);
        sorting(dataset, measures, groupings);
        asked = new PlainCost.Asked(
                kind, ofScope, type.startsWith("Amortized"), first, last, grain, currency, measures, groupings, filter);
    }

    public ObjectNode body() {
        return body;
    }

    public PlainCost.Asked asked() {
        return asked;
    }

    private List<String> measures(ObjectNode dataset) {
        List<String> all = invoiced
                ? List.of("Cost", "PreTaxCost", "CostUSD", "PreTaxCostUSD", "UsageQuantity")
                : List.of("Cost", "PreTaxCost", "UsageQuantity");
        List<String> measures = new ArrayList<>();
        ObjectNode aggregation = dataset.putObject("aggregation");
        for (int i = 0; i <= random.nextInt(2); i++) {
            String measure = pick(all);
            if (!measures.contains(measure)) {
                measures.add(measure);
                aggregation.putObject("a" + i).put("name", cased(measure)).put("function", cased("Sum"));
            }
        }
        return measures;
    }

    private List<String> groupings(ObjectNode dataset) {
        List<String> groupings = new ArrayList<>();
        ArrayNode given = dataset.putArray("grouping");
        for (int i = 0; i < random.nextInt(3); i++) {
            String subject = subject();
            if (groupings.stream().noneMatch(subject::equalsIgnoreCase)) {
                groupings.add(subject);
                boolean tag = subject.startsWith("tag:");
                given.addObject()
                        .put("type", cased(tag ? "Tag" : "Dimension"))
                        .put("name", tag ? subject.substring(4) : cased(subject));
            }
        }
        return groupings;
    }

    private String subject() {
        if (random.nextInt(5) == 0) {
            return "tag:" + pick(TAGS);
        }
        return pick(invoiced && random.nextBoolean() ? OF_THE_PARTNER : OF_EVERYBODY);
    }

    private Predicate<AskedCharge> filter(ObjectNode node, int depth) {
        int kind = depth > 3 ? 0 : random.nextInt(6);
        if (kind < 3) {
            return leaf(node);
        }
        if (kind == 3) {
            return filter(node.putObject("not"), depth + 1).negate();
        }
        ArrayNode parts = node.putArray(kind == 4 ? "and" : "or");
        Predicate<AskedCharge> one = filter(parts.addObject(), depth + 1);
        Predicate<AskedCharge> other = filter(parts.addObject(), depth + 1);
        return kind == 4 ? one.and(other) : one.or(other);
    }

    private Predicate<AskedCharge> leaf(ObjectNode node) {
        String subject = subject();
        boolean tag = subject.startsWith("tag:");
        boolean contains = random.nextInt(4) == 0;
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String value = random.nextInt(6) == 0 || charges.isEmpty()
                    ? pick(List.of("nothing", "%", "' or 1=1 --"))
                    : PlainCost.value(subject, pick(charges));
            values.add(contains ? part(value) : value);
        }
        ObjectNode leaf = node.putObject(tag ? pick(List.of("tag", "tags")) : pick(List.of("dimension", "dimensions")))
                .put("name", tag ? subject.substring(4) : cased(subject))
                .put("operator", cased(contains ? "Contains" : "In"));
        ArrayNode given = leaf.putArray("values");
        values.forEach(value -> given.add(cased(value)));
        return charge -> {
            String has = PlainCost.value(subject, charge).toLowerCase(Locale.ROOT);
            return values.stream()
                    .map(value -> value.toLowerCase(Locale.ROOT))
                    .anyMatch(value -> contains ? has.contains(value) : has.equals(value));
        };
    }

    private String part(String value) {
        return value.isEmpty() ? "e" : value.substring(random.nextInt(value.length()));
    }

    private void sorting(ObjectNode dataset, List<String> measures, List<String> groupings) {
        if (random.nextBoolean()) {
            return;
        }
        List<String> names = new ArrayList<>(measures);
        groupings.forEach(grouping -> names.add(grouping.startsWith("tag:") ? grouping.substring(4) : grouping));
        names.add("a0");
        dataset.putArray("sorting")
                .addObject()
                .put("name", cased(pick(names)))
                .put(
                        pick(List.of("direction", "querySortingDirection")),
                        cased(pick(List.of("Ascending", "Descending"))));
    }

    private String cased(String word) {
        return switch (random.nextInt(4)) {
            case 0 -> word.toLowerCase(Locale.ROOT);
            case 1 -> word.toUpperCase(Locale.ROOT);
            default -> word;
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
