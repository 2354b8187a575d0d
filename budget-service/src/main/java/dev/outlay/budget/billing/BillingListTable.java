package dev.outlay.budget.billing;

import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListTable;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lists of billing accounts, profiles and customers, by key. A page is read through the index of keys, so that its cost does not depend on how many come before it. */
@ApplicationScoped
class BillingListTable {

    static final ListedFields ACCOUNT_FIELDS = new ListedFields(
            "billing accounts",
            List.of(
                    new Field("name", "s.billing_account"),
                    new Field("displayName", "coalesce(b.display_name, s.display_name, s.billing_account)"),
                    said("agreementType", "MicrosoftPartnerAgreement"),
                    said("accountStatus", "Active"),
                    said("organizationId", "")),
            List.of("name", "displayName"));

    static final ListedFields PROFILE_FIELDS = new ListedFields(
            "billing profiles",
            List.of(
                    new Field("name", "s.billing_profile"),
                    new Field("displayName", "coalesce(b.display_name, s.display_name, s.billing_profile)"),
                    new Field("currency", "coalesce(cast(s.currency as text), '')"),
                    said("status", "Active"),
                    said("poNumber", ""),
                    said("billingRelationshipType", "")),
            List.of("name", "displayName", "poNumber"));

    /** As they are shown: what was said of a customer, else what its charges say. */
    private static final String RESELLERS = "coalesce(b.details -> 'resellers', resellers_of_customer(s.id))";

    static final ListedFields CUSTOMER_FIELDS = new ListedFields(
            "customers",
            List.of(
                    new Field("name", "s.customer"),
                    new Field("displayName", "coalesce(c.display_name, s.display_name, s.customer)"),
                    new Field(
                            "agreementType",
                            "case when coalesce(c.agreement, 1) = 2 then 'CspOffer' else 'MicrosoftCustomerAgreement' end"),
                    new Field("billingProfileId", InvoicedOnSql.ID),
                    said("status", "Active"),
                    ofMany("resellers/resellerId", RESELLERS, "resellerId"),
                    ofMany("resellers/description", RESELLERS, "description"),
                    ofMany("enabledAzurePlans/skuId", "coalesce(b.details -> 'enabledAzurePlans', '[]')", "skuId")),
            List.of("name", "displayName"));

    /** After every id, in the order of the database. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String ENTITY =
            "coalesce(b.display_name, s.display_name), cast(s.currency as text), coalesce(cast(b.details as text), '{}')";

    private static final ListTable<BillingEntity> ACCOUNTS = new ListTable<>(
            "s.billing_account, " + ENTITY,
            "from scope s left join billing_details b on b.scope_id = s.id where s.kind = 1 and s.key >= 'a' || chr(10) and s.key < 'a' || chr(11) and "
                    + KnownSql.ACCOUNT,
            "s.key",
            ACCOUNT_FIELDS,
            BillingTable::entity);

    private static final ListTable<BillingEntity> PROFILES = new ListTable<>(
            "s.billing_profile, " + ENTITY,
            ofAccount(2, "p") + "where " + KnownSql.PROFILE,
            "s.key",
            PROFILE_FIELDS,
            BillingTable::entity);

    private static final String CUSTOMERS_OF_ACCOUNT =
            ofAccount(3, "c") + """
            left join customer c on c.scope_id = s.id
            """ + BillingTable.OF_PROFILE + "where true\n";

    private static final ListTable<Customer> CUSTOMERS = new ListTable<>(
            BillingTable.CUSTOMER_COLUMNS,
            CUSTOMERS_OF_ACCOUNT + "and " + KnownSql.CUSTOMER,
            "s.key",
            CUSTOMER_FIELDS,
            BillingTable::read);

    /** Those with charges on a profile's invoices, and those that people have put there. Each is looked up on its own, so that a page is a page. */
    private static final ListTable<Customer> CUSTOMERS_OF_PROFILE = new ListTable<>(
            BillingTable.CUSTOMER_COLUMNS, CUSTOMERS_OF_ACCOUNT + """
            and (p.id = (select id from scope where key = ?4)
                 or exists (select from cost_group g join daily_cost d on d.cost_group_id = g.id and d.charges <> 0
                            where g.profile_scope = (select id from scope where key = ?4) and g.customer_scope = s.id))
            """, "s.key", CUSTOMER_FIELDS, BillingTable::read);

    private static Field said(String name, String otherwise) {
        return new Field(name, "coalesce(b.details ->> '" + name + "', '" + otherwise + "')");
    }

    /** A member of the things in a list. */
    private static Field ofMany(String name, String list, String member) {
        return new Field(
                name,
                "coalesce(one.said ->> '" + member + "', '')",
                "exists (select from jsonb_array_elements(" + list + ") as one (said) where {})");
    }

    private static String ofAccount(int kind, String letter) {
        return ScopeSql.ofAccount(kind, letter, "?1", "?2", "lower(billing_account) = cast(?3 as text)")
                + "left join billing_details b on b.scope_id = s.id\n";
    }

    Uni<ListPart<BillingEntity>> accounts(Mutiny.StatelessSession session, ListQuestion question) {
        return ACCOUNTS.part(session, question);
    }

    Uni<ListPart<BillingEntity>> profiles(Mutiny.StatelessSession session, String account, ListQuestion question) {
        String prefix = ScopeKey.billingProfile(account, "").text();
        return PROFILES.part(session, question, prefix, prefix + LAST, lower(account));
    }

    Uni<ListPart<Customer>> customers(Mutiny.StatelessSession session, String account, ListQuestion question) {
        String prefix = ScopeKey.customer(account, "").text();
        return CUSTOMERS.part(session, question, prefix, prefix + LAST, lower(account));
    }

    Uni<ListPart<Customer>> customers(
            Mutiny.StatelessSession session, String account, ScopeKey profile, ListQuestion question) {
        String prefix = ScopeKey.customer(account, "").text();
        return CUSTOMERS_OF_PROFILE.part(session, question, prefix, prefix + LAST, lower(account), profile.text());
    }

    private static String lower(String account) {
        return account.toLowerCase(Locale.ROOT);
    }
}
