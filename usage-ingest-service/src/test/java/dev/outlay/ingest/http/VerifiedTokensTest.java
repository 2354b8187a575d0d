package dev.outlay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Caller ADMIN = new Caller("id", Set.of("GlobalAdmin"), "tenant");
    private static final String TOKEN = "head.claims.signature";

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource hands = now::get;
    private final Clock clock = hands.withZone(ZoneOffset.UTC);
    private final VerifiedTokens tokens = new VerifiedTokens(clock);

    @Test
    void aTokenIsKnownForAMinuteAfterItWasVerified() {
        tokens.keep(TOKEN, ADMIN, NOON.plus(Duration.ofHours(12)));

        now.set(NOON.plusSeconds(59));
        assertThat(tokens.find(TOKEN)).isEqualTo(ADMIN);
        now.set(NOON.plusSeconds(60));
        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void aTokenIsNotKnownFromTheMomentAtWhichItExpires() {
        tokens.keep(TOKEN, ADMIN, NOON.plusSeconds(10));

        now.set(NOON.plusSeconds(10).minusNanos(1));
        assertThat(tokens.find(TOKEN)).isEqualTo(ADMIN);
        now.set(NOON.plusSeconds(10));
        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void aTokenThatDiffersAnywhereIsAnother() {
        tokens.keep(TOKEN, ADMIN, NOON.plusSeconds(10));

        for (int at = 0; at < TOKEN.length(); at++) {
            assertThat(tokens.find(TOKEN.substring(0, at) + "x" + TOKEN.substring(at + 1)))
                    .isNull();
        }
        assertThat(tokens.find(TOKEN + "x")).isNull();
        assertThat(tokens.find("head.claims.")).as("without its signature").isNull();
        assertThat(tokens.find("")).isNull();
    }

    @Test
    void nothingIsKnownBeforeItIsVerified() {
        assertThat(tokens.find(TOKEN)).isNull();
    }
}
