package dev.outlay.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Outlay's HTTP interfaces as the partner's global admin. A request that a busy or starting service turns away (no connection, 429, 503) is
 * repeated for up to two minutes; anything else that is not a success is a failure.
 */
final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final TokenIssuer tokens;
    private final String frontDoor;
    private final String ingest;

    /**
     * The interfaces at two addresses.
     *
     * @param frontDoor the budget service's, for instance {@code http://127.0.0.1:8080}
     * @param ingest the ingest service's
     */
    Api(TokenIssuer tokens, String frontDoor, String ingest) {
        this.tokens = tokens;
        this.frontDoor = frontDoor;
        this.ingest = ingest;
    }

    /** Posts a batch of CloudEvents; every one of them has to be accepted. */
    void postEvents(byte[] batch) {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(ingest + "/v1/cost-events"))
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(batch)),
                Set.of());
        if (answer.statusCode() != 202
                || read("POST /v1/cost-events", answer).path("rejected").asInt() != 0) {
            throw new SampleFailure("POST /v1/cost-events answered " + answer.statusCode() + ": " + cut(answer.body()));
        }
    }

    /**
     * Puts a resource through the front door. Where it is not found yet, it is tried again: scopes become known from charges, a moment
     * after these have been accepted.
     */
    void put(String path, Object body) {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(frontDoor + path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes(body))),
                Set.of(404));
        if (answer.statusCode() / 100 != 2) {
            throw new SampleFailure("PUT " + path + " answered " + answer.statusCode() + ": " + cut(answer.body()));
        }
    }

    /** Gets a resource through the front door; a missing node where there is none. */
    JsonNode get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(frontDoor + path)), Set.of());
        if (answer.statusCode() == 404) {
            return json.missingNode();
        }
        if (answer.statusCode() != 200) {
            throw new SampleFailure("GET " + path + " answered " + answer.statusCode() + ": " + cut(answer.body()));
        }
        return read("GET " + path, answer);
    }

    private JsonNode read(String request, HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new SampleFailure(request + " did not answer with JSON: " + cut(answer.body()));
        }
    }

    byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder builder, Set<Integer> notYet) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.token(Persona.GLOBAL_ADMIN))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                boolean repeat = BUSY.contains(answer.statusCode()) || notYet.contains(answer.statusCode());
                if (!repeat || System.nanoTime() > deadline) {
                    return answer;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new SampleFailure("No answer from " + request.uri() + ": " + e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SampleFailure("Interrupted while asking " + request.uri());
            }
            Pause.of(PAUSE);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(1_000, text.length()));
    }
}
