package dev.outlay.alert.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.database.Instants;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The acknowledgements of an alert as one column of its row, in JSON, since a receiver's name can have any character: they are few, and read wherever it is. */
final class AcknowledgementsColumn {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of an alert, the oldest first, as one column of the alert's row. */
    static final String SQL = """
            (select cast(json_agg(json_build_array(k.kind, k.receiver, k.partners,
                                                   cast(extract(epoch from k.acknowledged_at) * 1000000 as bigint))
                                  order by k.acknowledged_at, k.receiver) as text)
             from acknowledgement k where k.alert_id = alert.id)
            """;

    /** Reads that column, which is null where there are none. */
    static List<Acknowledgement> read(@Nullable String column) {
        if (column == null) {
            return List.of();
        }
        try {
            return JSON.readTree(column)
                    .valueStream()
                    .map(fields -> new Acknowledgement(
                            fields.path(0).asText(),
                            fields.path(1).asText(),
                            fields.path(2).asBoolean(),
                            Instants.ofMicros(fields.path(3).asLong())))
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL writes JSON", impossible);
        }
    }

    private AcknowledgementsColumn() {}
}
