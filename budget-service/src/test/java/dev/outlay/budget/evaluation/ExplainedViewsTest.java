package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.ExplainedEvents.amounts;
import static dev.outlay.budget.evaluation.ExplainedEvents.crossing;
import static dev.outlay.budget.evaluation.ExplainedEvents.explanation;
import static dev.outlay.budget.evaluation.ExplainedEvents.movers;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.outbox.Explainer;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.budget.scope.ScopeKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the same charges at each kind of scope, metric and grain; against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(ExplainedCrossingsTest.Patient.class)
class ExplainedViewsTest {

    private static final String START = "2026-11-01";
    private static final String END = "2026-12-01";

    private final RecordCharges recordCharges;
    private final Explainer explainer;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    ExplainedViewsTest(RecordCharges recordCharges, Explainer explainer, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.explainer = explainer;
        this.vertx = vertx;
    }

    private LedgerFixture.Draft draft(String id, String day, String billed, String effective, String usd, String list) {
        return charge(account, id)
                .on(day)
                .subscription("s1", "web")
                .billed(billed)
                .effective(effective)
                .usd(usd)
                .list(list);
    }

    /** Of two customers: usage, a purchase, usage that a commitment covers, and what was in days that are compared with only in some cases. */
    private void recordAll() {
        record(
                draft("1", "2026-07-05", "2", "2", "2", "2").build(),
                draft("2", "2026-10-05", "10", "11", "12", "13").build(),
                draft("3", "2026-10-26", "1000", "1000", "1000", "900").build(),
                draft("4", "2026-11-05", "100", "110", "120", "130").build(),
                draft("5", "2026-11-05", "5", "6", "7", "8")
                        .subscription("s1", "data")
                        .service("Storage")
                        .build(),
                draft("6", "2026-11-05", "20", "21", "22", "23")
                        .subscription("s2", "web")
                        .service("Storage")
                        .build(),
                draft("7", "2026-11-06", "50", "0", "60", "70")
                        .category(ChargeCategory.PURCHASE)
                        .service("Reserved")
                        .build(),
                draft("8", "2026-11-06", "0", "40", "0", "500").commitment("c1").build(),
                draft("9", "2026-11-07", "1", "1", "1", "1")
                        .customer("customer-2")
                        .subscription("s9", "theirs")
                        .build());
    }

    /** Worked out by hand from the charges above and the table of what counts at which price. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            BILLING_ACCOUNT | ACTUAL    | MONTHLY   | 2026-11-01 | 2026-12-01 | 210 12 198 USD   | Virtual Machines 121 12 109 USD, Reserved 60 0 60 USD, Storage 29 0 29 USD | s1 187 12 175 USD, s2 22 0 22 USD, s9 1 0 1 USD  | web 180 12 168 USD, web 22 0 22 USD, data 7 0 7 USD
            BILLING_PROFILE | ACTUAL    | MONTHLY   | 2026-11-01 | 2026-12-01 | 176 10 166 CHF   | Virtual Machines 101 10 91 CHF, Reserved 50 0 50 CHF, Storage 25 0 25 CHF | s1 155 10 145 CHF, s2 20 0 20 CHF, s9 1 0 1 CHF   | web 150 10 140 CHF, web 20 0 20 CHF, data 5 0 5 CHF
            BILLING_PROFILE | AMORTIZED | MONTHLY   | 2026-11-01 | 2026-12-01 | 178 11 167 CHF   | Virtual Machines 151 11 140 CHF, Storage 27 0 27 CHF                        | s1 156 11 145 CHF, s2 21 0 21 CHF, s9 1 0 1 CHF   | web 150 11 139 CHF, web 21 0 21 CHF, data 6 0 6 CHF
            CUSTOMER        | ACTUAL    | MONTHLY   | 2026-11-01 | 2026-12-01 | 125 10 115 CHF   | Virtual Machines 100 10 90 CHF, Storage 25 0 25 CHF                         | s1 105 10 95 CHF, s2 20 0 20 CHF                  | web 100 10 90 CHF, web 20 0 20 CHF, data 5 0 5 CHF
            CUSTOMER        | ACTUAL    | QUARTERLY | 2026-10-01 | 2027-01-01 | 1135 2 1133 CHF  | Virtual Machines 1110 2 1108 CHF, Storage 25 0 25 CHF                       | s1 1115 2 1113 CHF, s2 20 0 20 CHF                | web 1110 2 1108 CHF, web 20 0 20 CHF, data 5 0 5 CHF
            SUBSCRIPTION    | ACTUAL    | MONTHLY   | 2026-11-01 | 2026-12-01 | 138 13 125 CHF   | Virtual Machines 130 13 117 CHF, Storage 8 0 8 CHF                          | -                                                 | web 130 13 117 CHF, data 8 0 8 CHF
            SUBSCRIPTION    | AMORTIZED | MONTHLY   | 2026-11-01 | 2026-12-01 | 138 13 125 CHF   | Virtual Machines 130 13 117 CHF, Storage 8 0 8 CHF                          | -                                                 | web 130 13 117 CHF, data 8 0 8 CHF
            SUBSCRIPTION    | ACTUAL    | CUSTOM    | 2026-11-05 | 2026-12-20 | 138 900 -762 CHF | Virtual Machines 130 900 -770 CHF, Storage 8 0 8 CHF                        | -                                                 | web 130 900 -770 CHF, data 8 0 8 CHF
            RESOURCE_GROUP  | ACTUAL    | MONTHLY   | 2026-11-01 | 2026-12-01 | 130 13 117 CHF   | Virtual Machines 130 13 117 CHF                                             | -                                                 | -
            """)
    void theSumAndTheMoversAreWhatTheScopeSees(
            ScopeKind kind,
            Metric metric,
            TimeGrain grain,
            String start,
            String end,
            String all,
            String services,
            @Nullable String subscriptions,
            @Nullable String groups) {
        recordAll();
        UUID budget = BudgetFixture.budget(scope(kind), kind.code(), account, "100", 1, null, metric, true, 80);
        String spend = all.substring(0, all.indexOf(' '));
        String currency = all.substring(all.length() - 3);

        JsonNode told = explanation(explainer, vertx, crossing(budget, grain, start, end, metric, spend, currency))
                .orElseThrow();

        assertThat(amounts(told)).isEqualTo(all);
        assertThat(String.join(", ", movers(told.path("services"), "name"))).isEqualTo(services);
        assertThat(String.join(", ", movers(told.path("subscriptions"), "id"))).isEqualTo(orNone(subscriptions));
        assertThat(String.join(", ", movers(told.path("resourceGroups"), "name")))
                .isEqualTo(orNone(groups));
    }

    private ScopeKey scope(ScopeKind kind) {
        return switch (kind) {
            case BILLING_ACCOUNT -> ScopeKey.billingAccount(account);
            case BILLING_PROFILE -> ScopeKey.billingProfile(account, account + "-chf");
            case CUSTOMER -> ScopeKey.customer(account, "customer-1");
            case SUBSCRIPTION -> ScopeKey.subscription(account, "customer-1", "s1");
            case RESOURCE_GROUP -> ScopeKey.resourceGroup(account, "customer-1", "s1", "web");
            case MANAGEMENT_GROUP -> throw new IllegalArgumentException("none of these");
        };
    }

    /** It may be what crossed, and is in none of the days. */
    @Test
    void nothingIsSaidWhereAChargeOnALaterDayOfThePeriodIsPartOfTheSpend() {
        record(
                charge(account, "1").on("2026-11-05").usd("90").build(),
                charge(account, "2")
                        .on("2026-11-28")
                        .category(ChargeCategory.PURCHASE)
                        .service("Reserved")
                        .usd("9000")
                        .build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);

        assertThat(explanation(
                        explainer,
                        vertx,
                        crossing(budget, TimeGrain.MONTHLY, START, END, Metric.ACTUAL, "9090", "USD")))
                .isEmpty();
        assertThat(explanation(
                        explainer, vertx, crossing(budget, TimeGrain.MONTHLY, START, END, Metric.ACTUAL, "90", "USD")))
                .as("and it is before that charge came")
                .isPresent();
    }

    @Test
    void nothingIsSaidOfAPeriodThatHasNotBegun() {
        record(charge(account, "1").on("2026-12-05").usd("90").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);

        assertThat(explanation(
                        explainer,
                        vertx,
                        crossing(budget, TimeGrain.MONTHLY, END, "2027-01-01", Metric.ACTUAL, "90", "USD")))
                .isEmpty();
    }

    @Test
    void nothingIsSaidOfADayBeforeItHasEnded() {
        record(
                charge(account, "1").on("2026-11-20").usd("90").build(),
                charge(account, "2").on("2026-11-19").usd("80").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);

        assertThat(explanation(
                        explainer,
                        vertx,
                        crossing(budget, TimeGrain.DAILY, "2026-11-20", "2026-11-21", Metric.ACTUAL, "90", "USD")))
                .isEmpty();
        assertThat(explanation(
                                explainer,
                                vertx,
                                crossing(
                                        budget,
                                        TimeGrain.DAILY,
                                        "2026-11-19",
                                        "2026-11-20",
                                        Metric.ACTUAL,
                                        "80",
                                        "USD"))
                        .map(ExplainedEvents::amounts))
                .contains("80 0 80 USD");
    }

    /** What it cost in the former one would seem to be nothing, and all of it new. */
    @Test
    void nothingIsSaidOfACustomerWhoseCurrencyHasChanged() {
        record(
                charge(account, "1").on("2026-10-05").billed("80").build(),
                charge(account, "2")
                        .on("2026-11-05")
                        .profile(account + "-eur", "EUR")
                        .billed("90")
                        .build());
        UUID budget = BudgetFixture.budget(ScopeKey.customer(account, "customer-1"), 3, account, "100", 1, null, 80);
        UUID ofProfile = BudgetFixture.budget(
                ScopeKey.billingProfile(account, account + "-eur"), 2, account, "100", 1, null, 80);

        assertThat(explanation(
                        explainer, vertx, crossing(budget, TimeGrain.MONTHLY, START, END, Metric.ACTUAL, "90", "EUR")))
                .isEmpty();
        assertThat(explanation(
                                explainer,
                                vertx,
                                crossing(ofProfile, TimeGrain.MONTHLY, START, END, Metric.ACTUAL, "90", "EUR"))
                        .map(ExplainedEvents::amounts))
                .as("where it was all in one")
                .contains("90 0 90 EUR");
    }

    @Test
    void aServiceWhoseNameIsBlankTakesNobodysPlace() {
        record(
                charge(account, "1").on("2026-11-05").service("  ").usd("900").build(),
                charge(account, "2").on("2026-11-05").service("A").usd("3").build(),
                charge(account, "3").on("2026-11-05").service("B").usd("2").build(),
                charge(account, "4").on("2026-11-05").service("C").usd("1").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);

        JsonNode told = explanation(
                        explainer, vertx, crossing(budget, TimeGrain.MONTHLY, START, END, Metric.ACTUAL, "906", "USD"))
                .orElseThrow();

        assertThat(movers(told.path("services"), "name")).containsExactly("A 3 0 3 USD", "B 2 0 2 USD", "C 1 0 1 USD");
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void record(Charge... charges) {
        run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
