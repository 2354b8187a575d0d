package dev.outlay.budget.access;

import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListTable;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
import dev.outlay.budget.scope.ScopeKeySql;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The tables {@code subscription_owner} and {@code scope}, as those see them who have a right at a subscription: each once, as its present owner's, but to a customer's user as its own
 * customer's alone.
 */
final class SeenSubscriptionTable {

    private static final String NAME = "coalesce(d.display_name, s.display_name, s.subscription)";

    static final ListedFields FIELDS = new ListedFields(
            "subscriptions",
            List.of(
                    new Field("subscriptionId", "s.subscription"),
                    new Field("displayName", NAME),
                    new Field("state", "case when o.scope_id is null then 'Disabled' else 'Enabled' end")),
            List.of("subscriptionId", "displayName"));

    private static final String COLUMNS =
            "s.subscription, " + NAME + ", coalesce(s.customer, cast(?1 as text)), o.scope_id is not null";

    /** ?1 is the partner's tenant, which each of these names, since it is given to all. */
    private static final String ALL = """
            from subscription_owner o join scope s on s.id = o.scope_id left join billing_details d on d.scope_id = s.id
            where cast(?1 as text) is not null
            """;

    /** Where one of ?2 has a role, who is asked for and the groups that it is in: at the subscription, at a resource group in it, or at the management group that it is in. */
    private static final String ASSIGNED = """
            from (select split_part(a.scope_key, '/', 3) as subscription from role_assignment a
                  where starts_with(a.scope_key, '/subscriptions/') and\s""" + HeldSql.by(2) + """

                  union
                  select m.subscription from role_assignment a join management_group_subscription m on m.group_key = a.scope_key
                  where\s""" + HeldSql.by(2) + """
            ) mine
            """;

    private static final String PARTNERS = ASSIGNED + """
            join subscription_owner o on o.subscription = mine.subscription join scope s on s.id = o.scope_id
            left join billing_details d on d.scope_id = s.id
            where cast(?1 as text) is not null
            """;

    /**
     * ?3 is a customer's tenant. Of several accounts that know the subscription as that customer's, the one is taken that is taken wherever the subscription is named ({@code PlaceTable}), and the
     * policy of the customer in that account decides. That customer is found by its key, and by its columns where the key is a digest. The collation is said where texts are compared through the index over
     * scopes, which has the other one.
     */
    private static final String CUSTOMERS = ASSIGNED + """
            join lateral (
                select p.* from scope p left join subscription_owner now on now.subscription = mine.subscription and now.scope_id = p.id
                where p.kind = 4 and lower(p.subscription) = mine.subscription collate "default" and lower(p.customer) = cast(?3 as text)
                order by now.subscription nulls last, p.id desc limit 1) s on true
            left join subscription_owner o on o.subscription = mine.subscription and o.scope_id = s.id
            left join billing_details d on d.scope_id = s.id
            where cast(?1 as text) is not null
              and (exists (select from customer c join scope of_customer on of_customer.id = c.scope_id
                           where c.view_charges and of_customer.key =\s""" + ScopeKeySql.customerOf("s") + """
            )
                   or starts_with(s.key, 's' || chr(10) || chr(10))
                      and exists (select from customer c join scope of_customer on of_customer.id = c.scope_id
                                  where c.view_charges and lower(of_customer.customer) = cast(?3 as text)
                                    and lower(of_customer.billing_account) = lower(s.billing_account)))
            """;

    private SeenSubscriptionTable() {}

    /**
     * A part of those that somebody sees, or one of them.
     *
     * @param sight what is seen, by whom
     * @param only the one that is asked for, in lower case; empty for all
     */
    static Uni<ListPart<SeenSubscription>> part(
            Mutiny.StatelessSession session, Sight sight, String only, ListQuestion question) {
        String key = sight.key();
        Object[] given = sight.given();
        if (only.isEmpty()) {
            return table(sight.from(), key).part(session, question, given);
        }
        Object[] named = new Object[given.length + 1];
        System.arraycopy(given, 0, named, 0, given.length);
        named[given.length] = only;
        return table(sight.from() + " and " + key + " = cast(?" + named.length + " as text)", key)
                .part(session, question, named);
    }

    private static ListTable<SeenSubscription> table(String from, String key) {
        return new ListTable<>(COLUMNS, from, key, FIELDS, SeenSubscriptionTable::read);
    }

    private static SeenSubscription read(Object[] row) {
        return new SeenSubscription((String) row[0], (String) row[1], (String) row[2], (Boolean) row[3]);
    }

    /**
     * What somebody sees.
     *
     * @param key by which subscriptions are told apart, in lower case
     * @param given parameters of the statement
     */
    record Sight(String from, String key, Object... given) {

        /** Everything that is known. */
        static Sight ofAdmins(String partner) {
            return new Sight(ALL, "o.subscription", partner);
        }

        /** Where somebody of the partner's has a role. */
        static Sight ofPartners(String partner, Principal principal) {
            return new Sight(PARTNERS, "mine.subscription", partner, principal.holders());
        }

        /** Where somebody of a customer's has a role, while the customer's policy lets it see cost. */
        static Sight ofCustomers(String partner, Principal principal) {
            return new Sight(
                    CUSTOMERS,
                    "mine.subscription",
                    partner,
                    principal.holders(),
                    principal.tenant().toLowerCase(Locale.ROOT));
        }
    }
}
