package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets no messages because nobody there has agreed to them. */
class UnwantedTest {

    private static Claimed claimed(
            String kind, BodyFormat format, boolean registered, Optional<Verification.State> state) {
        return new Claimed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                kind,
                "receiver",
                "https://hooks.example/",
                "https://hooks.example:443",
                List.of(),
                format,
                false,
                1,
                Instant.EPOCH,
                registered ? Optional.of(new WebhookId(UUID.randomUUID(), "hook")) : Optional.empty(),
                false,
                false,
                false,
                new Verification.Known(state, false),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVER, , ",
        "DELIVER, Unverified, ",
        "DELIVER, Verified, ",
        "DELIVER, Refused, endpoint-refuses",
        "WITHHOLD, , endpoint-unverified",
        "WITHHOLD, Unverified, endpoint-unverified",
        "WITHHOLD, Verified, ",
        "WITHHOLD, Refused, endpoint-refuses"
    })
    void itDependsOnWhatTheReceiverHasSaidAndOnWhatIsConfigured(
            Settings.Unverified setting, Verification.@Nullable State state, @Nullable String reason) {
        Optional<Verification.State> said = Optional.ofNullable(state);
        Optional<String> unwanted = Sending.unwanted(claimed("webhook", BodyFormat.CLOUD_EVENTS, true, said), setting)
                .map(outcome -> ((Outcome.Refused) outcome).reason());

        assertThat(unwanted).isEqualTo(Optional.ofNullable(reason));
        for (Claimed never : List.of(
                claimed("webhook", BodyFormat.COMMON_ALERT, true, said),
                claimed("webhook", BodyFormat.CLOUD_EVENTS, false, said),
                claimed("email", BodyFormat.CLOUD_EVENTS, true, said))) {
            assertThat(Sending.unwanted(never, setting)).isEmpty();
        }
    }

    @Test
    void whoeverCannotBeAskedIsAskedFourTimesMore() {
        assertThat(Verification.waitAfter(1)).contains(Duration.ofMinutes(1));
        assertThat(Verification.waitAfter(4)).contains(Duration.ofHours(6));
        assertThat(Verification.waitAfter(5)).isEmpty();
    }
}
