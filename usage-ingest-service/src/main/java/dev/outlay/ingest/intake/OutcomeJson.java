package dev.outlay.ingest.intake;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outlay.ingest.charge.Problem;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import java.io.IOException;

/** Writes the answer to a request with cost events: counts, and one entry for each item, in order. */
final class OutcomeJson {
    private static final ApiError NOTHING_TAKEN = ApiError.of(
            400, "AllItemsRejected", "Every item was rejected; items says why. Correct them and send them again.");

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
        json.writeStartObject();
        switch (item) {
            case Outcome.Item.Accepted accepted -> json.writeStringField("status", "accepted");
            case Outcome.Item.Duplicate duplicate -> {
                json.writeStringField("status", "duplicate");
                json.writeNumberField("of", duplicate.of());
            }
            case Outcome.Item.Rejected rejected -> {
                json.writeStringField("status", "rejected");
                json.writeArrayFieldStart("errors");
                for (Problem problem : rejected.problems()) {
                    json.writeStartObject();
                    json.writeStringField("code", problem.code().text());
                    json.writeStringField("path", problem.path());
                    json.writeStringField("message", problem.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}
