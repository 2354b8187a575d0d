package dev.outlay.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However a customer is put under agreements and on profiles, its stored descriptions become what charges that come then are described by, and nothing changes for one of which nothing is stated. */
class ReclassifiedTest {

    private static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);
    private static final int OWN_SCOPE = 7;
    private static final StatedProfile OWN = StatedProfile.of(ALWAYS, OWN_SCOPE, "acc", "OWN", "Own", "CHF");
    private static final StatedProfile OTHER = StatedProfile.of(ALWAYS, 8, "acc", "other", "Other", "CHF");
    private static final StatedProfile UNNAMED = StatedProfile.of(ALWAYS, 9, "acc", "unnamed", null, "CHF");

    @Test
    void whatIsNotStatedChangesNoFingerprint() {
        Charge charge = charge("2026-11-03");
        Description described = describe(charge, CustomerTerms.NOTHING_STATED);

        assertThat(described.fingerprint()).isEqualTo(charge.columns().fingerprint());
        assertThat(describe(charge, terms(Agreement.MICROSOFT_CUSTOMER_AGREEMENT, OWN)))
                .as("stated where its source says, in another casing")
                .isEqualTo(described);
        assertThat(described.costGroupFingerprint())
                .isEqualTo(Fingerprint.begin()
                        .add("a\nacc")
                        .add("p\nacc\nown")
                        .add("c\nacc\ncustomer")
                        .add((String) null)
                        .add((String) null)
                        .add((String) null)
                        .add("Storage")
                        .add("Usage")
                        .add((String) null)
                        .add((String) null)
                        .add("CHF")
                        .finish());
    }

    @Test
    void everyWayLeadsToWhatIsMadeOfNewCharges() {
        Charge charge = charge("2026-11-03");
        Random random = new Random(20261126);
        List<StatedProfile> profiles = List.of(OWN, OTHER, UNNAMED);
        for (int way = 0; way < 200; way++) {
            DimensionSet set = stored(describe(charge, CustomerTerms.NOTHING_STATED), OWN_SCOPE);
            for (int step = 0; step < 5; step++) {
                Agreement agreement = Agreement.values()[random.nextInt(2)];
                StatedProfile profile = profiles.get(random.nextInt(profiles.size()));
                Reclassified reclassified = new Reclassified(set, agreement, profile);
                Description wanted = describe(charge, terms(agreement, profile));

                assertThat(reclassified.fingerprint()).isEqualTo(wanted.fingerprint());
                assertThat(reclassified.texts().dimensions())
                        .isEqualTo(wanted.texts().dimensions());
                assertThat(reclassified.texts().isElsewhere())
                        .isEqualTo(wanted.texts().isElsewhere());
                assertThat(reclassified.counting()).isEqualTo(wanted.counting());
                set = stored(wanted, profile.scope());
            }
        }
    }

    @Test
    void whereItIsIsShownAndWhatItsSourceSaysIsKept() {
        Charge charge = charge("2026-11-03");
        DescriptionTexts texts =
                describe(charge, terms(Agreement.CSP_OFFER, OTHER)).texts();

        assertThat(texts.dimensions())
                .containsEntry("x_BillingProfileId", "other")
                .containsEntry("x_BillingProfileName", "Other")
                .containsEntry("ServiceName", "Storage");
        assertThat(texts.sourceProfile()).isEqualTo("own");
        assertThat(texts.at(UNNAMED).dimensions()).doesNotContainKey("x_BillingProfileName");
        assertThat(texts.at(UNNAMED).asTheSourceSays().dimensions())
                .isEqualTo(charge.columns().present());
    }

    @Test
    void ofSeveralPlacesTheLastOneUpToTheMonthHolds() {
        StatedProfile later =
                StatedProfile.of(LocalDate.of(2026, 10, 1), OTHER.scope(), "acc", "other", "Other", "CHF");
        StatedProfile last =
                StatedProfile.of(LocalDate.of(2026, 12, 1), UNNAMED.scope(), "acc", "unnamed", null, "CHF");
        CustomerTerms terms = new CustomerTerms(Agreement.MICROSOFT_CUSTOMER_AGREEMENT, List.of(later, last));

        List<@Nullable StatedProfile> found = new ArrayList<>();
        for (String day : List.of("2026-09-30", "2026-10-01", "2026-11-30", "2026-12-01")) {
            found.add(terms.elsewhere(charge(day)));
        }
        assertThat(found).containsExactly(null, later, later, last);
    }

    private static CustomerTerms terms(Agreement agreement, StatedProfile profile) {
        return new CustomerTerms(agreement, List.of(profile));
    }

    private static Description describe(Charge charge, CustomerTerms terms) {
        return new Description(charge, terms.agreement(), terms.elsewhere(charge));
    }

    private static DimensionSet stored(Description description, int profile) {
        return new DimensionSet(
                1,
                description.fingerprint(),
                2,
                new DimensionSet.Places(3, profile, 4, null, null),
                description.counting(),
                description.agreement(),
                "CHF",
                description.texts());
    }

    static Charge charge(String day) {
        return new Charge(
                "source",
                "id",
                0,
                null,
                false,
                "acc",
                "own",
                "customer",
                null,
                null,
                ChargeCategory.USAGE,
                CommitmentUse.NONE,
                "CHF",
                Instant.parse(day + "T23:59:59Z"),
                null,
                BigDecimal.ONE,
                BigDecimal.ONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new ColumnValues.Builder()
                        .set(Column.X_BILLING_ACCOUNT_ID, "acc")
                        .set(Column.X_BILLING_PROFILE_ID, "own")
                        .set(Column.X_BILLING_PROFILE_NAME, "As its source calls it")
                        .set(Column.SERVICE_NAME, "Storage")
                        .set(Column.CHARGE_CATEGORY, "Usage")
                        .tag("env", "prod")
                        .build(),
                null,
                null);
    }
}
