package dev.outlay.budget.billing;

import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code billing_details}, and a profile's currency in {@code scope}. */
@ApplicationScoped
class BillingDetailsTable {

    private static final String KEEP = """
            insert into billing_details (scope_id, display_name, details, profile_scope)
            values (?1, cast(?2 as text), jsonb_strip_nulls(cast(cast(?3 as text) as jsonb)), cast(?4 as integer))
            on conflict (scope_id) do update set
                display_name = coalesce(excluded.display_name, billing_details.display_name),
                details = jsonb_strip_nulls(billing_details.details || cast(cast(?3 as text) as jsonb)),
                profile_scope = coalesce(excluded.profile_scope, billing_details.profile_scope),
                version = billing_details.version + 1
            """;

    /** Only a currency that nothing has fixed yet; a first charge that fixes it at the same time holds the row. */
    private static final String FIX_CURRENCY =
            "update scope set currency = cast(?2 as text) where id = ?1 and currency is null";

    private static final String CURRENCY = "select cast(currency as text) from scope where id = ?1";

    /** Adds to what was said before, whoever else does so at the same time. */
    Uni<Void> keep(Mutiny.StatelessSession session, int scope, BillingDetails details, @Nullable Integer profile) {
        return session.createNativeQuery(KEEP)
                .setParameter(1, scope)
                .setParameter(2, details.displayName())
                .setParameter(3, details.members())
                .setParameter(4, profile)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Fixes the currency of a profile; fails with a refusal when it has another one already. */
    Uni<Void> fixCurrency(Mutiny.StatelessSession session, int profile, String currency) {
        return currency(session, profile, currency)
                .invoke(fixed -> {
                    if (!currency.equals(fixed)) {
                        throw new Refusal(
                                        409,
                                        "CurrencyIsFixed",
                                        "The billing profile is in " + fixed
                                                + ", which its first charge or an earlier request has fixed for good. Make another billing profile in "
                                                + currency
                                                + ", and put the customers on it that are to be billed so: say its id as their 'billingProfileId'.")
                                .exception();
                    }
                })
                .replaceWithVoid();
    }

    /** The currency of a profile; empty while nothing has fixed it. */
    Uni<Optional<String>> currency(Mutiny.StatelessSession session, int profile) {
        return session.createNativeQuery(CURRENCY, String.class)
                .setParameter(1, profile)
                .getResultList()
                .map(found -> Optional.ofNullable(found.getFirst()));
    }

    /**
     * The currency of a profile.
     *
     * @param otherwise what it is fixed to, where it has none yet
     */
    Uni<String> currency(Mutiny.StatelessSession session, int profile, String otherwise) {
        return session.createNativeQuery(FIX_CURRENCY)
                .setParameter(1, profile)
                .setParameter(2, otherwise)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(CURRENCY, String.class)
                        .setParameter(1, profile)
                        .getSingleResult());
    }
}
