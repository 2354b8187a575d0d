package dev.outlay.budget.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The descriptive columns and the tags of a charge. They repeat from day to day, so they are interned by their fingerprint and a charge holds an
 * id alone (DESIGN.md section 6, point 3).
 */
public final class ColumnValues {

    private final @Nullable String[] values;
    private final SortedMap<String, String> tags;
    private final UUID fingerprint;

    private ColumnValues(@Nullable String[] values, SortedMap<String, String> tags) {
        this.values = values;
        this.tags = tags;
        this.fingerprint = fingerprintOf(values, tags);
    }

    /** Gathers the values of one charge. */
    public static final class Builder {
        private final @Nullable String[] values = new @Nullable String[Column.values().length];
        private SortedMap<String, String> tags = Collections.emptySortedMap();

        /** Sets a column; null or empty text leaves it absent. */
        public Builder set(Column column, @Nullable String value) {
            values[column.ordinal()] = value == null || value.isEmpty() ? null : value;
            return this;
        }

        public Builder tag(String name, String value) {
            if (tags.isEmpty()) {
                tags = new TreeMap<>();
            }
            tags.put(name, value);
            return this;
        }

        public @Nullable String get(Column column) {
            return values[column.ordinal()];
        }

        public ColumnValues build() {
            return new ColumnValues(values.clone(), Collections.unmodifiableSortedMap(tags));
        }
    }

    public @Nullable String get(Column column) {
        return values[column.ordinal()];
    }

    public SortedMap<String, String> tags() {
        return tags;
    }

    /** The same for charges that are described alike. */
    public UUID fingerprint() {
        return fingerprint;
    }

    /** FOCUS column name to value, only those that are present. */
    public Map<String, String> present() {
        Map<String, String> present = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            String value = values[column.ordinal()];
            if (value != null) {
                present.put(column.columnName(), value);
            }
        }
        return present;
    }

    private static UUID fingerprintOf(@Nullable String[] values, SortedMap<String, String> tags) {
        Fingerprint fingerprint = Fingerprint.begin();
        for (String value : values) {
            fingerprint.add(value);
        }
        tags.forEach((name, value) -> fingerprint.add(name).add(value));
        return fingerprint.finish();
    }
}
