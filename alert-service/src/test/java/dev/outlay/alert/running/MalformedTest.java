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
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent to whatever route: no 5xx, always the envelope, and the next good request works. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MalformedTest {

    private static final String ACCOUNT = Crossings.account("malformed");
    private static final String GROUPS = ACCOUNT + "/providers/Microsoft.Insights/actionGroups";
    private static final String V = "?api-version=2023-03-01";
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 ([0-9]{3}) ");

    /** Every route, whole, with a place for a name where it has one. */
    private static final List<String> ROUTES = List.of(
            "/subscriptions/NAME/providers/Microsoft.CostManagement/alerts",
            "/subscriptions/s/resourceGroups/NAME/providers/Microsoft.CostManagement/alerts/NAME",
            "/providers/Microsoft.Billing/billingAccounts/NAME/providers/Microsoft.CostManagement/alerts",
            "/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/NAME/providers/Microsoft.CostManagement/alerts",
            "/providers/Microsoft.Billing/billingAccounts/a/customers/NAME/providers/Microsoft.CostManagement/alerts/NAME",
            "/subscriptions/NAME/providers/Microsoft.Insights/actionGroups",
            "/subscriptions/s/resourceGroups/NAME/providers/Microsoft.Insights/actionGroups/NAME",
            "/providers/Microsoft.Billing/billingAccounts/NAME/providers/Microsoft.Insights/actionGroups",
            "/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/actionGroups/NAME",
            "/v1/deliveries",
            "/v1/deliveries/NAME",
            "/v1/deliveries/NAME/replay",
            "/NAME");

    /** Names that nothing has, or that nothing can have. */
    private static final List<String> NAMES = List.of(
            "%00",
            "%zz",
            "%",
            "%e",
            "%2f",
            "%5c",
            "%ed%a0%80",
            "%ff%fe",
            "%c0%af",
            "..",
            "%2e%2e",
            "%0d%0aX:%20y",
            "%e2%80%ae",
            "%f0%9f%92%b8",
            "'%20or%201=1--",
            "{}",
            "*",
            "n".repeat(1024),
            "n".repeat(1025),
            "n".repeat(3000),
            "%e4%b8%80".repeat(1024),
            UUID.randomUUID().toString(),
            "00000000-0000-0000-0000-00000000000g");

    private static final List<String> QUERIES = List.of(
            "",
            "?",
            "?api-version=%zz",
            "?api-version=%",
            "?api-version=%00",
            "?api-version=" + "9".repeat(2000),
            "?api-version=9999-99-99-preview",
            V + "&%zz",
            V + "&=&&=",
            V + "&$skiptoken=%ff",
            V + "&$skiptoken=",
            V + "&$skiptoken=" + token(Long.MAX_VALUE),
            V + "&$skiptoken=" + token(Long.MIN_VALUE),
            V + "&$skiptoken=" + token(-1),
            V + "&$skiptoken=" + token(9_000_000_000_000_000_000L),
            V + "&$skiptoken=" + "A".repeat(3000),
            V + "&state=%ed%a0%80",
            V + "&state=Delivered%00",
            V + "&api-version=x".repeat(200));

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

    @Test
    void pathsQueriesAndMethodsThatCannotBeMeantAreNoFault() throws IOException {
        List<String> targets = new ArrayList<>();
        for (String route : ROUTES) {
            NAMES.forEach(name -> targets.add(route.replace("NAME", name) + V));
            QUERIES.forEach(query -> targets.add(route.replace("NAME", "n") + query));
        }
        for (String target : targets) {
            assertNoFault("GET " + target, answer("GET", target, new byte[0]));
        }
        for (String method : List.of("PUT", "PATCH", "POST", "DELETE", "OPTIONS", "TRACE", "BREW", "get")) {
            for (String route : ROUTES) {
                for (String name : List.of("n", "%00", "%zz", "n".repeat(1024))) {
                    String target = route.replace("NAME", name) + V;
                    assertNoFault(method + " " + target, answer(method, target, "{}".getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        assertWorks();
    }

    /** Quarkus answers what is no URI before any route is asked, so without the envelope; but it refuses. */
    @Test
    void aBrokenPercentEscapeIsRefused() throws IOException {
        assertThat(answer("GET", Crossings.alerts(ACCOUNT) + "?api-version=%zz", new byte[0]))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aPageTokenThatNobodyGaveIs400WithTheEnvelope() throws IOException {
        for (String path : List.of(Crossings.alerts(ACCOUNT), "/v1/deliveries")) {
            for (long created : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
                assertThat(answer("GET", path + V + "&$skiptoken=" + token(created), new byte[0]))
                        .startsWith("HTTP/1.1 400")
                        .contains("{\"error\":{\"code\":");
            }
        }
    }

    @Test
    void bodiesThatCannotBeMeantAreRefused() throws IOException {
        String group = GROUPS + "/bodies" + V;
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
                    "PATCH " + what, answer("PATCH", Crossings.alerts(ACCOUNT) + "/" + UUID.randomUUID() + V, body));
        }
        mutations(group, good);
        assertWorks();
    }

    /** Good bodies with a hole: some are groups still, none is a fault. */
    private void mutations(String group, String good) throws IOException {
        Random random = new Random(20261125);
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 400; i++) {
            byte[] mutated = bytes.clone();
            int from = random.nextInt(bytes.length - 8);
            for (int at = from; at < from + 1 + random.nextInt(8); at++) {
                mutated[at] = (byte) random.nextInt(256);
            }
            assertNoFault("mutation " + i, answer("PUT", group, mutated));
        }
    }

    private void assertWorks() {
        Outlay.Answer good = outlay.admin(
                "PUT", Groups.at("malformed") + Outlay.VERSION, Groups.webhookBody("https://hooks.example/x"));
        assertThat(good.status()).as(good.body().toString()).isEqualTo(201);
        assertThat(outlay.admin("GET", GROUPS + Outlay.VERSION, null).status()).isEqualTo(200);
    }
}
