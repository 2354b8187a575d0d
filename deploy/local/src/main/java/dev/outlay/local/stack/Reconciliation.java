package dev.outlay.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the budget service to recount ledger, rollup and spend, and prints what differs. */
final class Reconciliation {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final Settings settings;

    Reconciliation(Settings settings) {
        this.settings = settings;
    }

    /** True when nothing differs. */
    boolean print(PrintStream out) {
        JsonNode answer = ask();
        JsonNode differences = answer.path("differences");
        out.printf(
                "Recounted %d ledger rows, %d rollup rows, %d spends: %d differences%n",
                answer.path("ledgerRows").asLong(),
                answer.path("rollupRows").asLong(),
                answer.path("spendRows").asLong(),
                differences.size());
        differences.forEach(difference -> out.println(difference));
        return differences.isArray() && differences.isEmpty();
    }

    private JsonNode ask() {
        URI address = URI.create(settings.url(Port.BUDGET) + "/v1/reconciliation");
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Bearer " + TokenIssuer.in(settings.keys()).token(Persona.GLOBAL_ADMIN))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackFailure(address + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new StackFailure("No answer from " + address + "; is the stack up? (deploy/local/up)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", e);
        }
    }
}
