package dev.outlay.budget.billing;

import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListTable;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
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
            from (with bought as (
                select d.id, d.currency, d.dimensions, p.billing_account, p.billing_profile, coalesce(b.display_name, p.display_name) as profile_name,
                       buyer.customer, coalesce(known.display_name, buyer.display_name) as customer_name,
                       cast(cast(md5(concat_ws(chr(10), p.key, coalesce(buyer.key, ''), lower(coalesce(
                           d.dimensions ->> 'x_ProductOrderId', d.dimensions ->> 'CommitmentDiscountId', d.dimensions ->> 'ResourceId',
                           d.dimensions ->> 'SkuId', d.dimensions ->> 'ChargeDescription', '')))) as uuid) as text) collate "C" as name
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
            select * from charged where newest = 1) as p
            where (cast(?4 as text) is null or p.name = cast(?4 as text))
            """;

    /** The ARM id of a product's account. */
    private static final String ACCOUNT_ID = "'/providers/Microsoft.Billing/billingAccounts/' || p.billing_account";

    static final ListedFields FIELDS = new ListedFields(
            "products",
            List.of(
                    new Field("name", "p.name"),
                    new Field(
                            "displayName",
                            "coalesce(p.dimensions ->> 'x_ProductOrderName', p.dimensions ->> 'CommitmentDiscountName',"
                                    + " p.dimensions ->> 'x_SkuProductName', p.dimensions ->> 'ChargeDescription', p.name)"),
                    new Field("productTypeId", "coalesce(p.dimensions ->> 'SkuId', '')"),
                    new Field("tenantId", "coalesce(p.customer, '')"),
                    new Field("customerId", "coalesce(" + ACCOUNT_ID + " || '/customers/' || p.customer, '')"),
                    new Field("customerDisplayName", "coalesce(p.customer_name, p.customer, '')"),
                    new Field("billingProfileId", ACCOUNT_ID + " || '/billingProfiles/' || p.billing_profile"),
                    new Field("billingProfileDisplayName", "coalesce(p.profile_name, p.billing_profile)")),
            List.of("name", "displayName", "customerDisplayName"));

    private static final ListTable<Product> LIST = new ListTable<>("""
            p.name, cast(extract(epoch from p.first) * 1000 as bigint), cast(extract(epoch from p.charge_start) * 1000 as bigint),
            cast(p.currency as text), p.billed, p.quantity, p.billing_profile, p.profile_name, p.customer, p.customer_name, cast(p.dimensions as text)\
            """, PRODUCTS, "p.name", FIELDS, ProductTable::read);

    /**
     * Products of a billing scope by their names.
     *
     * @param name of the only one; null for all
     */
    Uni<ListPart<Product>> page(
            Mutiny.StatelessSession session, Scope scope, @Nullable String name, ListQuestion question) {
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
        return LIST.part(
                session,
                question,
                account.text(),
                profile == null ? null : profile.text(),
                customer == null ? null : customer.text(),
                name == null ? null : name.toLowerCase(Locale.ROOT));
    }

    Uni<Optional<Product>> one(Mutiny.StatelessSession session, Scope scope, String name) {
        return page(session, scope, name, ListQuestion.first(1))
                .map(found -> found.items().stream().findFirst());
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
