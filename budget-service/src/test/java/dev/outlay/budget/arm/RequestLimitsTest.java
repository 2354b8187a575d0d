package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever asks too often, or too slowly, is stopped, and nobody else is. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(RequestLimitsTest.Narrow.class)
class RequestLimitsTest {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts?api-version=2020-05-01";
    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";

    /** Limits that a test can reach. */
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "outlay.requests.per-minute", "1",
                    "outlay.requests.at-once", "3",
                    "outlay.requests.longest-body", "1s");
        }
    }

    private final String somebody = UUID.randomUUID().toString();

    @Test
    void whoAsksTooOftenIsToldHowLongToWait() {
        for (int left = 2; left >= 0; left--) {
            Response answer = accounts(somebody);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header(REMAINING)).isEqualTo("DefaultQuota:" + left);
        }
        Response refused = accounts(somebody);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.jsonPath().getString("error.code")).isEqualTo("429");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("x-ms-ratelimit-microsoft.costmanagement-client-retry-after"))
                .isEqualTo(refused.header("Retry-After"));
        assertThat(refused.header("x-ms-request-id")).isNotBlank();
    }

    @Test
    void whatIsRefusedForAnotherReasonCountsTooAndOthersAreNotStopped() {
        for (int i = 0; i < 3; i++) {
            assertThat(as(somebody, Persona.PARTNER_TENANT, "GlobalAdmin")
                            .get("/subscriptions/x/nothing")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(accounts(somebody).statusCode()).isEqualTo(429);
        assertThat(accounts(UUID.randomUUID().toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void costThatIsSentInIsNotCounted() {
        for (int i = 0; i < 20; i++) {
            assertThat(as(somebody, Persona.PARTNER_TENANT, "CostPublisher")
                            .body("[]")
                            .post("/v1/cost-events")
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(as(somebody, Persona.PARTNER_TENANT, "GlobalAdmin")
                        .get(ACCOUNTS)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotArriveIsGivenUpAndItsConnectionClosed() throws IOException {
        String head =
                "PUT /subscriptions/s/providers/Microsoft.Consumption/budgets/b?api-version=2019-10-01 HTTP/1.1\r\n"
                        + "Host: localhost\r\nContent-Length: 1000\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\n\r\n{";
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"RequestTimeout\"", "within 1 s.");
        }
    }

    private static Response accounts(String principal) {
        return as(principal, Persona.PARTNER_TENANT, "GlobalAdmin").get(ACCOUNTS);
    }
}
