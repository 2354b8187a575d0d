package dev.outlay.budget.frontdoor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.reached.PlainlyReached;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that would be spoken to otherwise than whoever wrote it means keeps the service from starting. */
class FrontDoorAddressesTest {

    private static final String GOOD = "http://alert.internal:8082";

    private final Vertx vertx = Vertx.vertx();

    private record Allowance(int perMinute, int atOnce, Duration longestBody) implements AllowanceConfig {}

    private record Origins(URI ingestUrl, URI alertUrl, Duration connectTimeout, Duration idleTimeout)
            implements FrontDoorConfig {}

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://alert.internal:8443",
                "HTTPS://alert.internal",
                "alert.internal:8082",
                "http:///v1",
                "//x"
            })
    void what_is_no_plain_address_is_refused_with_the_variable_and_what_to_do(String address) {
        assertThatThrownBy(() -> between(GOOD, address))
                .hasMessageContainingAll("OUTLAY_ALERT_URL is " + address, "http://HOST:PORT", "without TLS");
        assertThatThrownBy(() -> between(address, GOOD)).hasMessageContaining("OUTLAY_INGEST_URL is " + address);
    }

    @Test
    void plain_ones_are_taken_with_a_port_or_without() {
        assertThatCode(() -> between(GOOD, "HTTP://localhost")).doesNotThrowAnyException();
    }

    private void between(String ingest, String alert) {
        AllowanceConfig allowance = new Allowance(1, 1, Duration.ofSeconds(1));
        new FrontDoor(
                vertx,
                new Origins(URI.create(ingest), URI.create(alert), Duration.ofSeconds(2), Duration.ofSeconds(60)),
                allowance,
                PlainlyReached.reached(),
                new UnreadRest(allowance, vertx));
    }
}
