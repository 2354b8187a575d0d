package dev.outlay.alert.arm;

import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.conformance.OperateConformance;
import dev.outlay.alert.conformance.OperateConformance.Begun;
import dev.outlay.alert.delivery.OperateWebhooks;
import dev.outlay.alert.delivery.OperateWebhooks.Named;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Has receivers of webhooks tried, and says how that goes. */
@ApplicationScoped
class ServeConformance {

    private static final Logger LOG = Logger.getLogger(ServeConformance.class);

    private final OperateConformance conformance;
    private final OperateWebhooks webhooks;
    private final NamingWebhooks naming;

    ServeConformance(OperateConformance conformance, OperateWebhooks webhooks, NamingWebhooks naming) {
        this.conformance = conformance;
        this.webhooks = webhooks;
        this.naming = naming;
    }

    Uni<Answer> begin(Request request, OfGroup.TryConformance operation, Sight sight) {
        return naming.with(request, operation, sight, Set.of("receiverName"), (named, body) -> conformance
                .begin(named.group(), named.webhook(), request.principal().id())
                .map(begun -> answer(request, named, begun, sight.all())));
    }

    private static Answer answer(Request request, Named named, Begun begun, boolean whole) {
        return switch (begun) {
            case Begun.Running running -> {
                LOG.infof(
                        "principal=%s has the conformance of webhook=%s of group=%s tried: test=%s",
                        request.principal().id(),
                        named.webhook().name(),
                        named.group().id().id(),
                        running.run().id());
                yield Answer.of(202, ConformanceJson.write(running.run(), whole))
                        .with("Location", location(request, running.run().id()))
                        .with("Retry-After", "1");
            }
            case Begun.Already already ->
                Answer.error(
                        409,
                        "ConformanceRunning",
                        "A run of this webhook goes on already, and there is one at a time; wait until it has ended.");
            case Begun.Unwanted unwanted ->
                Answer.error(
                        409,
                        unwanted.reason().equals("endpoint-refuses") ? "EndpointRefuses" : "EndpointUnverified",
                        "Nothing is sent to it, because " + unwanted.detail()
                                + "; have it asked again with .../verify when that has changed.");
            case Begun.Resting resting ->
                Answer.error(
                                409,
                                "EndpointResting",
                                "Nothing is sent to it for a while, because it has asked for that or does nothing but fail.")
                        .with("Retry-After", seconds(resting.after()));
            case Begun.TooMany many ->
                Answer.error(429, "TooManyRequests", many.why()).with("Retry-After", seconds(many.after()));
        };
    }

    private static String seconds(Duration after) {
        return Long.toString(Math.max(1, after.toSeconds() + 1));
    }

    private static String location(Request request, UUID id) {
        return request.address() + request.path().replaceAll("/{2,}", "/").replaceAll("/$", "") + "/" + id;
    }

    Uni<Answer> show(Request request, OfGroup.OneConformance operation, Sight sight) {
        Optional<UUID> id = Ids.read(operation.run());
        return webhooks.group(operation.id(), sight)
                .chain(group -> group.isPresent() && id.isPresent()
                        ? conformance.find(group.get(), id.get()).map(found -> found.map(
                                        run -> Answer.ok(ConformanceJson.write(run, sight.all())))
                                .orElseGet(() -> Answer.notFound(request.path())))
                        : Uni.createFrom().item(Answer.notFound(request.path())));
    }
}
