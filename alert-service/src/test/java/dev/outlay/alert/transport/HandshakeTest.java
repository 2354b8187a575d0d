package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Verification.Answer;
import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers are asked, what their answers mean, and where nobody is asked. The rules are those of CloudEvents' HTTP 1.1 Web Hooks 1.0, section 4. */
@Tag("full")
class HandshakeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "outlay.example";

    private record Asked(String method, Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final DnsServer dns = new DnsServer().name("receiver", List.of("127.0.0.2"));
    private final SendingAlone sending = new SendingAlone(dns, "1-65535", "127.0.0.2/32");
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int options = 405;
    private Map<String, String> agreement = Map.of();
    private int status = 200;
    private UnaryOperator<String> answer = body -> "";

    HandshakeTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        asked.add(new Asked(method, Map.copyOf(exchange.getRequestHeaders()), body));
        boolean first = method.equals("OPTIONS");
        agreement.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] said = first
                ? new byte[0]
                : answer.apply(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(first ? options : status, said.length == 0 ? -1 : said.length);
        if (said.length > 0) {
            exchange.getResponseBody().write(said);
        }
        exchange.close();
    }

    @AfterEach
    void close() {
        server.stop(0);
        sending.close();
        dns.close();
    }

    private String uri() {
        return "http://receiver.dns.test:" + server.getAddress().getPort() + "/hook?key=1";
    }

    private static JsonNode challenge(String body) {
        try {
            return JSON.readTree(body).at("/data/challenge");
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "outlay.example, 120, 120",
        "OUTLAY.example, 120, 120",
        "*, *, ",
        "*, , ",
        "' * ', 007, 7",
        "*, 999999999, 999999999"
    })
    void theOriginOrAnAsteriskIsAYesAndTheRateIsWhatIsAllowed(
            String origin, @Nullable String rate, @Nullable Integer allowed) {
        assertThat(HandshakeAnswer.of(Optional.of(origin), Optional.ofNullable(rate), ORIGIN))
                .contains(Answer.Granted.byOptions(Optional.ofNullable(allowed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "outlay.example, other.example", "*.example", "", "null"})
    void anyOtherOriginIsANo(String origin) {
        assertThat(HandshakeAnswer.of(Optional.of(origin), Optional.of("120"), ORIGIN))
                .get()
                .isInstanceOf(Answer.Denied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "", "9999999999", "** "})
    void aRateThatIsNoneIsNoAgreement(String rate) {
        assertThat(HandshakeAnswer.of(Optional.of("*"), Optional.of(rate), ORIGIN))
                .get()
                .isInstanceOfSatisfying(Answer.Silent.class, silent -> assertThat(silent.reason())
                        .isEqualTo("allowed-rate-unclear"));
    }

    @Test
    void withoutTheHeaderNothingIsSaid() {
        assertThat(HandshakeAnswer.of(Optional.empty(), Optional.of("120"), ORIGIN))
                .isEmpty();
    }

    /** Consent is in the header: that a server answers OPTIONS with 200 is none, and that it answers 405 takes none away. */
    @ParameterizedTest
    @ValueSource(ints = {200, 204, 405, 500})
    void aReceiverIsAskedByOptionsWithOriginRateAndCallback(int number) {
        options = number;
        agreement = Map.of("WebHook-Allowed-Origin", ORIGIN, "WebHook-Allowed-Rate", "30");

        assertThat(sending.ask(uri())).isEqualTo(Answer.Granted.byOptions(Optional.of(30)));
        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.method()).isEqualTo("OPTIONS");
            assertThat(question.header("Webhook-request-origin")).isEqualTo(ORIGIN);
            assertThat(question.header("Webhook-request-rate")).isEqualTo("6000");
            assertThat(question.header("Webhook-request-callback"))
                    .matches("https://Outlay\\.example/api/v1/agree/[A-Za-z0-9_-]{60,}");
            assertThat(question.body()).isEmpty();
        });
    }

    @Test
    void aReceiverThatDoesNotKnowOptionsAgreesByRepeatingASignedChallenge() throws Exception {
        WebhookSecret key = WebhookSecret.make(WebhookSecret.Scheme.V1);
        answer = body -> "{\"challenge\":" + challenge(body) + "}";

        assertThat(sending.ask(uri(), key)).isEqualTo(Answer.Granted.byChallenge());
        Asked posted = asked.getLast();
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.header("Webhook-signature"))
                .isEqualTo(StandardWebhook.signature(
                        key,
                        posted.header("Webhook-id"),
                        Long.parseLong(posted.header("Webhook-timestamp")),
                        posted.body()));
        ObjectNode golden = (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/webhooks/challenge.json")
                .toFile());
        ObjectNode event = (ObjectNode) JSON.readTree(posted.body());
        assertThat(event.path("id").asText()).isEqualTo(posted.header("Webhook-id"));
        assertThat(event.at("/data/challenge").asText()).hasSize(43);
        assertThat(event.at("/data/callback").asText()).contains("/v1/agree/");
        event.set("id", golden.path("id"));
        event.set("time", golden.path("time"));
        ((ObjectNode) event.path("data"))
                .setAll(Map.of("challenge", golden.at("/data/challenge"), "callback", golden.at("/data/callback")));
        assertThat(event).isEqualTo(golden);
    }

    @Test
    void theTextOfTheChallengeAloneIsAnAnswerTooAndEachQuestionHasAnother() {
        answer = body -> challenge(body).asText() + "\n";

        assertThat(sending.ask(uri())).isEqualTo(Answer.Granted.byChallenge());
        assertThat(sending.ask(uri())).isEqualTo(Answer.Granted.byChallenge());
        List<Asked> posted =
                asked.stream().filter(each -> each.method().equals("POST")).toList();
        assertThat(challenge(new String(posted.get(0).body(), StandardCharsets.UTF_8)))
                .isNotEqualTo(challenge(new String(posted.get(1).body(), StandardCharsets.UTF_8)));
    }

    /** A server that takes everything, or sends everything back, has agreed to nothing. */
    @Test
    void takingAChallengeOrSendingAllOfItBackIsNoAgreement() {
        for (UnaryOperator<String> each :
                List.<UnaryOperator<String>>of(body -> "", body -> body, body -> "{\"challenge\":\"another\"}")) {
            answer = each;
            assertThat(sending.ask(uri())).isInstanceOfSatisfying(Answer.Silent.class, silent -> {
                assertThat(silent.reason()).isEqualTo("challenge-not-answered");
                assertThat(silent.again()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "405, 401, client-error, false",
        "404, 503, server-error, true",
        "501, 302, redirect, false",
        "503, 200, server-error, true",
        "429, 200, throttled, true"
    })
    void whoeverAnswersNeitherIsNotVerifiedAndAskedAgainWhereThatIsOfUse(
            int first, int second, String reason, boolean again) {
        options = first;
        status = second;

        assertThat(sending.ask(uri())).isInstanceOfSatisfying(Answer.Silent.class, silent -> {
            assertThat(silent.reason()).isEqualTo(reason);
            assertThat(silent.again()).isEqualTo(again);
        });
    }

    @Test
    void goneIsANo() {
        options = 410;

        assertThat(sending.ask(uri())).isInstanceOf(Answer.Denied.class);
    }

    /** The question goes where messages go, and nowhere else: into the house neither directly nor by a name nor by a redirect. */
    @Test
    void nobodyInTheHouseIsAsked() throws IOException {
        try (House house = House.at(InetAddress.getByName("127.0.0.1"), 0)) {
            dns.name("inside", List.of("127.0.0.1")).name("both", List.of("127.0.0.2", "127.0.0.1"));
            for (String host :
                    List.of("127.0.0.1", "[::ffff:127.0.0.1]", "inside.dns.test", "both.dns.test", "169.254.169.254")) {
                assertThat(sending.ask("http://" + host + ":" + house.port() + "/"))
                        .as(host)
                        .isInstanceOfSatisfying(Answer.Silent.class, silent -> assertThat(silent.reason())
                                .isEqualTo("address-not-allowed"));
            }
            options = 307;
            status = 307;
            agreement = Map.of("Location", "http://127.0.0.1:" + house.port() + "/");

            assertThat(sending.ask(uri())).isInstanceOf(Answer.Silent.class);
            assertThat(house.visits()).isZero();
        }
    }
}
