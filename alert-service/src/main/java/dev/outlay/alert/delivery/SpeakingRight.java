package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessFacts;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.Crossing;
import java.util.List;

/**
 * Whether an alert may still be said. What a customer's person had told is theirs to hear only while the partner lets that
 * customer view charges and the person, or a group that it was in, still has a role there; what the partner's own people had told
 * is always said. Who had a contact told is whoever of the tenant that named it wrote the budget last; where nobody is known it is
 * the partner. Source: DESIGN.md section 6, point 12, and decision 29.
 */
public sealed interface SpeakingRight {

    /** It may. */
    record Given() implements SpeakingRight {}

    /** It may not any more. */
    record Withdrawn(String reason) implements SpeakingRight {}

    /** Nobody can say at the moment. */
    record Unknown(String reason) implements SpeakingRight {}

    /** Decides for one crossing, and a contact that somebody of a tenant had told. */
    static SpeakingRight of(Crossing crossing, String tenant, AccessDecision.Rules rules, AccessFacts facts) {
        return ofEach(crossing, crossing.budget().writers().of(tenant), rules, facts);
    }

    /** Decides for one crossing, where it was not kept who had the contact told: all who wrote the budget must have the right. */
    static SpeakingRight ofAll(Crossing crossing, AccessDecision.Rules rules, AccessFacts facts) {
        return ofEach(crossing, crossing.budget().writers().everybody(), rules, facts);
    }

    private static SpeakingRight ofEach(
            Crossing crossing, List<Principal> writers, AccessDecision.Rules rules, AccessFacts facts) {
        SpeakingRight right = new Given();
        for (Principal writer : writers) {
            if (right instanceof Given && !crossing.budget().scope().isBilling() && !rules.isPartners(writer)) {
                right = toWriter(writer, crossing, rules, facts);
            }
        }
        return right;
    }

    private static SpeakingRight toWriter(
            Principal writer, Crossing crossing, AccessDecision.Rules rules, AccessFacts facts) {
        SpeakingRight right = toReader(writer, crossing, rules, facts);
        return right instanceof Withdrawn withdrawn
                ? new Withdrawn(
                        "%s: that is the right of %s (tenant %s), who had this told. It is told again once they have it, or what comes next once somebody of that tenant who may be told has saved the budget. To tell it in the name of another tenant, somebody of that one takes the contact out of the budget, saves it, and names it again"
                                .formatted(withdrawn.reason(), writer.id(), writer.tenant()))
                : right;
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
