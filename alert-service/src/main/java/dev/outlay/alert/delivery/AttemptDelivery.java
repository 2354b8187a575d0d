package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Crossing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One attempt at a claimed delivery, from the question whether it may still be said to what came of it. Nothing of the
 * delivery is written here.
 */
@ApplicationScoped
class AttemptDelivery {

    private final Sending sending;
    private final ResolveRoles roles;
    private final AccessDecision.Rules rules;
    private final AccessHeard heard;
    private final Clock clock;

    AttemptDelivery(Sending sending, ResolveRoles roles, AccessDecision.Rules rules, AccessHeard heard, Clock clock) {
        this.sending = sending;
        this.roles = roles;
        this.rules = rules;
        this.heard = heard;
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
        Claimed now = claimed.saying(said);
        return sending.send(now)
                .map(outcome -> Conclusion.of(
                        outcome,
                        claimed.attempt(),
                        RetryPolicy.of(now.crossings()),
                        clock.instant(),
                        ThreadLocalRandom.current().nextDouble(-1, 1)));
    }

    /** It is said while one of its grounds holds, and put off while that may be. */
    private SpeakingRight right(Claimed claimed, Claimed.Said said) {
        Crossing crossing = said.crossing();
        if (said.grounds().isEmpty()) {
            return both(SpeakingRight.ofAll(crossing, rules, heard), crossing, said.holders(), claimed.target());
        }
        SpeakingRight right = new SpeakingRight.Withdrawn("");
        for (Ground ground : said.grounds()) {
            SpeakingRight one = both(
                    SpeakingRight.of(crossing, ground.tenant(), rules, heard),
                    crossing,
                    ground.holder().stream().toList(),
                    claimed.target());
            if (one instanceof SpeakingRight.Given) {
                return one;
            }
            right = right instanceof SpeakingRight.Unknown ? right : one;
        }
        return right;
    }

    /** That of whoever had it told, and that of whoever hears it for a role. */
    private SpeakingRight both(SpeakingRight writers, Crossing crossing, List<String> holders, String target) {
        return writers instanceof SpeakingRight.Given
                ? new RoleHolders(rules, heard).still(crossing, holders, target)
                : writers;
    }
}
