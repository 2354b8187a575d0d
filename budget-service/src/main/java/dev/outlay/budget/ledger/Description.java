package dev.outlay.budget.ledger;

import dev.outlay.budget.dimension.BillingPeriod;
import dev.outlay.budget.scope.ScopeKey;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A charge's description on its way to being interned: which scopes it names, and under which agreement it counts.
 *
 * @param charge one charge that is described so; its amounts do not matter
 */
record Description(Charge charge, Agreement agreement) {

    /** Sets the description of a charge under one agreement apart from the same under the other. */
    private static final long AGREEMENT_SALT = 0x9e3779b97f4a7c15L;

    UUID fingerprint() {
        return fingerprint(charge.columns().fingerprint(), agreement);
    }

    static UUID fingerprint(UUID columns, Agreement agreement) {
        return agreement == Agreement.MICROSOFT_CUSTOMER_AGREEMENT ? columns : underTheOther(columns);
    }

    /** From the fingerprint under one agreement to that under the other, and back. */
    static UUID underTheOther(UUID fingerprint) {
        return new UUID(fingerprint.getMostSignificantBits(), fingerprint.getLeastSignificantBits() ^ AGREEMENT_SALT);
    }

    DescriptionTexts texts() {
        return DescriptionTexts.of(charge.columns().present(), charge.columns().tags());
    }

    Counting counting() {
        return Counting.of(charge.category(), agreement, charge.commitment());
    }

    ScopeKey account() {
        return ScopeKey.billingAccount(charge.account());
    }

    ScopeKey profile() {
        return ScopeKey.billingProfile(charge.account(), charge.profile());
    }

    @Nullable
    ScopeKey customer() {
        return customerOf(charge);
    }

    static @Nullable ScopeKey customerOf(Charge charge) {
        return charge.customer() == null ? null : ScopeKey.customer(charge.account(), charge.customer());
    }

    @Nullable
    ScopeKey subscription() {
        return charge.subscription() == null
                ? null
                : ScopeKey.subscription(charge.account(), charge.customer(), charge.subscription());
    }

    @Nullable
    ScopeKey resourceGroup() {
        return charge.subscription() == null || charge.resourceGroup() == null
                ? null
                : ScopeKey.resourceGroup(
                        charge.account(), charge.customer(), charge.subscription(), charge.resourceGroup());
    }

    List<ScopeKey> scopes() {
        return Stream.of(account(), profile(), customer(), subscription(), resourceGroup())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The daily cost's key. */
    UUID costGroupFingerprint() {
        ColumnValues columns = charge.columns();
        LocalDate period = billingPeriod();
        Fingerprint group = Fingerprint.begin()
                .add(account().text())
                .add(profile().text())
                .add(customer() == null ? null : customer().text())
                .add(subscription() == null ? null : subscription().text())
                .add(resourceGroup() == null ? null : resourceGroup().text())
                .add(columns.get(Column.INVOICE_ID))
                .add(columns.get(Column.SERVICE_NAME))
                .add(charge.category().label())
                .add(columns.get(Column.COMMITMENT_DISCOUNT_ID))
                .add(columns.get(Column.X_PARTNER_CREDIT_APPLIED))
                .add(charge.currency());
        return fingerprint((period == null ? group : group.add(period.toString())).finish(), agreement);
    }

    @Nullable
    Boolean partnerCreditApplied() {
        String value = charge.columns().get(Column.X_PARTNER_CREDIT_APPLIED);
        return value == null ? null : value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** First day of the month in which the charge is billed. It is told from the columns alone, since charges of several months may have one description. */
    @Nullable
    LocalDate billingPeriod() {
        return BillingPeriod.of(charge.columns().get(Column.BILLING_PERIOD_START));
    }
}
