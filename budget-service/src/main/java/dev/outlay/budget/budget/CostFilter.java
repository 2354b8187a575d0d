package dev.outlay.budget.budget;

import dev.outlay.budget.dimension.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which charges of its scope a budget counts. Values are compared without regard to case, as Azure does; the name of a tag is, too, because Azure's tag
 * names are not case-sensitive.
 */
public sealed interface CostFilter {

    /** No filter: every charge that the scope sees. */
    UUID NONE = new UUID(0, 0);

    /** Whether a charge with these dimensions counts. Dimensions are as {@link Dimension#said} has them; keys of tags are lower case. */
    boolean matches(Map<String, String> dimensions, Map<String, String> tags);

    /** The same text for filters that ask the same, whatever their order or casing. */
    String canonical();

    /** Identifies what the filter asks; {@link #NONE} for no filter. */
    static UUID hash(@Nullable CostFilter filter) {
        return filter == null ? NONE : UUID.nameUUIDFromBytes(filter.canonical().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A dimension has one of the values.
     *
     * @param key of the dimension
     * @param values lower case, in the dimension's own form
     */
    record DimensionIn(String key, Set<String> values) implements CostFilter {
        public DimensionIn {
            values = lowerCase(
                    values.stream().map(Dimension.ofKey(key)::normalised).collect(Collectors.toUnmodifiableSet()));
        }

        /** Whether it asks for the billing month, in which charges of one description can differ: where it does not say one, it is that of the charge's day. */
        public boolean asksForTheMonth() {
            return key.equals(Dimension.BILLING_MONTH.key());
        }

        @Override
        public boolean matches(Map<String, String> dimensions, Map<String, String> tags) {
            String value = dimensions.get(key);
            return value != null && values.contains(value.toLowerCase(Locale.ROOT));
        }

        @Override
        public String canonical() {
            return "d(" + quoted(key) + sorted(values) + ")";
        }
    }

    /**
     * A tag has one of the values.
     *
     * @param name lower case
     * @param values lower case
     */
    record TagIn(String name, Set<String> values) implements CostFilter {
        public TagIn {
            name = name.toLowerCase(Locale.ROOT);
            values = lowerCase(values);
        }

        @Override
        public boolean matches(Map<String, String> dimensions, Map<String, String> tags) {
            String value = tags.get(name);
            return value != null && values.contains(value.toLowerCase(Locale.ROOT));
        }

        @Override
        public String canonical() {
            return "t(" + quoted(name) + sorted(values) + ")";
        }
    }

    /** All of the parts hold. */
    record And(List<CostFilter> parts) implements CostFilter {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Map<String, String> dimensions, Map<String, String> tags) {
            for (CostFilter part : parts) {
                if (!part.matches(dimensions, tags)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String canonical() {
            return parts.stream().map(CostFilter::canonical).sorted().collect(Collectors.joining("", "a(", ")"));
        }
    }

    /** The part does not hold; it is a dimension or a tag. A charge without that dimension or tag counts. */
    record Not(CostFilter part) implements CostFilter {

        @Override
        public boolean matches(Map<String, String> dimensions, Map<String, String> tags) {
            return !part.matches(dimensions, tags);
        }

        @Override
        public String canonical() {
            return "n(" + part.canonical() + ")";
        }
    }

    /** The billing months that it asks for, each as YYYY-MM or whatever else it was asked for by; empty where it does not ask for any. */
    default Set<String> months() {
        return switch (this) {
            case DimensionIn dimension -> dimension.asksForTheMonth() ? dimension.values() : Set.of();
            case TagIn tag -> Set.of();
            case And and ->
                and.parts().stream().flatMap(part -> part.months().stream()).collect(Collectors.toUnmodifiableSet());
            case Not not -> not.part().months();
        };
    }

    /** Whether nothing counts but what meters of it have counted: a meter is among the parts that have to hold. */
    default boolean asksForMeters() {
        return switch (this) {
            case DimensionIn dimension ->
                dimension.key().equals(Dimension.METER_ID.key())
                        || dimension.key().equals(Dimension.METER.key());
            case And and -> and.parts().stream().anyMatch(CostFilter::asksForMeters);
            case TagIn tag -> false;
            case Not not -> false;
        };
    }

    /** The part of this filter that the fewest charges are likely to match, by which it is indexed: a dimension or a tag, or {@link Not} or a month where there is nothing else. */
    default CostFilter mostSelective() {
        if (!(this instanceof And and)) {
            return this;
        }
        CostFilter best = and.parts().getFirst().mostSelective();
        for (CostFilter part : and.parts()) {
            CostFilter candidate = part.mostSelective();
            if (valueCount(candidate) < valueCount(best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static int valueCount(CostFilter leaf) {
        return switch (leaf) {
            case DimensionIn dimension ->
                // Charges that do not say it are under no value of the index.
                dimension.asksForTheMonth()
                        ? Integer.MAX_VALUE
                        : dimension.values().size();
            case TagIn tag -> tag.values().size();
            case Not not -> Integer.MAX_VALUE;
            case And and -> Integer.MAX_VALUE;
        };
    }

    private static Set<String> lowerCase(Set<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static String sorted(Set<String> values) {
        Function<String, String> quote = CostFilter::quoted;
        return new TreeSet<>(values).stream().map(quote).collect(Collectors.joining());
    }

    /** Length first, so that no value can look like two. */
    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
