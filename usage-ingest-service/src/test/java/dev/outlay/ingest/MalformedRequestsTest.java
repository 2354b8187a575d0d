package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: 4xx with the envelope, never 5xx, and the next good request works. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class MalformedRequestsTest {
    private static final long SEED = 20261123;
    private static final int REQUESTS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

    @Test
    void tenThousandMalformedRequestsAreAllRefusedWithTheEnvelopeAndTheNextGoodOneWorks() throws Exception {
        String token = RunningParts.token(Persona.GLOBAL_ADMIN);
        MalformedEvents events = new MalformedEvents(new Random(SEED));
        for (int number = 0; number < REQUESTS; number++) {
            MalformedEvents.Request malformed = events.next();

            HttpResponse<String> answer = send(malformed, token);

            String what = "request " + number + " of seed " + SEED + ": " + malformed.kind();
            assertThat(answer.statusCode()).as(what + " " + answer.body()).isBetween(400, 499);
            JsonNode error = JSON.readTree(answer.body()).path("error");
            assertThat(error.path("code").asText()).as(what).isNotEmpty();
            assertThat(error.path("message").asText()).as(what).isNotEmpty();
            assertThat(answer.body()).as(what).doesNotContain("\tat ", "Exception");
        }

        HttpResponse<String> good = send(
                new MalformedEvents.Request(
                        "a good one",
                        Door.STRUCTURED,
                        Door.event("urn:after-malformed", "1", "1").getBytes(StandardCharsets.UTF_8)),
                token);
        assertThat(good.statusCode()).isEqualTo(202);
        assertThat(Topic.ofSource("urn:malformed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00 HTTP/1.1",
                "GET //v1//imports HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "BREW /v1/cost-events HTTP/1.1",
                "GET /v1/imports/%2e%2e/rejections HTTP/1.1",
                "GET /v1/imports/..%2f..%2fx/rejections HTTP/1.1",
                "GET /v1/imports/%zz HTTP/1.1",
                "GET /v1/%zz HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /% HTTP/1.1",
                "GET no-slash HTTP/1.1",
                "GET ?no=path HTTP/1.1",
                "GET /v1/imports/{id} HTTP/1.1",
                "POST /v1/imports?mode=%zz HTTP/1.1",
                "POST /v1/cost-events?api-version=%zz HTTP/1.1"
            })
    void awkwardAddressesAreRefusedWithTheEnvelope(String requestLine) throws IOException {
        String answer = raw(requestLine + "\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + RunningParts.token(Persona.GLOBAL_ADMIN) + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer)
                .as(requestLine)
                .startsWith("HTTP/1.1 4")
                .contains("\"error\":{\"code\":", "x-ms-request-id: ", "x-ms-correlation-request-id: ");
    }

    @Test
    void theNextRequestOnTheConnectionIsAnsweredAfterOneWhoseAddressIsNoUri() throws IOException {
        String answers = raw("POST /v1/cost-events?%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n{}\n"
                + "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answers)
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"InvalidRequestUri\"", "HTTP/1.1 404", "\"code\":\"NotFound\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001\u0002 / HTTP/9.9\r\n\r\n",
                "GET /\r\n\r\n",
                "POST /v1/cost-events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: x\r\n\r\n"
            })
    void whatIsNoHttpIsRefused(String bytes) throws IOException {
        assertRefused(bytes, 400, "BadRequest");
    }

    /** The framework would refuse it by itself, and without an envelope. */
    @Test
    void anAddressOrHeadersThatAreTooLongAreRefusedWithTheEnvelope() throws IOException {
        assertRefused("GET /" + "x".repeat(50_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414, "UriTooLong");
        assertRefused("GET / HTTP/1.1\r\nX: " + "x".repeat(50_000) + "\r\n\r\n", 431, "HeadersTooLarge");
    }

    private void assertRefused(String bytes, int status, String code) throws IOException {
        assertThat(raw(bytes))
                .startsWith("HTTP/1.1 " + status)
                .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"" + code + "\"");
    }

    private HttpResponse<String> send(MalformedEvents.Request request, String token) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address.resolve("/v1/cost-events"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        if (!request.contentType().isEmpty()) {
            builder.header("Content-Type", request.contentType());
        }
        request.headers().forEach(builder::header);
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5000);
            OutputStream output = socket.getOutputStream();
            output.write(request.getBytes(StandardCharsets.ISO_8859_1));
            output.flush();
            InputStream input = socket.getInputStream();
            byte[] answer = new byte[4096];
            int length = input.readNBytes(answer, 0, answer.length);
            return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
