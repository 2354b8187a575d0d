package dev.outlay.ingest.charge;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a charge's columns in canonical form: decimals plain and without needless zeros, timestamps in UTC, flags as
 * {@code true} or {@code false}. Two charges that say the same have equal columns. Immutable once the charge is made.
 */
public final class Columns {
    private final @Nullable String[] values;
    private final @Nullable Map<String, @Nullable String> tags;

    Columns(@Nullable String[] values, @Nullable Map<String, @Nullable String> tags) {
        this.values = values;
        this.tags = tags;
    }

    /** The value of a column, or null where the charge has none; null for {@link Column#TAGS}. */
    public @Nullable String get(Column column) {
        return values[column.ordinal()];
    }

    /** The tags, or null where the charge has none; a tag without a value has null. Not to be changed. */
    public @Nullable Map<String, @Nullable String> tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Columns columns
                && Arrays.equals(values, columns.values)
                && Objects.equals(tags, columns.tags);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Objects.hashCode(tags);
    }
}
