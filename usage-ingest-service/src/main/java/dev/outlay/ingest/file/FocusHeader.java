package dev.outlay.ingest.file;

import dev.outlay.ingest.charge.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which field of a row is which column. Capitals do not matter, the order does not, and unknown columns are passed over. */
final class FocusHeader {
    /** Columns that had another name in FOCUS 1.0, or have another in 1.2 than Microsoft's {@code x_} one. */
    private static final Map<String, Column> OTHER_NAMES = Map.of(
            "pricingcurrency", Column.X_PRICING_CURRENCY,
            "skumeter", Column.X_SKU_METER_NAME,
            "x_invoiceid", Column.INVOICE_ID);

    private static final Map<String, Column> NAMES = names();

    private final List<@Nullable Column> columns;

    private FocusHeader(List<@Nullable Column> columns) {
        this.columns = columns;
    }

    /** Reads the first row; refuses the file when it lacks what every charge needs. */
    static FocusHeader of(List<String> fields) throws UnreadableFile {
        List<@Nullable Column> columns = new ArrayList<>();
        Set<Column> found = EnumSet.noneOf(Column.class);
        Set<String> present = fields.stream().map(FocusHeader::folded).collect(Collectors.toSet());
        for (String field : fields) {
            String name = folded(field);
            Column column = NAMES.get(name);
            Column meant = OTHER_NAMES.get(name);
            if (meant != null && !present.contains(folded(meant.text()))) {
                column = meant;
            }
            if (column != null && !found.add(column)) {
                throw new UnreadableFile(
                        "DuplicateColumn", "The column " + column.text() + " is there twice. Remove one of them.");
            }
            columns.add(column);
        }
        requireAll(found);
        return new FocusHeader(columns);
    }

    int size() {
        return columns.size();
    }

    @Nullable
    Column at(int field) {
        return columns.get(field);
    }

    private static void requireAll(Set<Column> found) throws UnreadableFile {
        List<String> missing = new ArrayList<>();
        for (Column column : Column.all()) {
            if (column.required() && !found.contains(column)) {
                missing.add(column.text());
            }
        }
        if (!found.contains(Column.BILLING_ACCOUNT_ID) && !found.contains(Column.X_BILLING_ACCOUNT_ID)) {
            missing.add("BillingAccountId");
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFile(
                    "MissingColumns",
                    "The file is no FOCUS 1.0 to 1.2 CSV with a header: it lacks " + String.join(", ", missing) + ".");
        }
    }

    private static Map<String, Column> names() {
        Map<String, Column> names = new HashMap<>();
        for (Column column : Column.all()) {
            names.put(folded(column.text()), column);
        }
        return names;
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
