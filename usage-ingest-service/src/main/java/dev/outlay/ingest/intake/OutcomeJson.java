package dev.outlay.ingest.intake;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.outlay.ingest.charge.Problem;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import java.io.IOException;
import java.util.List;

/** Writes the answer to a request with cost events: counts, and one entry for each item, in order. */
final class OutcomeJson {
    private static final ApiError NOTHING_TAKEN = ApiError.of(
            400, "AllItemsRejected", "Every item was rejected; items says why. Correct them and send them again.");

    /** Ready-made, since nearly every item of nearly every answer is that. */
    private static final SerializableString ACCEPTED = new SerializedString("{\"status\":\"accepted\"}");

    private OutcomeJson() {}

    static void write(Outcome outcome, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (outcome.nothingTaken()) {
            Answers.envelope(json, NOTHING_TAKEN);
        }
        json.writeNumberField("accepted", outcome.accepted().size());
        json.writeNumberField("duplicates", outcome.duplicates());
        json.writeNumberField("rejected", outcome.rejected());
        json.writeArrayFieldStart("items");
        for (Outcome.Item item : outcome.items()) {
            item(item, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void item(Outcome.Item item, JsonGenerator json) throws IOException {
        switch (item) {
            case Outcome.Item.Accepted accepted -> json.writeRawValue(ACCEPTED);
            case Outcome.Item.Duplicate duplicate -> {
                json.writeStartObject();
                json.writeStringField("status", "duplicate");
                json.writeNumberField("of", duplicate.of());
                json.writeEndObject();
            }
            case Outcome.Item.Rejected rejected -> rejected(rejected.problems(), json);
        }
    }

    private static void rejected(List<Problem> problems, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", "rejected");
        json.writeArrayFieldStart("errors");
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("code", problem.code().text());
            json.writeStringField("path", problem.path());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
