package dev.outlay.budget.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.dimension.AzuresChargeType;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.dimension.OwnInvoiceId;
import dev.outlay.budget.scope.PriceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads ARM's way of writing a filter down: {@code dimensions}, {@code tags}, {@code and}, the singular spellings of 2019, and {@code not} in the versions that have it
 * (azure-rest-contract.md section 2), alone or beside one of the others.
 *
 * @param grammar of the api version under which it was sent
 * @param prices how charges are seen at the scope: it decides which dimensions an error lists
 * @param only the dimensions that it can have, and no tags; empty for every one, and tags
 */
record FilterJson(FilterGrammar grammar, PriceView prices, List<Dimension> only) {

    private static final int MAX_PARTS = 50;
    private static final int MAX_VALUES = 1000;
    private static final int MAX_LENGTH = 1024;

    FilterJson {
        only = List.copyOf(only);
    }

    FilterJson(FilterGrammar grammar, PriceView prices) {
        this(grammar, prices, List.of());
    }

    /** The filter; null after a problem was added. */
    @Nullable
    CostFilter read(JsonNode node, String path, List<String> problems) {
        if (!node.isObject()) {
            problems.add("'" + path + "' must be an object.");
            return null;
        }
        boolean excludes = node.hasNonNull("not");
        if (node.hasNonNull("or") || (excludes && grammar != FilterGrammar.WITH_NOT)) {
            problems.add("'" + path
                    + "' can hold dimensions, tags or and. There is no or, and not exists only in the api-versions "
                    + FilterGrammar.VERSIONS_WITH_NOT + " of Microsoft.Consumption.");
            return null;
        }
        return excludes ? excluding(node, node.path("not"), path, problems) : counting(node, path, problems);
    }

    /** What does not count, and what does, where the filter says that too. */
    private @Nullable CostFilter excluding(JsonNode node, JsonNode not, String path, List<String> problems) {
        CostFilter excluded = not.isObject() ? leaf(not, path + ".not", problems) : one(path + ".not", problems);
        boolean alone = !hasLeaf(node) && !node.hasNonNull("and");
        CostFilter counted = alone ? null : counting(node, path, problems);
        if (excluded == null || (counted == null && !alone)) {
            return null;
        }
        CostFilter exclusion = new CostFilter.Not(excluded);
        if (counted == null) {
            return exclusion;
        }
        List<CostFilter> parts =
                new ArrayList<>(counted instanceof CostFilter.And and ? and.parts() : List.of(counted));
        parts.add(exclusion);
        return new CostFilter.And(parts);
    }

    private @Nullable CostFilter counting(JsonNode node, String path, List<String> problems) {
        JsonNode and = node.path("and");
        if (!and.isMissingNode() && !and.isNull()) {
            return hasLeaf(node) ? two(path, problems) : and(and, path + ".and", problems);
        }
        return leaf(node, path, problems);
    }

    private @Nullable CostFilter and(JsonNode and, String path, List<String> problems) {
        if (!and.isArray() || and.size() < 2 || and.size() > MAX_PARTS) {
            problems.add("'" + path + "' must be an array of 2 to " + MAX_PARTS + " parts.");
            return null;
        }
        List<CostFilter> parts = new ArrayList<>();
        for (int index = 0; index < and.size(); index++) {
            JsonNode part = and.get(index);
            CostFilter read = part.isObject() && part.has("and")
                    ? nested(path, index, problems)
                    : part(part, path + "[" + index + "]", problems);
            if (read != null) {
                parts.add(read);
            }
        }
        return parts.size() == and.size() ? new CostFilter.And(parts) : null;
    }

    private @Nullable CostFilter part(JsonNode part, String path, List<String> problems) {
        return part.isObject() && !part.hasNonNull("not") && !part.hasNonNull("or")
                ? leaf(part, path, problems)
                : one(path, problems);
    }

    private static @Nullable CostFilter one(String path, List<String> problems) {
        problems.add("'" + path + "' must be an object with exactly one of dimensions, tags.");
        return null;
    }

    private static @Nullable CostFilter nested(String path, int index, List<String> problems) {
        problems.add("'" + path + "[" + index + "]' must not hold and: one level is all that a budget's filter has.");
        return null;
    }

    private static @Nullable CostFilter two(String path, List<String> problems) {
        problems.add("'" + path + "' must hold exactly one of dimensions, tags, and.");
        return null;
    }

    private static boolean hasLeaf(JsonNode node) {
        return given(node, "dimensions", "dimension") != null || given(node, "tags", "tag") != null;
    }

    private @Nullable CostFilter leaf(JsonNode node, String path, List<String> problems) {
        JsonNode dimension = given(node, "dimensions", "dimension");
        JsonNode tag = given(node, "tags", "tag");
        if ((dimension == null) == (tag == null)) {
            return path.endsWith(".not") ? one(path, problems) : two(path, problems);
        }
        return dimension != null
                ? dimension(dimension, path + ".dimensions", problems)
                : tag(tag == null ? node : tag, path + ".tags", problems);
    }

    private static @Nullable JsonNode given(JsonNode node, String plural, String singular) {
        JsonNode found = node.hasNonNull(plural) ? node.get(plural) : node.get(singular);
        return found == null || found.isNull() ? null : found;
    }

    private @Nullable CostFilter dimension(JsonNode node, String path, List<String> problems) {
        String name = name(node, path, problems);
        Set<String> values = values(node, path, problems);
        if (name == null) {
            return null;
        }
        Dimension dimension = Dimension.named(name).orElse(null);
        if (dimension == null || !(only.isEmpty() || only.contains(dimension))) {
            List<String> valid = only.isEmpty()
                    ? Dimension.labels(prices)
                    : only.stream().map(Dimension::label).toList();
            problems.add("'" + path + ".name' " + JsonText.shown(name) + " is not a dimension"
                    + (only.isEmpty() ? "" : " of reservations") + ". Valid are: " + String.join(", ", valid) + ".");
            return null;
        }
        values.stream()
                .filter(dimension::isNeverSaid)
                .forEach(value -> problems.add("'" + path + ".values' holds "
                        + JsonText.shown(value) + ", which no charge says: "
                        + (dimension == Dimension.INVOICE_ID ? ofInvoices(value) : AzuresChargeType.REFUSAL)));
        return values.isEmpty() ? null : new CostFilter.DimensionIn(dimension.key(), values);
    }

    /** Closing an invoice would move spend from one budget to another, weeks after the charges (decision 16). */
    private static String ofInvoices(String value) {
        return "it is Outlay's own, shown of a charge whose source says no InvoiceId, and a budget counts a charge when"
                + " it arrives, by what its source says. Filter by an InvoiceId that the source of your charges"
                + " states; or make the budget at the billing profile and filter by BillingMonth '"
                + OwnInvoiceId.month(value).orElse("YYYY-MM")
                + "', which counts what is billed in that month. Cost queries can filter by it.";
    }

    private @Nullable CostFilter tag(JsonNode node, String path, List<String> problems) {
        if (!only.isEmpty()) {
            problems.add("'" + path + "' has no place here: reservations have no tags. Filter by one of "
                    + only.stream().map(Dimension::label).collect(Collectors.joining(", ")) + ".");
            return null;
        }
        String name = name(node, path, problems);
        Set<String> values = values(node, path, problems);
        return name == null || values.isEmpty() ? null : new CostFilter.TagIn(name, values);
    }

    private static @Nullable String name(JsonNode node, String path, List<String> problems) {
        JsonNode operator = node.path("operator");
        if (!operator.isTextual()
                || !operator.textValue().toLowerCase(Locale.ROOT).equals("in")) {
            problems.add("'" + path + ".operator' must be In.");
        }
        JsonNode name = node.path("name");
        if (name.isTextual() && JsonText.keeps(name.textValue(), MAX_LENGTH)) {
            return name.textValue();
        }
        problems.add("'" + path + ".name' is required: a text of 1 to " + MAX_LENGTH + " characters.");
        return null;
    }

    private static Set<String> values(JsonNode node, String path, List<String> problems) {
        List<String> values = JsonText.list(node.path("values"), path + ".values", MAX_VALUES, MAX_LENGTH, problems);
        if (values.isEmpty() && node.path("values").isEmpty()) {
            problems.add("'" + path + ".values' needs at least one value.");
        }
        return new TreeSet<>(values);
    }
}
