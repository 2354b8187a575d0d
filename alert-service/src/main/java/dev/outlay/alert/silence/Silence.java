package dev.outlay.alert.silence;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What of a scope is not told for a while. Source: DESIGN.md section 6, point 12: noise control acts per recipient and price
 * view.
 *
 * @param scope      the scope whose alerts it mutes, with those of the scopes below it
 * @param priceView  {@code Invoiced} or {@code Retail}: the alerts whose prices are these
 * @param customer   whose person asked for it, so that it mutes their own alone; empty for the partner's people
 * @param matchers   which alerts and receivers are meant
 * @param reason     why, for people
 * @param afterwards what becomes at its end of what it has muted
 * @param createdBy  id of the principal who asked for it
 * @param startsAt   from then on, UTC
 * @param endsAt     until then, which does not belong to it, UTC
 * @param endedAt    when somebody ended it before that, UTC
 * @param endedBy    id of the principal who did
 */
public record Silence(
        UUID id,
        Scope scope,
        String priceView,
        Optional<CustomerKey> customer,
        Matchers matchers,
        String reason,
        Afterwards afterwards,
        String createdBy,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        Optional<Instant> endedAt,
        Optional<String> endedBy) {

    /** Prices as the partner is invoiced. */
    public static final String INVOICED = "Invoiced";

    /** Pay-as-you-go retail prices. */
    public static final String RETAIL = "Retail";

    /** What becomes at the end of a silence of what it has muted. */
    public enum Afterwards {
        /** It is told then, unless the alert is not active any more. */
        TELL,
        /** It is never told. */
        RECORD;

        /** The word in the table and in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one with this word; empty where there is none. */
        public static Optional<Afterwards> ofWord(String word) {
            for (Afterwards afterwards : values()) {
                if (afterwards.word().equals(word)) {
                    return Optional.of(afterwards);
                }
            }
            return Optional.empty();
        }
    }

    /** Where a silence stands. */
    public enum State {
        /** It has not begun. */
        Planned,
        /** It mutes. */
        InForce,
        /** Its time is over, or somebody has ended it. */
        Ended;

        /** The state with this name, whatever its casing. */
        public static Optional<State> ofWord(String word) {
            for (State state : values()) {
                if (state.name().equalsIgnoreCase(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** Where it stands at a moment. */
    public State stateAt(Instant now) {
        if (endedAt.isPresent() || !now.isBefore(endsAt)) {
            return State.Ended;
        }
        return now.isBefore(startsAt) ? State.Planned : State.InForce;
    }

    /** Keys of the scopes whose silences can mean an alert: its own and all above it, as far as the alert says them. */
    public static List<String> keysOver(Crossing crossing) {
        List<String> keys = new ArrayList<>(crossing.budget().scope().keysUpwards());
        keys.add(new Scope.BillingAccount(crossing.billingAccount()).key());
        crossing.customer()
                .ifPresent(
                        customer -> keys.add(new Scope.Customer(customer.billingAccount(), customer.customer()).key()));
        return keys.stream().distinct().toList();
    }

    /**
     * Whether it means an alert as it is told to a receiver, whenever that is. A test of receivers is no alert.
     *
     * @param receiver   as a delivery names it, in lower case
     * @param isPartners whether the receiver is the partner's
     */
    public boolean means(Crossing crossing, String receiver, boolean isPartners) {
        return !crossing.isTest()
                && priceView.equals(crossing.priceView())
                && keysOver(crossing).contains(scope.key())
                && (customer.isEmpty() || (customer.equals(crossing.customer()) && !isPartners))
                && matchers.match(crossing, receiver);
    }

    /** Of several that mean the same the one to go by: the last that lets it be told afterwards, else any. */
    public static Optional<Silence> strongest(List<Silence> silences) {
        return silences.stream()
                .max(Comparator.<Silence, Boolean>comparing(each -> each.afterwards == Afterwards.TELL)
                        .thenComparing(Silence::endsAt)
                        .thenComparing(Silence::id));
    }

    /** When what it mutes is looked at again; never, where it is not told afterwards. */
    public Optional<Instant> looksAgainAt() {
        return afterwards == Afterwards.TELL ? Optional.of(endsAt) : Optional.empty();
    }
}
