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

/** Asks the budget service to recount ledger, rollup and spend, follows it until it is done, and prints what differs. */
final class Reconciliation {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Settings settings;

    Reconciliation(Settings settings) {
        this.settings = settings;
    }

    /** True when nothing differs. */
    boolean print(PrintStream out) {
        JsonNode answer = recounted();
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

    /** The report, once the service has finished it: a large ledger takes longer than any one request may. */
    private JsonNode recounted() {
        URI address = URI.create(settings.url(Port.BUDGET) + "/v1/reconciliation");
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> asked = send(http, request(address).POST(HttpRequest.BodyPublishers.noBody()), 202);
            URI run = address.resolve(asked.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new StackFailure(address + " does not say where its report will be.")));
            JsonNode answer = json(asked);
            while (answer.path("state").asText().equals("Running")) {
                Thread.sleep(BETWEEN_LOOKS);
                answer = json(send(http, request(run).GET(), 200));
            }
            if (!answer.path("state").asText().equals("Completed")) {
                throw new StackFailure(
                        "The recount failed: " + answer.path("message").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new StackFailure("No answer from " + address + "; is the stack up? (deploy/local/up)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", e);
        }
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Bearer " + TokenIssuer.in(settings.keys()).token(Persona.GLOBAL_ADMIN));
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        HttpRequest built = request.build();
        HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new StackFailure(built.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
