package dev.outlay.budget.billing;

import dev.outlay.budget.ledger.SettledBatchTable;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Puts a customer on another billing profile, within the caller's transaction: from the first month on that is not invoiced on the former profile, and in which nothing is billed in another currency than the new one's (DESIGN.md
 * section 6, points 9 to 11). Its charges are moved by a recount afterwards.
 */
@ApplicationScoped
class MoveCustomer {

    private final BillingDetailsTable details;

    MoveCustomer(BillingDetailsTable details) {
        this.details = details;
    }

    /**
     * Whether a profile that is said of a customer moves it: not where it was put there by the last that was said, which goes on to hold. What was said before moves were made is only known by name, and moves it like any other.
     *
     * @param said null where none is
     */
    Uni<Boolean> needed(Mutiny.StatelessSession session, ScopeKey customer, Scope.@Nullable BillingProfile said) {
        return said == null
                ? Uni.createFrom().item(false)
                : CustomerPlaceTable.stated(session, customer)
                        .map(stated -> stated.filter(ScopeKey.billingProfile(said.account(), said.profile())::equals)
                                .isEmpty());
    }

    /**
     * To be called before anything that others wait for is locked: until the transaction ends no batch is in flight and no invoice is closed, so that what was billed and what is closed is known.
     */
    Uni<Void> begin(Mutiny.StatelessSession session) {
        return SettledBatchTable.divide(session).replaceWithVoid();
    }

    /**
     * Moves it. Fails with a refusal where it was billed in several currencies and the profile has none yet.
     *
     * @param customer row of the customer
     * @param profile row of the profile
     * @param scope the profile
     * @return whether there is something to recount: not where all charges are there already, in the currency in which they were
     */
    Uni<Boolean> move(Mutiny.StatelessSession session, int customer, int profile, Scope.BillingProfile scope) {
        return CustomerPlaceTable.movable(session, customer, profile).chain(movable -> currency(
                        session, movable, profile, scope)
                .chain(currency -> move(session, customer, profile, movable.in(currency.orElse(null)), currency)));
    }

    private static Uni<Boolean> move(
            Mutiny.StatelessSession session,
            int customer,
            int profile,
            CustomerPlaceTable.Movable movable,
            Optional<String> currency) {
        return CustomerPlaceTable.currency(session, customer, movable.from())
                .call(() -> CustomerPlaceTable.place(session, customer, movable.from(), profile))
                .map(former -> movable.recounted()
                        || (currency.isPresent() && former.isPresent() && !currency.equals(former)));
    }

    /** That of the profile; one that has none yet is in the currency of what moves. Empty where nothing says any. */
    private Uni<Optional<String>> currency(
            Mutiny.StatelessSession session,
            CustomerPlaceTable.Movable movable,
            int profile,
            Scope.BillingProfile scope) {
        List<String> billed = movable.currencies();
        return details.currency(session, profile).chain(fixed -> {
            if (fixed.isPresent() || billed.isEmpty()) {
                return Uni.createFrom().item(fixed);
            }
            if (billed.size() > 1) {
                throw unsaid(billed, scope);
            }
            return details.currency(session, profile, billed.getFirst()).map(Optional::of);
        });
    }

    private static RuntimeException unsaid(List<String> billed, Scope.BillingProfile scope) {
        return new Refusal(
                        409,
                        "CurrencyIsNotSaid",
                        "The customer was billed in " + String.join(" and ", billed)
                                + " in the months that would move, and the billing profile '" + scope.profile()
                                + "' has no currency yet. Say its currency first: what was billed in another one stays where it is.")
                .exception();
    }
}
