package dev.outlay.budget.ledger;

import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.budget.scope.ScopeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scope as charges make it known, before it has an id. */
record ScopeRow(
        ScopeKey key,
        ScopeKind kind,
        String account,
        @Nullable String profile,
        @Nullable String customer,
        @Nullable String subscription,
        @Nullable String resourceGroup,
        @Nullable String displayName,
        @Nullable String currency) {

    /** Whether it is a billing account or profile: what invoices are made for. */
    boolean isOfInvoices() {
        return kind == ScopeKind.BILLING_ACCOUNT || kind == ScopeKind.BILLING_PROFILE;
    }

    /** The scopes of a description, outermost first. */
    static List<ScopeRow> of(Description description) {
        Charge charge = description.charge();
        ColumnValues columns = charge.columns();
        StatedProfile elsewhere = description.elsewhere();
        List<ScopeRow> rows = new ArrayList<>();
        rows.add(new ScopeRow(
                description.account(),
                ScopeKind.BILLING_ACCOUNT,
                charge.account(),
                null,
                null,
                null,
                null,
                columns.get(Column.X_BILLING_ACCOUNT_NAME),
                "USD"));
        rows.add(new ScopeRow(
                description.profile(),
                ScopeKind.BILLING_PROFILE,
                charge.account(),
                elsewhere == null ? charge.profile() : elsewhere.profile(),
                null,
                null,
                null,
                elsewhere == null ? columns.get(Column.X_BILLING_PROFILE_NAME) : null,
                charge.currency()));
        ScopeKey customer = description.customer();
        if (customer != null) {
            rows.add(new ScopeRow(
                    customer,
                    ScopeKind.CUSTOMER,
                    charge.account(),
                    null,
                    charge.customer(),
                    null,
                    null,
                    columns.get(Column.X_CUSTOMER_NAME),
                    charge.currency()));
        }
        ScopeKey subscription = description.subscription();
        if (subscription != null) {
            rows.add(new ScopeRow(
                    subscription,
                    ScopeKind.SUBSCRIPTION,
                    charge.account(),
                    null,
                    charge.customer(),
                    charge.subscription(),
                    null,
                    columns.get(Column.SUB_ACCOUNT_NAME),
                    charge.currency()));
        }
        ScopeKey resourceGroup = description.resourceGroup();
        if (resourceGroup != null) {
            rows.add(new ScopeRow(
                    resourceGroup,
                    ScopeKind.RESOURCE_GROUP,
                    charge.account(),
                    null,
                    charge.customer(),
                    charge.subscription(),
                    charge.resourceGroup(),
                    charge.resourceGroup(),
                    charge.currency()));
        }
        return rows;
    }
}
