package dev.outlay.budget.billing;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Purchases of the ledger, put together by what was bought. They are few beside usage, and found by an index of their own. */
@ApplicationScoped
class ProductTable {

    /** What was bought is told by its order; where a charge has none, by whatever tells it best. */
    private static final String PRODUCTS = """
            with bought as (
                select d.id, d.currency, d.dimensions, p.billing_profile, coalesce(b.display_name, p.display_name) as profile_name,
                       buyer.customer, coalesce(known.display_name, buyer.display_name) as customer_name,
                       cast(cast(md5(concat_ws(chr(10), p.key, coalesce(buyer.key, ''), lower(coalesce(
                           d.dimensions ->> 'x_ProductOrderId', d.dimensions ->> 'CommitmentDiscountId', d.dimensions ->> 'ResourceId',
                           d.dimensions ->> 'SkuId', d.dimensions ->> 'ChargeDescription', '')))) as uuid) as text) as name
                from dimension_set d
                join scope p on p.id = d.profile_scope
                left join billing_details b on b.scope_id = p.id
                left join scope buyer on buyer.id = d.customer_scope
                left join customer known on known.scope_id = buyer.id
                where d.charge_category = 2 and d.account_scope = (select id from scope where key = ?1)
                  and (cast(?2 as text) is null or p.key = cast(?2 as text)) and (cast(?3 as text) is null or buyer.key = cast(?3 as text))),
            charged as (
                select bought.*, c.charge_start, min(c.charge_start) over (partition by bought.name) as first,
                       sum(c.billed) over (partition by bought.name, c.charge_start) as billed,
                       sum(c.quantity) over (partition by bought.name, c.charge_start) as quantity,
                       row_number() over (partition by bought.name order by c.charge_start desc, bought.id desc, c.source_id, c.id) as newest
                from bought join charge c on c.dimension_set_id = bought.id)
            select name, cast(extract(epoch from first) * 1000 as bigint), cast(extract(epoch from charge_start) * 1000 as bigint),
                   cast(currency as text), billed, quantity, billing_profile, profile_name, customer, customer_name, cast(dimensions as text)
            from charged
            where newest = 1 and name > ?4 and (cast(?5 as text) is null or name = cast(?5 as text))
            order by name limit ?6
            """;

    /**
     * Products of a billing scope by their names.
     *
     * @param after name after which to begin; empty for the beginning
     * @param name of the only one; null for all
     */
    Uni<List<Product>> page(
            Mutiny.StatelessSession session, Scope scope, String after, @Nullable String name, int limit) {
        ScopeKey account;
        ScopeKey profile = null;
        ScopeKey customer = null;
        switch (scope) {
            case Scope.BillingAccount it -> account = ScopeKey.billingAccount(it.account());
            case Scope.BillingProfile it -> {
                account = ScopeKey.billingAccount(it.account());
                profile = ScopeKey.billingProfile(it.account(), it.profile());
            }
            case Scope.Customer it -> {
                account = ScopeKey.billingAccount(it.account());
                customer = ScopeKey.customer(it.account(), it.customer());
            }
            default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
        }
        return session.createNativeQuery(PRODUCTS, Object[].class)
                .setParameter(1, account.text())
                .setParameter(2, profile == null ? null : profile.text())
                .setParameter(3, customer == null ? null : customer.text())
                .setParameter(4, after)
                .setParameter(5, name == null ? null : name.toLowerCase(Locale.ROOT))
                .setParameter(6, limit)
                .getResultList()
                .map(rows -> rows.stream().map(ProductTable::read).toList());
    }

    Uni<Optional<Product>> one(Mutiny.StatelessSession session, Scope scope, String name) {
        return page(session, scope, "", name, 1).map(found -> found.stream().findFirst());
    }

    private static Product read(Object[] row) {
        return new Product(
                (String) row[0],
                Instant.ofEpochMilli(((Number) row[1]).longValue()),
                Instant.ofEpochMilli(((Number) row[2]).longValue()),
                (String) row[3],
                (BigDecimal) row[4],
                (BigDecimal) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10]);
    }
}
