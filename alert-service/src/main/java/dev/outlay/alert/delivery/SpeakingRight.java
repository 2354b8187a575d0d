package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessFacts;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.Crossing;
import java.util.Optional;

/**
 * Whether an alert may still be said. What a budget made by a customer's person tells is theirs to hear only while the
 * partner lets that customer view charges and the person still has a role there; what the partner's own people asked for is
 * always said. A crossing that names no creator is the partner's. Source: DESIGN.md section 6, point 12.
 */
public sealed interface SpeakingRight {

    /** It may. */
    record Given() implements SpeakingRight {}

    /** It may not any more. */
    record Withdrawn(String reason) implements SpeakingRight {}

    /** Nobody can say at the moment. */
    record Unknown(String reason) implements SpeakingRight {}

    /** Decides for one crossing. */
    static SpeakingRight of(Crossing crossing, AccessDecision.Rules rules, AccessFacts facts) {
        Optional<Principal> creator = crossing.budget().creator();
        if (creator.isEmpty()
                || rules.isPartners(creator.get())
                || crossing.budget().scope().isBilling()) {
            return new Given();
        }
        return toReader(creator.get(), crossing, rules, facts);
    }

    /** Decides whether somebody who reads the scope may be told of one crossing there. */
    static SpeakingRight toReader(Principal reader, Crossing crossing, AccessDecision.Rules rules, AccessFacts facts) {
        AccessDecision decision = rules.decide(reader, crossing.budget().scope(), AccessAction.BE_TOLD, facts);
        return switch (decision) {
            case AccessDecision.Allowed allowed ->
                allowed.onlyOf().isEmpty() || allowed.onlyOf().equals(crossing.customer())
                        ? new Given()
                        : new Withdrawn("it is about the charges of another customer");
            case AccessDecision.Denied denied -> new Withdrawn(denied.reason());
            case AccessDecision.NotHeard notHeard -> new Unknown(notHeard.reason());
        };
    }
}
