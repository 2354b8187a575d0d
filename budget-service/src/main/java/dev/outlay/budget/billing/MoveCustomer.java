package dev.outlay.budget.billing;

import dev.outlay.budget.ledger.SettledBatchTable;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts a customer on another billing profile, within the caller's transaction: from the first month on that is not invoiced on the former profile (DESIGN.md section 6, points 9 to 11). Its charges are
 * moved by a recount afterwards.
 */
@ApplicationScoped
class MoveCustomer {

    private final BillingDetailsTable details;

    MoveCustomer(BillingDetailsTable details) {
        this.details = details;
    }

    /**
     * To be called before anything that others wait for is locked: until the transaction ends no batch is in flight and no invoice is closed, so that what was billed and what is closed is known.
     */
    Uni<Void> begin(Mutiny.StatelessSession session) {
        return SettledBatchTable.divide(session).replaceWithVoid();
    }

    /**
     * Moves it. Fails with a refusal where it was billed in another currency than the profile's.
     *
     * @param customer row of the customer
     * @param profile row of the profile
     * @param scope the profile
     * @return whether its charges are to be counted again: not where all of them are there already
     */
    Uni<Boolean> move(Mutiny.StatelessSession session, int customer, int profile, Scope.BillingProfile scope) {
        return CustomerPlaceTable.movable(session, customer, profile)
                .call(movable -> inOneCurrency(session, movable, profile, scope))
                .call(movable -> CustomerPlaceTable.place(session, customer, movable.from(), profile))
                .map(CustomerPlaceTable.Movable::recounted);
    }

    private Uni<Void> inOneCurrency(
            Mutiny.StatelessSession session,
            CustomerPlaceTable.Movable movable,
            int profile,
            Scope.BillingProfile scope) {
        List<String> billed = movable.currencies();
        if (billed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return details.currency(session, profile, billed.getFirst())
                .invoke(fixed -> {
                    if (!billed.equals(List.of(fixed))) {
                        throw refused(billed, scope, fixed);
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException refused(List<String> billed, Scope.BillingProfile scope, String fixed) {
        return new Refusal(
                        409,
                        "CurrencyIsFixed",
                        "The customer was billed in " + String.join(" and ", billed)
                                + " in the months that would move, and the billing profile '" + scope.profile()
                                + "' is in " + fixed
                                + ". What was billed is not converted, since nobody has billed by such a rate. Use a billing profile"
                                + " in the currency of the charges.")
                .exception();
    }
}
