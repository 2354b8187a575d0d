package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@link GeneratedMalformedRequestsTest} cannot make from the document: broken escapes, page tokens and receivers that nobody would write. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MalformedTest {

    private static final String ACCOUNT = Crossings.account("malformed");
    private static final String GROUPS = ACCOUNT + "/providers/Microsoft.Insights/actionGroups";
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 ([0-9]{3}) ");

    private final Outlay outlay = new Outlay();
    private final String authorization = "Authorization: Bearer " + outlay.token(Persona.GLOBAL_ADMIN) + "\r\n";
    private final URI address = URI.create(Outlay.config("test.url"));

    @AfterEach
    void close() {
        outlay.close();
    }

    private static String token(long micros) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + ":" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII));
    }

    private String answer(String method, String target, byte[] body) throws IOException {
        byte[] head = (method + " " + target
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + authorization + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write(head);
            request.write(body);
            socket.getOutputStream().write(request.toByteArray());
            InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Success is as good as a refusal here; what counts is that it is not taken for a fault of the service. */
    private static void assertNoFault(String what, String answer) {
        Matcher status = STATUS.matcher(answer);
        assertThat(status.find()).as(what + " -> " + answer).isTrue();
        assertThat(status.group(1)).as(what + " -> " + answer).isBetween("200", "499");
        assertThat(answer).as(what).doesNotContain("\tat ", "Exception");
    }

    /** The framework would refuse it by itself, and without an envelope. */
    @Test
    void whatIsNoRequestIsRefusedWithTheEnvelope() throws IOException {
        assertRefused(answer("GET", "/" + "x".repeat(50_000), new byte[0]), 414, "UriTooLong");
        assertRefused(
                answer("GET", "/ HTTP/1.1\r\nX: " + "x".repeat(50_000) + "\r\nY:", new byte[0]),
                431,
                "HeadersTooLarge");
        assertRefused(answer("GET", "/ to somewhere", new byte[0]), 400, "BadRequest");
    }

    private static void assertRefused(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"" + code + "\"");
    }

    @Test
    void aTargetThatIsNoUriIsRefusedWithTheEnvelope() throws IOException {
        for (String target : List.of(
                Crossings.alerts(ACCOUNT) + "?api-version=%zz",
                "/v1/%zz",
                "/v1/deliveries?state=%zz",
                "/%zz",
                "/%",
                "/v1/deliveries/{id}")) {
            assertThat(answer("PUT", target, "{}".getBytes(StandardCharsets.US_ASCII)))
                    .as(target)
                    .startsWith("HTTP/1.1 400")
                    .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"InvalidRequestUri\"");
        }
        for (String target : List.of("no-slash", "?no=path")) {
            assertThat(answer("GET", target, new byte[0]))
                    .startsWith("HTTP/1.1 4")
                    .contains("{\"error\":{\"code\":");
        }
        assertWorks();
    }

    @Test
    void aPageTokenThatNobodyGaveIs400WithTheEnvelope() throws IOException {
        for (String path : List.of(Crossings.alerts(ACCOUNT), "/v1/deliveries")) {
            for (long created : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
                assertThat(answer("GET", path + Outlay.VERSION + "&$skiptoken=" + token(created), new byte[0]))
                        .startsWith("HTTP/1.1 400")
                        .contains("{\"error\":{\"code\":");
            }
        }
    }

    @Test
    void bodiesThatCannotBeMeantAreRefused() throws IOException {
        String group = GROUPS + "/bodies" + Groups.VERSION;
        String good = Groups.webhookBody("https://hooks.example/x");
        List<byte[]> bodies = new ArrayList<>();
        for (String body : List.of(
                "",
                "null",
                "[]",
                "7",
                "{",
                good + good,
                good.replace("\"ops\"", "\"\\u0000\""),
                good.replace("\"ops\"", "\"\\ud800\""),
                good.replace("\"ops\"", "1e999999999"),
                good.replace("\"ops\"", "{}"),
                good.replace("\"hook\"", "[[]]"),
                good.replace("\"hook\"", "\"" + "h".repeat(100_000) + "\""),
                good.replace("webhookReceivers", "w\\ud800Receivers"),
                good.replace("webhookReceivers", "w".repeat(100_000) + "Receivers"),
                good.replace("https://hooks.example/x", "https://hooks.example/\\ud800"),
                good.replace("https://hooks.example/x", "https://[::1"),
                good.replace("https://hooks.example/x", "https://" + "h".repeat(70_000) + ".example"),
                good.replace("https://hooks.example/x", "https://hooks.example:99999999999/"),
                good.replace("[{", "{\"a\":[{").replace("}]", "}]}"),
                good.replace(
                        "\"properties\":{", "\"tags\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"properties\":{"),
                "{\"properties\":" + "{\"a\":".repeat(60_000),
                "[".repeat(100_000),
                "{\"properties\":{\"groupShortName\":\"x\",\"groupShortName\":\"y\"}}")) {
            bodies.add(body.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(good.replace("ops", "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(new byte[300_000]);
        for (byte[] body : bodies) {
            String answer = answer("PUT", group, body);
            String what = new String(body, 0, Math.min(200, body.length), StandardCharsets.ISO_8859_1);
            assertThat(answer).as(what).matches("(?s)HTTP/1\\.1 4[0-9]{2} .*\\{\"error\":\\{\"code\":.*");
            assertNoFault(what, answer);
            assertNoFault(
                    "PATCH " + what,
                    answer("PATCH", Crossings.alerts(ACCOUNT) + "/" + UUID.randomUUID() + Outlay.VERSION, body));
        }
        assertWorks();
    }

    /** A byte in a while keeps neither a place nor the connection. */
    @Test
    void aBodyThatDoesNotArriveIsGivenUpAndItsConnectionClosed() throws IOException {
        String head = "PUT " + GROUPS + "/slow" + Groups.VERSION
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + authorization
                + "Content-Length: 1000\r\n\r\n{";
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"RequestTimeout\"", "within 2 s");
        }
        assertWorks();
    }

    private void assertWorks() {
        Outlay.Answer good = outlay.admin(
                "PUT", Groups.at("malformed") + Groups.VERSION, Groups.webhookBody("https://hooks.example/x"));
        assertThat(good.status()).as(good.body().toString()).isEqualTo(201);
        assertThat(outlay.admin("GET", GROUPS + Groups.VERSION, null).status()).isEqualTo(200);
    }
}
