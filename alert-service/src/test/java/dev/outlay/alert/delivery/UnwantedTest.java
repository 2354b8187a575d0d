package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.settings.Settings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
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
                Claimed.Wait.NONE,
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

    @ParameterizedTest
    @CsvSource({"false, false", "true, true"})
    void whereNobodyIsAskedNothingIsNotedThatWouldHaveThemAsked(String handshake, boolean noted) {
        AtomicBoolean asked = new AtomicBoolean();
        Mutiny.QueryProducer database = (Mutiny.QueryProducer) Proxy.newProxyInstance(
                UnwantedTest.class.getClassLoader(),
                new Class<?>[] {Mutiny.QueryProducer.class},
                (self, method, given) -> {
                    asked.set(true);
                    throw new IllegalStateException("asked");
                });
        Settings settings = new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValue("outlay.secret-key", "x")
                .withDefaultValue("outlay.webhook.handshake", handshake)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(Settings.class);
        Receiver.Webhook webhook = new Receiver.Webhook(
                "hook", URI.create("https://hooks.example/"), Optional.empty(), BodyFormat.CLOUD_EVENTS);

        try {
            new VerificationsTable(settings)
                    .register(database, UUID.randomUUID(), List.of(webhook), Instant.EPOCH)
                    .await()
                    .indefinitely();
        } catch (IllegalStateException expected) {
            assertThat(noted).isTrue();
        }
        assertThat(asked.get()).isEqualTo(noted);
    }
}
