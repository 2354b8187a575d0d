package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.rate;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.spend;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Charges whose dollars are not known yet wait for a rate, and count when it comes (DESIGN.md section 6, point 9), against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AwaitedRatesTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    /** Each test has a billing account of its own, so that none sees the charges of another. */
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    AwaitedRatesTest(RecordCharges recordCharges, WatchIndex index, Reconciliation reconciliation, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    private @Nullable LeftByOthers leftByOthers;

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
        leftByOthers = LeftByOthers.now(vertx, reconciliation);
    }

    @AfterEach
    void ledgerAndDailyCostAndSpendAreTheSame() {
        requireNonNull(leftByOthers).isAllThatDiffers();
    }

    @Test
    void aChargeWithoutARateWaitsAndCountsWhenTheRateComes() {
        record(charge(account, "1")
                .profile(account + "-sek", "SEK")
                .on("2019-03-05")
                .usd(null)
                .billed("100")
                .build());
        assertThat(spend("a\n" + account, "2019-03-01", "USD")).isEqualByComparingTo("0");
        assertThat(count("select count(*) from charge where billed_usd is null"))
                .isPositive();

        rate("2019-02-28", "1.1416", "SEK", "10.5003");

        await().untilAsserted(() ->
                assertThat(spend("a\n" + account, "2019-03-01", "USD")).isEqualByComparingTo("10.872070321800329514"));
    }

    @Test
    void billedDollarsThatAreStatedCountAtOnceAndTheEffectiveOnesFollowWithTheRate() {
        record(charge(account, "1")
                .profile(account + "-nok", "NOK")
                .on("2018-03-05")
                .billed("100")
                .effective("80")
                .usd("13")
                .build());
        assertThat(spend("a\n" + account, "2018-03-01", "USD")).isEqualByComparingTo("13");
        assertThat(dollars()).containsExactly(Arrays.asList("13", null));

        rate("2018-02-28", "1.2", "NOK", "9.6");

        await().untilAsserted(() -> assertThat(dollars()).containsExactly(List.of("13", "10")));
        assertThat(spend("a\n" + account, "2018-03-01", "USD")).isEqualByComparingTo("13");
    }

    @Test
    void aChargeWaitsWhereTheNewestRateIsTooOldAndCountsOnceThereIsANewerOne() {
        rate("2017-02-18", "1.2", "DKK", "7.5");
        record(charge(account, "1")
                .profile(account + "-dkk", "DKK")
                .on("2017-03-05")
                .usd(null)
                .billed("75")
                .build());
        rate("2017-02-20", "1.3", "DKK", "7.5");

        await().untilAsserted(() ->
                assertThat(spend("a\n" + account, "2017-03-01", "USD")).isEqualByComparingTo("13"));
    }

    private List<List<Object>> dollars() {
        return LedgerFixture.query("select trim_scale(billed_usd)::text, trim_scale(effective_usd)::text from charge"
                + " join scope on scope.id = account_scope where scope.key = 'a\n" + account + "'");
    }

    private RecordedBatch record(Charge... charges) {
        return run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
