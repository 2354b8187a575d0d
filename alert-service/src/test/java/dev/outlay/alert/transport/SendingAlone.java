package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.conformance.Heard;
import dev.outlay.alert.delivery.Handshake;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Verification;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.network.Network;
import dev.outlay.alert.running.Repository;
import dev.outlay.alert.settings.Settings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The transport of webhooks with everything that is real about it, and nothing of the service around it. */
final class SendingAlone implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SecretSeal seal = SecretSeal.ofKey("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private final Vertx vertx = Vertx.vertx();
    private final NameLookups names;
    private final WebhookTransport transport;
    private final WebhookHandshake handshake;
    private final WebhookTrial trial;

    /**
     * Sends by names as they are resolved.
     *
     * @param ports what {@code outlay.webhook.allowed-ports} says
     * @param allowed networks that are allowed beside the public ones
     */
    SendingAlone(HostAddresses addresses, String ports, String... allowed) {
        this(Duration.ofSeconds(20), addresses, ports, allowed);
    }

    /** The same, with so long for an attempt. */
    SendingAlone(Duration timeout, HostAddresses addresses, String ports, String... allowed) {
        Settings settings = new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValue("outlay.secret-key", "x")
                .withDefaultValue("outlay.public-url", "https://Outlay.example/api")
                .withDefaultValue("outlay.webhook.timeout", timeout.toSeconds() + "s")
                .withDefaultValue("outlay.webhook.allowed-ports", ports)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(Settings.class);
        names = new NameLookups(addresses);
        WebhookConnection connection = new WebhookConnection(
                settings,
                new WebhookTargets(
                        new AddressRules(Arrays.stream(allowed).map(Network::of).toList()),
                        PortRules.read(settings.webhook().allowedPorts())),
                names,
                vertx);
        PublicLinks links = new PublicLinks(SignedLinks.ofKey("x"), settings);
        SignedMessages messages = new SignedMessages(seal, links, settings);
        transport = new WebhookTransport(connection, messages, Clock.systemUTC());
        trial = new WebhookTrial(connection, messages, Clock.systemUTC());
        handshake = new WebhookHandshake(connection, seal, links, Clock.systemUTC(), settings);
    }

    Outcome send(String target, WebhookSecret... keys) {
        return start(target, keys).await().atMost(SOON);
    }

    /** What a receiver says to being asked, under the name of {@code outlay.example}. */
    Verification.Answer ask(String target, WebhookSecret... keys) {
        return handshake
                .ask(new Handshake.Question(
                        UUID.randomUUID(),
                        target,
                        Arrays.stream(keys).map(seal::seal).toList(),
                        Instant.EPOCH))
                .await()
                .atMost(SOON);
    }

    Uni<Outcome> start(String target, WebhookSecret... keys) {
        return transport.send(parcel(target, Arrays.stream(keys).map(seal::seal).toList()));
    }

    /** Sends a message with which a receiver is tried. */
    Uni<Heard> tryOut(String target) {
        return trial.send(parcel(target, List.of()), Instant.EPOCH);
    }

    private static Parcel parcel(String target, List<byte[]> sealed) {
        try {
            return new Parcel(
                    UUID.randomUUID(),
                    target,
                    target,
                    sealed,
                    BodyFormat.CLOUD_EVENTS,
                    false,
                    Instant.EPOCH,
                    List.of(CrossingJson.read(CloudEvent.structured(Files.readAllBytes(
                            Repository.root().resolve("deploy/contracts/examples/crossing-actual.json"))))));
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        names.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
