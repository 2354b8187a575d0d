package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.conformance.ConformanceCase;
import dev.outlay.alert.conformance.ConformanceRun;
import dev.outlay.alert.conformance.Finding;
import dev.outlay.alert.conformance.SentMessage;
import dev.outlay.alert.conformance.TriedCase;
import java.time.Instant;
import java.util.Optional;

/** Writes what has come of trying a receiver. */
final class ConformanceJson {

    private ConformanceJson() {}

    /** {@code whole} says whether what an endpoint has answered is shown; else of it only the status. */
    static ObjectNode write(ConformanceRun run, boolean whole) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", run.id().toString());
        json.put("receiverName", run.receiver());
        json.put("endpoint", run.endpoint());
        json.put("bodyFormat", run.format().word());
        json.put("state", run.state().name());
        json.put("reason", text(run.reason()));
        json.put("result", text(run.result().map(Finding.Verdict::word)));
        json.put("createdAt", run.createdAt().toString());
        json.put("finishedAt", text(run.finishedAt().map(Instant::toString)));
        ArrayNode cases = json.putArray("cases");
        for (ConformanceCase each : ConformanceCase.values()) {
            write(
                    cases.addObject(),
                    each,
                    run.done().stream().filter(done -> done.of() == each).findFirst(),
                    whole);
        }
        return json;
    }

    private static void write(ObjectNode json, ConformanceCase of, Optional<TriedCase> tried, boolean whole) {
        json.put("name", of.word());
        json.put("verdict", text(tried.map(done -> done.finding().verdict().word())));
        json.put("reason", text(tried.flatMap(done -> done.finding().reason())));
        json.put("sent", of.sent());
        json.put("expected", of.expected().word());
        boolean hasFailed = tried.filter(done -> done.finding().verdict() == Finding.Verdict.FAILED)
                .isPresent();
        json.put("advice", hasFailed ? of.advice() : null);
        json.put("documentation", of.documentation());
        ArrayNode messages = json.putArray("messages");
        tried.ifPresent(done -> done.messages().forEach(message -> write(messages.addObject(), message, whole)));
    }

    private static void write(ObjectNode json, SentMessage message, boolean whole) {
        json.put("webhookId", message.id().toString());
        json.put("webhookTimestamp", message.timestamp().getEpochSecond());
        json.put("bytes", message.bytes());
        json.put("signatures", message.signatures());
        json.put("status", message.status().orElse(null));
        json.put("reason", text(message.reason()));
        json.put("latencyMilliseconds", message.latencyMillis());
        json.put("answer", whole ? message.excerpt() : null);
    }

    @SuppressWarnings("NullAway") // Jackson takes null and writes it.
    private static String text(Optional<String> text) {
        return text.orElse(null);
    }
}
