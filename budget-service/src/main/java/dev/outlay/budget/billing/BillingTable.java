package dev.outlay.budget.billing;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Billing accounts, profiles and customers in the tables {@code scope} and {@code customer}. */
@ApplicationScoped
class BillingTable {

    private static final String ACCOUNT = """
            select s.billing_account, coalesce(b.display_name, s.display_name), cast(s.currency as text), coalesce(cast(b.details as text), '{}')
            from scope s left join billing_details b on b.scope_id = s.id
            where s.kind = 1 and s.key = ?1 and\s""" + KnownSql.ACCOUNT;

    private static final String PROFILE = """
            select s.billing_profile, coalesce(b.display_name, s.display_name), cast(s.currency as text), coalesce(cast(b.details as text), '{}')
            from scope s left join billing_details b on b.scope_id = s.id
            where s.kind = 2 and s.key = ?1 and\s""" + KnownSql.PROFILE;

    /**
     * The profile p of a scope s that is a customer: the one on which it was put last. One that was said before moves were made, as b knows it, is shown until the first charge alone: from then on its source says it.
     */
    static final String OF_PROFILE = """
            left join scope p on p.id = coalesce(
                (select place.profile_scope from customer_place place where place.customer_scope = s.id order by place.from_month desc limit 1),
                case when not exists (select from cost_group g where g.customer_scope = s.id) then b.profile_scope end)
            """;

    /** What {@link #read} reads: of a scope s, its customer c, what was said of it b, and the profile p. */
    static final String CUSTOMER_COLUMNS = """
            s.customer, coalesce(c.display_name, s.display_name), coalesce(c.agreement, 1) = 2, coalesce(c.view_charges, false),
                   p.billing_profile, coalesce(cast(b.details as text), '{}'),\s""" + InvoicedOnSql.SHOWN + """
            , case when b.details -> 'resellers' is null then cast(resellers_of_customer(s.id) as text) end
            """;

    private static final String KNOWN = "select " + CUSTOMER_COLUMNS + """
            from scope s left join customer c on c.scope_id = s.id
            left join billing_details b on b.scope_id = s.id
            """ + OF_PROFILE;

    private static final String CUSTOMER = KNOWN + """
            where s.kind = 3 and s.key = ?1 and\s""" + KnownSql.CUSTOMER;

    /** One with charges on a profile's invoices, or that people have put there. One that was moved away with all its charges has none. */
    private static final String CUSTOMER_OF_PROFILE = KNOWN + """
            where s.kind = 3 and s.key = ?2 and (p.key = ?1 or exists (
                select from cost_group g join scope of_profile on of_profile.id = g.profile_scope join daily_cost d on d.cost_group_id = g.id and d.charges <> 0
                where g.customer_scope = s.id and of_profile.key = ?1))
            """;

    /**
     * Taken first, as by every change of budgets: batches look at agreements when this number has moved, and numbers become visible in their order.
     */
    private static final String CHANGE = "update budget_change set number = number + 1 where only_row";

    /** A customer without a row is under the Microsoft Customer Agreement; becoming anything else, or moving, has its charges counted again. */
    private static final String KEEP = """
            insert into customer (scope_id, agreement, display_name, recount) values (?1, ?2, cast(?3 as text), ?2 <> 1 or ?4)
            on conflict (scope_id) do update set
                agreement = excluded.agreement,
                display_name = coalesce(excluded.display_name, customer.display_name),
                view_charges = customer.view_charges and excluded.agreement = 1,
                recount = customer.recount or customer.agreement <> excluded.agreement or ?4,
                version = customer.version + 1
            """;

    private static final String SET_POLICY = """
            insert into customer (scope_id, view_charges) values (?1, ?2)
            on conflict (scope_id) do update set view_charges = excluded.view_charges, version = customer.version + 1
                where customer.agreement = 1
            """;

    Uni<Optional<BillingEntity>> account(Mutiny.StatelessSession session, ScopeKey key) {
        return entity(session.createNativeQuery(ACCOUNT, Object[].class), key);
    }

    Uni<Optional<BillingEntity>> profile(Mutiny.StatelessSession session, ScopeKey key) {
        return entity(session.createNativeQuery(PROFILE, Object[].class), key);
    }

    private static Uni<Optional<BillingEntity>> entity(Mutiny.SelectionQuery<Object[]> query, ScopeKey key) {
        return query.setParameter(1, key.text())
                .getResultList()
                .map(found -> found.stream().findFirst().map(BillingTable::entity));
    }

    static BillingEntity entity(Object[] row) {
        return new BillingEntity((String) row[0], (String) row[1], (String) row[2], (String) row[3]);
    }

    Uni<Optional<Customer>> customer(Mutiny.StatelessSession session, ScopeKey key) {
        return session.createNativeQuery(CUSTOMER, Object[].class)
                .setParameter(1, key.text())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(BillingTable::read));
    }

    /** A customer, where it is on a profile's invoices. */
    Uni<Optional<Customer>> customerOfProfile(Mutiny.StatelessSession session, ScopeKey profile, ScopeKey key) {
        return session.createNativeQuery(CUSTOMER_OF_PROFILE, Object[].class)
                .setParameter(1, profile.text())
                .setParameter(2, key.text())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(BillingTable::read));
    }

    static Customer read(Object[] row) {
        return new Customer(
                (String) row[0],
                (String) row[1],
                (Boolean) row[2],
                (Boolean) row[3],
                (String) row[4],
                (String) row[5],
                invoicedOn((String) row[6]),
                (String) row[7]);
    }

    private static Customer.@Nullable Profile invoicedOn(@Nullable String names) {
        if (names == null) {
            return null;
        }
        int end = names.indexOf('\n');
        return new Customer.Profile(names.substring(0, end), names.substring(end + 1));
    }

    /** Has every batch that begins after this transaction look again at what is stated of customers. */
    Uni<Void> announce(Mutiny.StatelessSession session) {
        return session.createNativeQuery(CHANGE).executeUpdate().replaceWithVoid();
    }

    /** @param moved whether its charges are to be counted again on another profile */
    Uni<Void> keep(
            Mutiny.StatelessSession session, int scope, @Nullable String displayName, boolean cspOffer, boolean moved) {
        return session.createNativeQuery(KEEP)
                .setParameter(1, scope)
                .setParameter(2, (short) (cspOffer ? 2 : 1))
                .setParameter(3, displayName)
                .setParameter(4, moved)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** False when the customer is under the CSP offer, which has no policy. */
    Uni<Boolean> setPolicy(Mutiny.StatelessSession session, int scope, boolean viewCharges) {
        return session.createNativeQuery(SET_POLICY)
                .setParameter(1, scope)
                .setParameter(2, viewCharges)
                .executeUpdate()
                .map(changed -> changed == 1);
    }
}
