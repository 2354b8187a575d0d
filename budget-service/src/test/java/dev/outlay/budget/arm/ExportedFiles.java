package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An export as somebody makes it, and what it has written.
 *
 * @param who calls, once for each request
 * @param path of the export
 */
record ExportedFiles(Supplier<RequestSpecification> who, String path) {

    static final String EXPORTS = "/providers/Microsoft.CostManagement/exports";
    static final String VERSION = "?api-version=2023-11-01";

    /** The charges of October, when it is asked to. */
    static final String OCTOBER =
            "\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-10-01T00:00:00Z\",\"to\":\"2026-10-31T00:00:00Z\"}}";

    /** Every day for years. */
    static final String DAILY =
            "\"schedule\":{\"status\":\"Active\",\"recurrence\":\"Daily\",\"recurrencePeriod\":{\"from\":\"2020-01-01T06:00:00Z\",\"to\":\"2999-01-01T00:00:00Z\"}}";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static ExportedFiles of(Supplier<RequestSpecification> who, String scope, String name) {
        return new ExportedFiles(who, scope + EXPORTS + "/" + name);
    }

    static String body(String container, String... members) {
        return "{\"properties\":{\"deliveryInfo\":{\"destination\":{\"container\":\"" + container + "\"}},"
                + String.join(",", members) + "}}";
    }

    Response put(String body) {
        return who.get().body(body).put(path + VERSION);
    }

    ExportedFiles made(String body) {
        Response made = put(body);
        assertThat(made.statusCode()).as(made.asString()).isIn(200, 201);
        return this;
    }

    Response run() {
        return who.get().post(path + "/run" + VERSION);
    }

    ExportedFiles asked() {
        Response asked = run();
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(200);
        assertThat(asked.asString()).isEmpty();
        return this;
    }

    /** Its runs, newest first. */
    JsonNode history() {
        return history(who.get());
    }

    JsonNode history(RequestSpecification asker) {
        return CostAnswers.read(asker.get(path + "/runHistory" + VERSION)).path("value");
    }

    /** The newest run, once there are so many and it has ended. */
    JsonNode ended(int runs) {
        return ended(who, runs);
    }

    JsonNode ended(Supplier<RequestSpecification> asker, int runs) {
        return await("run " + runs)
                .atMost(PATIENCE)
                .until(
                        () -> history(asker.get()),
                        history -> history.size() == runs
                                && !List.of("Queued", "InProgress")
                                        .contains(history.at("/0/properties/status")
                                                .asText()))
                .get(0)
                .path("properties");
    }

    /** Has its schedule be due, since a while. */
    void due(String since) {
        Client.sql("update cost_export set next_at = '" + since + "' where lower(scope_arm_id || '" + EXPORTS
                + "/' || name) = lower('" + path + "')");
    }

    static Path file(JsonNode run) {
        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("Completed");
        return Parts.EXPORTS.resolve(run.path("fileName").asText());
    }

    static String text(JsonNode run) {
        try {
            return Files.readString(file(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder of all exports, by path. */
    static List<String> below(String folder) {
        Path top = Parts.EXPORTS.resolve(folder);
        if (!Files.exists(top)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> Parts.EXPORTS.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
