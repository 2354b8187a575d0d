package dev.outlay.budget.ledger;

import dev.outlay.budget.dimension.BillingPeriod;
import dev.outlay.budget.scope.ScopeKey;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A charge's description on its way to being interned: which scopes it names, under which agreement it counts, and on which profile it is.
 *
 * @param charge one charge that is described so; its amounts do not matter
 * @param elsewhere the profile on which it is; null where that is the one that its source says
 */
record Description(
        Charge charge, Agreement agreement, @Nullable StatedProfile elsewhere) {

    /** Sets the description of a charge under one agreement apart from the same under the other. */
    private static final long AGREEMENT_SALT = 0x9e3779b97f4a7c15L;

    UUID fingerprint() {
        return fingerprint(charge.columns().fingerprint(), agreement, elsewhere);
    }

    /** Of columns where their source says, they are fingerprinted as ever: millions of stored rows are. */
    static UUID fingerprint(UUID columns, Agreement agreement, @Nullable StatedProfile elsewhere) {
        UUID placed = elsewhere == null ? columns : salted(columns, elsewhere.salt());
        return fingerprint(placed, agreement);
    }

    private static UUID fingerprint(UUID placed, Agreement agreement) {
        return agreement == Agreement.MICROSOFT_CUSTOMER_AGREEMENT ? placed : underTheOther(placed);
    }

    /** From the fingerprint under one agreement to that under the other, and back. */
    static UUID underTheOther(UUID fingerprint) {
        return new UUID(fingerprint.getMostSignificantBits(), fingerprint.getLeastSignificantBits() ^ AGREEMENT_SALT);
    }

    private static UUID salted(UUID fingerprint, UUID salt) {
        return new UUID(
                fingerprint.getMostSignificantBits() ^ salt.getMostSignificantBits(),
                fingerprint.getLeastSignificantBits() ^ salt.getLeastSignificantBits());
    }

    /** From a stored description back to the fingerprint of its columns as their source says them. */
    static UUID columnsOf(DimensionSet set) {
        UUID placed = fingerprint(set.fingerprint(), set.agreement());
        return set.texts().isElsewhere()
                ? salted(placed, StatedProfile.saltOf(set.places().profile()))
                : placed;
    }

    DescriptionTexts texts() {
        DescriptionTexts said =
                DescriptionTexts.of(charge.columns().present(), charge.columns().tags());
        return elsewhere == null ? said : said.at(elsewhere);
    }

    Counting counting() {
        return Counting.of(charge.category(), agreement, charge.commitment());
    }

    ScopeKey account() {
        return ScopeKey.billingAccount(charge.account());
    }

    /** Where it is, which need not be where its source says. */
    ScopeKey profile() {
        return elsewhere == null ? ScopeKey.billingProfile(charge.account(), charge.profile()) : elsewhere.key();
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
        return costGroupFingerprint(
                new CostGroupPlaces(
                        account().text(),
                        profile().text(),
                        textOf(customer()),
                        textOf(subscription()),
                        textOf(resourceGroup())),
                charge.columns()::get,
                charge.category(),
                charge.currency(),
                billingPeriod(),
                agreement);
    }

    /** The keys of a daily cost's scopes. */
    record CostGroupPlaces(
            String account,
            String profile,
            @Nullable String customer,
            @Nullable String subscription,
            @Nullable String resourceGroup) {}

    /** The same for charges that a source describes so and for those that are moved to where it does. */
    static UUID costGroupFingerprint(
            CostGroupPlaces places,
            Function<Column, @Nullable String> columns,
            ChargeCategory category,
            String currency,
            @Nullable LocalDate period,
            Agreement agreement) {
        Fingerprint group = Fingerprint.begin()
                .add(places.account())
                .add(places.profile())
                .add(places.customer())
                .add(places.subscription())
                .add(places.resourceGroup())
                .add(columns.apply(Column.INVOICE_ID))
                .add(columns.apply(Column.SERVICE_NAME))
                .add(category.label())
                .add(columns.apply(Column.COMMITMENT_DISCOUNT_ID))
                .add(columns.apply(Column.X_PARTNER_CREDIT_APPLIED))
                .add(currency);
        return fingerprint((period == null ? group : group.add(period.toString())).finish(), agreement);
    }

    private static @Nullable String textOf(@Nullable ScopeKey key) {
        return key == null ? null : key.text();
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
