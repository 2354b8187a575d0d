package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.settings.Settings;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One attempt at a claimed delivery, from the question whether it may still be said to what came of it. Nothing of the
 * delivery is written here.
 */
@ApplicationScoped
class AttemptDelivery {

    private static final Logger LOG = Logger.getLogger(AttemptDelivery.class);

    private final Map<String, Transport> transports;
    private final ResolveRoles roles;
    private final AccessDecision.Rules rules;
    private final AccessHeard heard;
    private final DeliveryMetrics metrics;
    private final Settings settings;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // Everything that an attempt needs meets here.
    AttemptDelivery(
            @All List<Transport> transports,
            ResolveRoles roles,
            AccessDecision.Rules rules,
            AccessHeard heard,
            DeliveryMetrics metrics,
            Settings settings,
            Clock clock) {
        this.transports =
                transports.stream().collect(Collectors.toUnmodifiableMap(Transport::kind, Function.identity()));
        this.roles = roles;
        this.rules = rules;
        this.heard = heard;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes it. */
    Uni<Conclusion> of(Claimed claimed) {
        if (claimed.kind().equals(DeliveryPlan.ROLE)) {
            return roles.resolve(claimed);
        }
        List<Claimed.Said> said = new ArrayList<>();
        Conclusion unsaid = Conclusion.withheld("");
        for (Claimed.Said each : claimed.said()) {
            if (each.suppressed().isPresent()) {
                unsaid = Conclusion.suppressed(each.suppressed().get());
                continue;
            }
            switch (right(claimed, each)) {
                case SpeakingRight.Given ignored -> said.add(each);
                case SpeakingRight.Withdrawn why -> unsaid = Conclusion.withheld(why.reason());
                case SpeakingRight.Unknown why -> {
                    return Uni.createFrom().item(Conclusion.putOff(why.reason(), clock.instant()));
                }
            }
        }
        if (said.isEmpty()) {
            return Uni.createFrom().item(unsaid);
        }
        return send(claimed.saying(said))
                .map(outcome -> Conclusion.of(
                        outcome,
                        claimed.attempt(),
                        claimed.isTest() ? RetryPolicy.ONCE : RetryPolicy.STANDARD,
                        clock.instant(),
                        ThreadLocalRandom.current().nextDouble(-1, 1)));
    }

    /** That of whoever asked for it, and that of whoever hears it for a role. */
    private SpeakingRight right(Claimed claimed, Claimed.Said said) {
        Crossing crossing = said.crossing();
        SpeakingRight asked = SpeakingRight.of(crossing, rules, heard);
        return asked instanceof SpeakingRight.Given
                ? new RoleHolders(rules, heard).still(crossing, said.holders(), claimed.target())
                : asked;
    }

    private Uni<Outcome> send(Claimed claimed) {
        Transport transport = transports.get(claimed.kind());
        if (transport == null) {
            return Uni.createFrom().item(new Outcome.Refused("kind-not-supported", claimed.kind()));
        }
        Timer.Sample attempt = metrics.attemptBegins();
        return Uni.createFrom()
                .deferred(() -> transport.send(claimed.parcel()))
                .ifNoItem()
                .after(settings.delivery().lease().dividedBy(2))
                .recoverWithItem(() -> new Outcome.TryLater("timeout", "no outcome within half the lease"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "Delivery %s failed in a way nobody foresaw", claimed.id());
                    return new Outcome.TryLater("unforeseen", failure.getClass().getSimpleName());
                })
                .invoke(outcome -> metrics.attemptEnds(attempt, claimed.kind(), outcome));
    }
}
