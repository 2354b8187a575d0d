package dev.outlay.budget.billing;

import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListSql;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.budget.scope.ScopeKeySql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Subscriptions in the table {@code scope}, with what the daily cost says of them. */
@ApplicationScoped
class BillingSubscriptionTable {

    /** After every id, in the order of the database. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** A page is cut before anything is added up, so that its cost does not depend on how many subscriptions there are. */
    private static final String PAGE = """
            with page as (
                select s.id, s.key, s.customer, s.subscription, s.display_name, s.currency, o.scope_id is not null as current{place}
                {from}
                order by {order}{limit})
            """;

    /** ?1 is the key of a profile, or null for all; {customer} the id of a customer in lower case, or null. */
    private static final String FROM = ScopeSql.ofAccount(4, "s", "{from}", "{to}", """
                  lower(billing_account) = cast({account} as text)
                  and (cast({customer} as text) is null or lower(customer) = cast({customer} as text))\
            """) + """
            left join subscription_owner o on o.scope_id = s.id
            where\s"""
            + UnchargedSql.IS_SOMEBODYS + """
              and (cast(?1 as text) is null
                   or exists (select from cost_group g join scope p on p.id = g.profile_scope join daily_cost d on d.cost_group_id = g.id and d.charges <> 0
                              where g.subscription_scope = s.id and p.key = cast(?1 as text))
                   or (select p.id from scope p where p.key = cast(?1 as text)) =\s""" + UnchargedSql.expectedProfile("s") + ")\n";

    private static final String COUNT = "select count(*) " + numbered(2);

    static final ListedFields FIELDS = new ListedFields(
            "billing subscriptions",
            List.of(
                    new Field("name", "s.subscription"),
                    new Field("subscriptionId", "s.subscription"),
                    new Field(
                            "displayName",
                            "coalesce((select said.display_name from billing_details said where said.scope_id = s.id), s.display_name, s.subscription)"),
                    new Field(
                            "subscriptionBillingStatus",
                            "case when o.scope_id is null then 'Inactive' else 'Active' end"),
                    new Field(
                            "customerId",
                            "coalesce('/providers/Microsoft.Billing/billingAccounts/' || s.billing_account || '/customers/' || s.customer, '')")),
            List.of("subscriptionId", "displayName"));

    /** Of several customers that have had it, the one that has it now. */
    private static final String ONE = """
            with page as (
                select s.id, s.key, s.customer, s.subscription, s.display_name, s.currency, o.scope_id is not null as current
                from scope s left join subscription_owner o on o.scope_id = s.id
                where s.kind = 4 and lower(s.subscription) = ?5 and s.key > ?6 and s.key < ?7 and\s""" + UnchargedSql.IS_SOMEBODYS + """
                order by o.scope_id is null, s.id desc limit 1)
            """;

    /** Found by its key, so that a name counts as the same here as where it is made known. */
    private static final String ONE_OF_CUSTOMER = """
            with page as (
                select s.id, s.key, s.customer, s.subscription, s.display_name, s.currency, o.scope_id is not null as current
                from scope s left join subscription_owner o on o.scope_id = s.id
                where s.kind = 4 and s.key = ?5 and\s""" + UnchargedSql.IS_SOMEBODYS + ")\n";

    /**
     * What was said of a subscription goes before what its charges say, and its customer is found by its key where it has none.
     *
     * <p>?1 is the key of a profile, or null for that of the newest charge, whose charges are added to those of former profiles in the same currency; ?2 to ?4 the first of last month, the first of this, and tomorrow.
     */
    private static final String SEEN = """
            select page.subscription, coalesce(own.display_name, page.display_name), page.customer, coalesce(c.display_name, buyer.display_name), page.current,
                   p.billing_profile, coalesce(b.display_name, p.display_name), cast(coalesce(p.currency, page.currency) as text), first.day, newest.day,
                   charges.last_month, charges.this_month, stated.plan ->> 'skuId', stated.plan ->> 'skuDescription',
                   coalesce(said.reseller ->> 'resellerId', told.id), case when said.reseller ->> 'resellerId' is null then told.name else said.reseller ->> 'description' end, own.details ->> 'costCenter'{placed}
            from page
            left join billing_details own on own.scope_id = page.id
            left join lateral (
                select g.profile_scope, g.customer_scope, known.day
                from cost_group g
                join scope of_profile on of_profile.id = g.profile_scope and (cast(?1 as text) is null or of_profile.key = cast(?1 as text))
                join lateral (select d.day from daily_cost d where d.cost_group_id = g.id and d.charges > 0
                              order by d.day desc limit 1) as known on true
                where g.subscription_scope = page.id
                order by known.day desc, g.id desc limit 1) as newest on true
            left join scope p on p.id = coalesce(newest.profile_scope,\s""" + UnchargedSql.expectedProfile("page") + """
            )
            left join billing_details b on b.scope_id = p.id
            left join scope buyer on buyer.id = coalesce(newest.customer_scope, (select of_customer.id from scope of_customer where of_customer.key =\s""" + ScopeKeySql.customerOf("page")
            + """
            ))
            left join customer c on c.scope_id = buyer.id
            left join lateral (
                select case when jsonb_array_length(d.details -> 'enabledAzurePlans') = 1 then d.details -> 'enabledAzurePlans' -> 0 end as plan,
                       case when jsonb_array_length(d.details -> 'resellers') = 1 then d.details -> 'resellers' -> 0 end as reseller,
                       jsonb_array_length(d.details -> 'resellers') = 0 as has_none
                from billing_details d where d.scope_id = buyer.id) as said on true
            left join lateral reseller_of_subscription(
                case when said.reseller ->> 'resellerId' is null and said.has_none is not true then page.id end) as told on true
            left join lateral (
                select case when own.details ->> 'skuId' is null then said.plan else own.details end as plan) as stated on true
            left join lateral (
                select min(known.day) as day
                from cost_group g
                join lateral (select d.day from daily_cost d where d.cost_group_id = g.id and d.charges > 0
                              order by d.day limit 1) as known on true
                where g.subscription_scope = page.id) as first on true
            left join lateral (
                select coalesce(sum(d.billed) filter (where d.day < cast(?3 as date)), 0) as last_month,
                       coalesce(sum(d.billed) filter (where d.day >= cast(?3 as date)), 0) as this_month
                from cost_group g join daily_cost d on d.cost_group_id = g.id join scope charged on charged.id = g.profile_scope
                where g.subscription_scope = page.id
                  and (g.profile_scope = newest.profile_scope or (cast(?1 as text) is null and charged.currency = p.currency))
                  and d.day >= cast(?2 as date) and d.day < cast(?4 as date) and\s""" + InvoicedCategories.CONDITION + """
            ) as charges on true
            order by {ordered}
            """;

    /**
     * Subscriptions of an account, or of one customer in it, or on one profile's invoices, by customer and id.
     *
     * @param customer null for all
     * @param profile null for all; otherwise the amounts are those of its invoices alone
     * @param today in UTC
     */
    Uni<ListPart<BillingSubscription>> page(
            Mutiny.StatelessSession session,
            String account,
            @Nullable String customer,
            @Nullable ScopeKey profile,
            ListQuestion question,
            LocalDate today) {
        ListSql sql = new ListSql(question, FIELDS, "s.key", 9);
        String page = PAGE.replace("{place}", sql.place())
                .replace("{from}", numbered(5) + sql.chosen() + sql.begun())
                .replace("{order}", sql.order())
                .replace("{limit}", sql.limit());
        String seen = SEEN.replace("{placed}", sql.placed("page")).replace("{ordered}", sql.orderOf("page"));
        return total(session, account, customer, profile, question).chain(total -> dated(
                        sql.bind(of(session.createNativeQuery(page + seen, Object[].class), 5, account, customer)),
                        profile,
                        today)
                .getResultList()
                .map(rows -> ListPart.cut(rows, question.size(), sql::position, total.orElse(null))
                        .map(BillingSubscriptionTable::read)));
    }

    private static Uni<Optional<Long>> total(
            Mutiny.StatelessSession session,
            String account,
            @Nullable String customer,
            @Nullable ScopeKey profile,
            ListQuestion question) {
        if (!question.counted()) {
            return Uni.createFrom().item(Optional.empty());
        }
        ListSql sql = new ListSql(question, FIELDS, "s.key", 6);
        return sql.bindChosen(of(session.createNativeQuery(COUNT + sql.chosen(), Long.class), 2, account, customer))
                .setParameter(1, profile == null ? null : profile.text())
                .getSingleResult()
                .map(Optional::of);
    }

    /** The same with its own parameters from one on. */
    private static String numbered(int first) {
        return FROM.replace("{from}", "?" + first)
                .replace("{to}", "?" + (first + 1))
                .replace("{account}", "?" + (first + 2))
                .replace("{customer}", "?" + (first + 3));
    }

    private static <T> Mutiny.SelectionQuery<T> of(
            Mutiny.SelectionQuery<T> query, int first, String account, @Nullable String customer) {
        String prefix = prefix(account, customer);
        return query.setParameter(first, prefix)
                .setParameter(first + 1, prefix + LAST)
                .setParameter(first + 2, account.toLowerCase(Locale.ROOT))
                .setParameter(first + 3, customer == null ? null : customer.toLowerCase(Locale.ROOT));
    }

    /** @param customer null for whoever has it now */
    Uni<Optional<BillingSubscription>> one(
            Mutiny.StatelessSession session,
            String account,
            @Nullable String customer,
            String subscription,
            LocalDate today) {
        if (customer != null) {
            return dated(session.createNativeQuery(seen(ONE_OF_CUSTOMER), Object[].class), null, today)
                    .setParameter(
                            5,
                            ScopeKey.subscription(account, customer, subscription)
                                    .text())
                    .getResultList()
                    .map(rows -> rows.stream().findFirst().map(BillingSubscriptionTable::read));
        }
        String prefix = prefix(account, null);
        return dated(session.createNativeQuery(seen(ONE), Object[].class), null, today)
                .setParameter(5, subscription.toLowerCase(Locale.ROOT))
                .setParameter(6, prefix)
                .setParameter(7, prefix + LAST)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(BillingSubscriptionTable::read));
    }

    private static String seen(String page) {
        return page + SEEN.replace("{placed}", "").replace("{ordered}", "page.key");
    }

    private static Mutiny.SelectionQuery<Object[]> dated(
            Mutiny.SelectionQuery<Object[]> query, @Nullable ScopeKey profile, LocalDate today) {
        LocalDate thisMonth = today.withDayOfMonth(1);
        return query.setParameter(1, profile == null ? null : profile.text())
                .setParameter(2, thisMonth.minusMonths(1))
                .setParameter(3, thisMonth)
                .setParameter(4, today.plusDays(1));
    }

    /** What the keys of all subscriptions of an account, or of a customer, begin with. */
    static String prefix(String account, @Nullable String customer) {
        if (customer == null) {
            String ofNobody = ScopeKey.subscription(account, null, "").text();
            return ofNobody.substring(0, ofNobody.length() - 1);
        }
        return ScopeKey.subscription(account, customer, "").text();
    }

    private static BillingSubscription read(Object[] row) {
        return new BillingSubscription(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (Boolean) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (LocalDate) row[8],
                (LocalDate) row[9],
                (BigDecimal) row[10],
                (BigDecimal) row[11],
                said((String) row[12], (String) row[13]),
                said((String) row[14], (String) row[15]),
                (String) row[16]);
    }

    private static BillingSubscription.@Nullable Said said(@Nullable String id, @Nullable String description) {
        return id == null ? null : new BillingSubscription.Said(id, description);
    }
}
