package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardWebhookTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void theSignatureIsThatOfTheSpecificationsExample() {
        WebhookSecret secret =
                WebhookSecret.read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(StandardWebhook.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void onlyTwoHundredsAreSuccessAndGoneIsForGood() {
        assertThat(outcome(200, "")).isInstanceOf(Outcome.Accepted.class);
        assertThat(outcome(204, "")).isInstanceOf(Outcome.Accepted.class);
        assertThat(outcome(410, "")).isInstanceOf(Outcome.Refused.class);
        for (int status : new int[] {301, 302, 308, 400, 401, 404, 408, 415, 429, 500, 503}) {
            assertThat(outcome(status, "")).isInstanceOf(Outcome.TryLater.class);
        }
    }

    @Test
    void patienceIsAskedForInSecondsOrByDate() {
        assertThat(after("120")).contains(Duration.ofSeconds(120));
        assertThat(after("Fri, 20 Nov 2026 10:01:00 GMT")).contains(Duration.ofSeconds(60));
        assertThat(after("Fri, 20 Nov 2026 09:01:00 GMT")).isEmpty();
        assertThat(after("999999999")).contains(Duration.ofDays(2));
        assertThat(after("99999999999999")).isEmpty();
        assertThat(after("soon")).isEmpty();
        assertThat(after("-1")).isEmpty();
    }

    private static Outcome outcome(int status, String retryAfter) {
        return WebhookAnswer.outcome(status, Optional.of(retryAfter), "body", NOW);
    }

    private static Optional<Duration> after(String text) {
        return outcome(503, text) instanceof Outcome.TryLater later ? later.after() : Optional.empty();
    }
}
