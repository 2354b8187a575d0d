package dev.outlay.alert.alert;

import dev.outlay.alert.database.Instants;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The acknowledgements of an alert as one column of its row: they are few, and read wherever it is. */
final class AcknowledgementsColumn {

    /** {@code chr(30)} and {@code chr(31)}: no receiver has them. */
    private static final String BETWEEN_ROWS = "\u001e";

    private static final String BETWEEN_FIELDS = "\u001f";

    /** All of an alert, the oldest first, as one column of the alert's row. */
    static final String SQL = """
            (select string_agg(k.kind || chr(31) || k.receiver || chr(31) || k.partners || chr(31)
                               || cast(extract(epoch from k.acknowledged_at) * 1000000 as bigint), chr(30)
                               order by k.acknowledged_at, k.receiver)
             from acknowledgement k where k.alert_id = alert.id)
            """;

    /** Reads that column, which is null where there are none. */
    static List<Acknowledgement> read(@Nullable String column) {
        return column == null
                ? List.of()
                : Arrays.stream(column.split(BETWEEN_ROWS))
                        .map(row -> row.split(BETWEEN_FIELDS, -1))
                        .map(fields -> new Acknowledgement(
                                fields[0],
                                fields[1],
                                fields[2].equals("true"),
                                Instants.ofMicros(Long.parseLong(fields[3]))))
                        .toList();
    }

    private AcknowledgementsColumn() {}
}
