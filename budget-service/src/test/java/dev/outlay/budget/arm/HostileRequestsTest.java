package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the answer is a 4xx with an envelope, and the next good request works: what {@link GeneratedMalformedRequestsTest} cannot make from the document, or may not
 * judge as strictly.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class HostileRequestsTest {

    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/HOSTILE";
    private static final String BUDGET = ACCOUNT + "/providers/Microsoft.Consumption/budgets/b";

    @Test
    void bodies_that_are_no_budget_are_refused() {
        for (byte[] body : bodies()) {
            Response answer = as(GLOBAL_ADMIN).body(body).put(BUDGET + VERSION);

            assertThat(answer.statusCode())
                    .as(new String(body, 0, Math.min(200, body.length), StandardCharsets.ISO_8859_1) + " -> "
                            + answer.asString())
                    .isBetween(400, 499);
            assertThat(answer.jsonPath().getString("error.code")).isNotBlank();
            assertThat(answer.jsonPath().getString("error.message")).isNotBlank();
        }
        assertWorks();
    }

    @Test
    void who_may_not_is_told_so_whatever_the_body_says() {
        String subscription = "/subscriptions/" + UUID.randomUUID();
        for (String path : List.of(
                ACCOUNT + "/customers/c?api-version=2020-05-01",
                ACCOUNT + "/customers/c/policies/default?api-version=2020-05-01",
                BUDGET + VERSION,
                subscription + "/providers/Microsoft.Consumption/budgets/b" + VERSION,
                subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01")) {
            Response denied = as(OUTSIDER).body("{").put(path);
            assertThat(denied.statusCode()).as(path).isEqualTo(403);
            assertThat(denied.jsonPath().getString("error.code")).as(path).isEqualTo("AuthorizationFailed");
        }
    }

    private static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        String good = BudgetBodies.monthly("10");
        for (String bad : List.of(
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{}",
                "{\"properties\":null}",
                "{\"properties\":{}}",
                good + good,
                good.substring(0, good.length() - 2),
                good.replace("10", "1e400"),
                good.replace("10", "NaN"),
                good.replace("10", "-Infinity"),
                good.replace("10", "1e999999999"),
                good.replace("10", "9".repeat(1000)),
                good.replace("80.00", "1e-999999999"),
                good.replace("Monthly", "\u0000"),
                good.replace("Monthly", "\\u0000"),
                good.replace("de-de", "\\ud800"),
                good.replace("a@example.com", "a@example.com\\u0000"),
                good.replace("a@example.com", "x".repeat(100_000)),
                good.replace("\"enabled\":true", "\"enabled\":true,\"enabled\":false"),
                good.replace("\"enabled\":true", "\"enabled\":true,\"more\":1e999999999"),
                good.replace("\"enabled\":true", "\"enabled\":true,\"more\":\"\\u0000\""),
                good.replace("Actual_GreaterThan_80_Percent", "\\u0000"),
                good.replace(
                        "\"properties\":{", "\"properties\":{\"filter\":" + "[".repeat(5000) + "]".repeat(5000) + ","),
                good.replace(
                        "\"properties\":{",
                        "\"properties\":{\"filter\":" + "{\"and\":".repeat(20) + "1" + "}".repeat(20) + ","),
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            bodies.add(bad.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(good.replace("de-de", "ä").getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(good.getBytes(StandardCharsets.UTF_16));
        bodies.add(new byte[300_000]);
        return bodies;
    }

    @Test
    void paths_that_nothing_has_are_refused_and_cost_nothing() throws IOException {
        String token = RealParts.tokens().token(GLOBAL_ADMIN);
        for (String path : List.of(
                "/subscriptions/a%2Fb/providers/Microsoft.Consumption/budgets/x",
                "/subscriptions/%00/providers/Microsoft.Consumption/budgets/x",
                "/subscriptions/s/../../v1/ledger",
                "/subscriptions" + "/a".repeat(400),
                "/" + "subscriptions/".repeat(270),
                "/subscriptions/s/providers/Microsoft.Consumption/budgets/x/y",
                "/subscriptions/s/providers/Microsoft.Compute",
                "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Consumption/budgets/x",
                "/v1",
                "/v1/ledger/x",
                "/v1/%2e%2e/ledger",
                "//",
                "/arm/budgets/x",
                "no-slash",
                "",
                "/subscriptions/\u00e4")) {
            String answer = raw("GET " + path + "?api-version=2019-10-01 HTTP/1.1", token);

            assertThat(answer)
                    .as(path + " -> " + answer)
                    .startsWith("HTTP/1.1 4")
                    .contains("{\"error\":{\"code\":\"");
        }
        assertWorks();
    }

    /** The framework would refuse it by itself, and without an envelope. */
    @Test
    void what_is_no_request_is_refused_with_the_envelope() throws IOException {
        String token = RealParts.tokens().token(GLOBAL_ADMIN);
        assertRefused(raw("GET /" + "x".repeat(50_000) + " HTTP/1.1", token), 414, "UriTooLong");
        assertRefused(raw("GET / HTTP/1.1\r\nX: " + "x".repeat(50_000), token), 431, "HeadersTooLarge");
        assertRefused(raw("nonsense", token), 400, "BadRequest");
        assertWorks();
    }

    private static void assertRefused(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"" + code + "\"");
    }

    @Test
    void a_target_that_is_no_uri_is_refused_with_the_envelope_whoever_would_have_answered_it() throws IOException {
        String token = RealParts.tokens().token(GLOBAL_ADMIN);
        for (String target : List.of(
                "/subscriptions/%zz/x?api-version=2019-10-01",
                BUDGET + "?api-version=%zz",
                "/v1/%zz",
                "/v1/imports?mode=%zz",
                "/v1/deliveries?state=%zz",
                "/%zz",
                "/%",
                "/console/%e",
                "/subscriptions/{s}/x")) {
            assertThat(raw("GET " + target + " HTTP/1.1", token))
                    .as(target)
                    .startsWith("HTTP/1.1 400")
                    .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"BadRequest\"", "no URI");
        }
        assertWorks();
    }

    @Test
    void the_next_request_on_the_connection_is_answered_after_one_whose_target_is_no_uri() throws IOException {
        String token = RealParts.tokens().token(GLOBAL_ADMIN);
        String refused = "POST /v1/%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n{}\n";

        String answers = raw(refused + "GET /v1/openapi/budget-service HTTP/1.1", token);

        assertThat(answers).startsWith("HTTP/1.1 400").contains("HTTP/1.1 200");
    }

    @Test
    void a_body_that_is_too_large_or_of_another_type_is_refused() {
        assertThat(as(GLOBAL_ADMIN)
                        .body(" ".repeat(300 * 1024))
                        .put(BUDGET + VERSION)
                        .statusCode())
                .isEqualTo(413);
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("text/xml")
                        .body("<a/>")
                        .put(BUDGET + VERSION)
                        .statusCode())
                .isEqualTo(415);
        assertWorks();
    }

    @Test
    void names_in_paths_that_no_key_can_hold_are_refused() {
        String budget = "/providers/Microsoft.Consumption/budgets/b" + VERSION;
        String accounts = "/providers/Microsoft.Billing/billingAccounts/";
        for (String path : List.of(
                accounts + random(3000, 'a') + budget,
                accounts + random(1024, 'a') + "/customers/" + random(1025, 'a') + budget,
                accounts + random(1000, 'a') + "/customers/" + random(1000, '\u4e00') + budget,
                accounts + random(1024, 'a') + "/billingProfiles/" + random(1024, '\u00e4') + budget)) {
            Response answer = as(GLOBAL_ADMIN).body(BudgetBodies.monthly("10")).put(path);

            assertThat(answer.statusCode())
                    .as(path.length() + " " + answer.asString())
                    .isIn(400, 414);
        }
        Response customer = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"agreementType\":\"CspOffer\"}}")
                .put(accounts + random(900, 'a') + "/customers/" + random(1000, '\u4e00') + "?api-version=2020-05-01");
        assertThat(customer.statusCode()).as(customer.asString()).isIn(400, 414);
        assertWorks();
    }

    /** Random letters, which no compression makes shorter; percent-encoded where that is needed. */
    private static String random(int length, char first) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (first + random.nextInt(first < 128 ? 26 : 100)));
        }
        return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
    }

    private static void assertWorks() {
        Response good = as(GLOBAL_ADMIN)
                .body(BudgetBodies.monthly("10"))
                .put(ACCOUNT + "/providers/Microsoft.Consumption/budgets/good" + VERSION);
        assertThat(good.statusCode()).as(good.asString()).isIn(200, 201);
    }

    private static String raw(String requestLine, String token) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
