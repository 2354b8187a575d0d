package dev.outlay.ingest.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes imports as clients see them. */
final class ImportJson {
    private ImportJson() {}

    static void writeAll(List<Import> imports, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("value");
        for (Import one : imports) {
            write(one, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(Import one, JsonGenerator json) throws IOException {
        Import.Asked asked = one.asked();
        Progress progress = one.progress();
        json.writeStartObject();
        json.writeStringField("id", one.id());
        json.writeStringField("state", one.state().text());
        text(json, "step", one.step());
        json.writeStringField("createdAt", one.createdAt());
        text(json, "startedAt", one.startedAt());
        text(json, "finishedAt", one.finishedAt());
        text(json, "source", asked.source());
        text(json, "mode", asked.append() ? "append" : null);
        text(json, "alerts", asked.alerts() == null ? null : asked.alerts().text());
        json.writeNumberField("bytesTotal", asked.bytesTotal());
        json.writeNumberField("bytesDone", progress.bytesDone());
        json.writeNumberField("rowsRead", progress.rowsRead());
        json.writeNumberField("rowsAccepted", progress.rowsAccepted());
        json.writeNumberField("rowsRejected", progress.rowsRejected());
        json.writeNumberField("rowsPerSecond", progress.rowsPerSecond());
        Import.Failure failure = one.failure();
        if (failure != null) {
            Answers.envelope(json, ApiError.of(0, failure.code(), failure.message()));
        }
        json.writeObjectFieldStart("links");
        json.writeStringField("self", "/v1/imports/" + one.id());
        json.writeStringField("rejections", "/v1/imports/" + one.id() + "/rejections");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
