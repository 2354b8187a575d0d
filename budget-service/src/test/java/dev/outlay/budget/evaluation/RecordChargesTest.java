package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.spend;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.OtherCurrency;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of DESIGN.md section 5 for the ledger, against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RecordChargesTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    /** Each test has a billing account of its own, so that none sees the charges of another. */
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    RecordChargesTest(RecordCharges recordCharges, WatchIndex index, Reconciliation reconciliation, Vertx vertx) {
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
    void aChargeIsSeenAtEveryScopeAtItsPriceAndInItsCurrency() {
        RecordedBatch recorded =
                record(charge(account, "1").billed("10.5").usd("12").list("20").build());

        assertThat(recorded.added()).isEqualTo(1);
        assertThat(accountSpend()).isEqualByComparingTo("12");
        assertThat(profileSpend()).isEqualByComparingTo("10.5");
        assertThat(customerSpend("customer-1")).isEqualByComparingTo("10.5");
        assertThat(spend("s\n" + account + "\ncustomer-1\nsubscription-1", "2026-11-01", "CHF"))
                .isEqualByComparingTo("20");
        assertThat(spend("g\n" + account + "\ncustomer-1\nsubscription-1\ngroup-1", "2026-11-01", "CHF"))
                .isEqualByComparingTo("20");
    }

    @Test
    void purchasesAndCommitmentsAndCreditsCountWhereTheyShould() {
        record(
                charge(account, "purchase")
                        .category(ChargeCategory.PURCHASE)
                        .billed("100")
                        .usd("110")
                        .build(),
                charge(account, "covered")
                        .commitment("reservation-1")
                        .billed("0")
                        .usd("0")
                        .list("50")
                        .build(),
                charge(account, "credit")
                        .category(ChargeCategory.CREDIT)
                        .billed("-7")
                        .usd("-8")
                        .build(),
                charge(account, "tax")
                        .category(ChargeCategory.TAX)
                        .billed("9")
                        .usd("9")
                        .build());

        assertThat(accountSpend()).isEqualByComparingTo("110");
        assertThat(profileSpend()).isEqualByComparingTo("100");
        assertThat(customerSpend("customer-1")).isEqualByComparingTo("0");
        assertThat(spend("s\n" + account + "\ncustomer-1\nsubscription-1", "2026-11-01", "CHF"))
                .as("what a commitment covers is zero at retail")
                .isEqualByComparingTo("0");
    }

    @Test
    void theSameBatchRedeliveredInParallelCountsOnce() {
        List<Charge> batch = IntStream.range(0, 500)
                .mapToObj(i -> charge(account, "c" + i)
                        .subscription("subscription-" + i % 20, "group-" + i % 7)
                        .billed("0.01")
                        .usd("0.01")
                        .build())
                .toList();
        List<CompletableFuture<RecordedBatch>> running = new ArrayList<>();
        for (int copy = 0; copy < 12; copy++) {
            List<Charge> shuffled = new ArrayList<>(batch);
            Collections.shuffle(shuffled, new Random(copy));
            running.add(start(vertx, () -> recordCharges.record(shuffled)));
        }
        int added = running.stream().mapToInt(one -> one.join().added()).sum();

        assertThat(added).isEqualTo(500);
        assertThat(accountSpend()).isEqualByComparingTo("5.00");
    }

    @Test
    void aRestatementGoesUpAndDownAndToZeroAndAnOlderOneChangesNothing() {
        record(charge(account, "1").billed("10").usd("10").build());
        record(charge(account, "1").revision(1).billed("15").usd("15").build());
        assertThat(profileSpend()).isEqualByComparingTo("15");
        record(charge(account, "1").revision(3).billed("0").usd("0").list("0").build());
        assertThat(profileSpend()).isEqualByComparingTo("0");
        RecordedBatch late =
                record(charge(account, "1").revision(2).billed("99").usd("99").build());
        assertThat(late.repeated()).isEqualTo(1);
        assertThat(profileSpend()).isEqualByComparingTo("0");
        record(charge(account, "1").revision(4).billed("7").usd("7").build());
        assertThat(profileSpend()).isEqualByComparingTo("7");
        assertThat(count(
                        "select count(*) from superseded_charge where id = '1' and account_scope = (select id from scope where key = 'a\n"
                                + account + "')"))
                .as("history keeps what was replaced")
                .isEqualTo(3);
    }

    @Test
    void aRestatementMovesAChargeToAnotherCustomerPeriodAndCurrency() {
        record(charge(account, "1").billed("10").usd("11").build());
        record(charge(account, "1")
                .revision(1)
                .customer("customer-2")
                .profile(account + "-eur", "EUR")
                .subscription("subscription-2", "group-2")
                .on("2026-10-15")
                .billed("9")
                .usd("9.5")
                .build());

        assertThat(accountSpend()).isEqualByComparingTo("0");
        assertThat(customerSpend("customer-1")).isEqualByComparingTo("0");
        assertThat(profileSpend()).isEqualByComparingTo("0");
        assertThat(spend("a\n" + account, "2026-10-01", "USD")).isEqualByComparingTo("9.5");
        assertThat(spend("c\n" + account + "\ncustomer-2", "2026-10-01", "EUR")).isEqualByComparingTo("9");
        assertThat(spend("p\n" + account + "\n" + account + "-eur", "2026-10-01", "EUR"))
                .isEqualByComparingTo("9");
    }

    @Test
    void twiceInOneBatchTheHighestRevisionCounts() {
        RecordedBatch recorded = record(
                charge(account, "1").revision(2).billed("3").usd("3").build(),
                charge(account, "1").revision(1).billed("2").usd("2").build(),
                charge(account, "1").revision(2).billed("3").usd("3").build());

        assertThat(recorded.added()).isEqualTo(1);
        assertThat(recorded.repeated()).isEqualTo(2);
        assertThat(profileSpend()).isEqualByComparingTo("3");
    }

    @Test
    void theSameRevisionWithOtherContentIsAConflictAndChangesNothing() {
        record(charge(account, "1").billed("10").build());
        RecordedBatch later = record(
                charge(account, "2").build(), charge(account, "1").billed("11").build());
        RecordedBatch together = record(
                charge(account, "3").billed("1").build(),
                charge(account, "3").billed("2").build());

        assertThat(later.conflicts()).containsExactly(1);
        assertThat(later.added()).isEqualTo(1);
        assertThat(together.conflicts()).containsExactly(1);
        assertThat(profileSpend()).isEqualByComparingTo("12");
    }

    @Test
    void aChargeInAnotherCurrencyThanItsProfileIsRefusedAndTheRestGoesOn() {
        record(charge(account, "1").build());
        RecordedBatch recorded = record(
                charge(account, "2").profile(account + "-chf", "EUR").build(),
                charge(account, "3").build());

        assertThat(recorded.otherCurrency()).extracting(OtherCurrency::position).containsExactly(0);
        assertThat(recorded.added()).isEqualTo(1);
    }

    @Test
    void aRefusedChargeMakesNoScopeKnownAndFixesNoCurrency() {
        record(charge(account, "1").build());
        RecordedBatch refused = record(charge(account, "2")
                .profile(account + "-chf", "EUR")
                .customer("newcomer")
                .subscription("newcomer-s", "newcomer-g")
                .build());

        assertThat(refused.otherCurrency()).extracting(OtherCurrency::position).containsExactly(0);
        assertThat(count("select count(*) from scope where key like '%\n" + account + "\nnewcomer%'"))
                .isZero();

        record(charge(account, "3")
                .customer("newcomer")
                .subscription("newcomer-s", "newcomer-g")
                .build());
        assertThat(LedgerFixture.query(
                        "select distinct currency from scope where key like '%\n" + account + "\nnewcomer%'"))
                .containsExactly(List.of("CHF"));
    }

    @Test
    void randomRestatementsInParallelLeaveNoDifference() {
        Random random = new Random(42);
        List<CompletableFuture<RecordedBatch>> running = new ArrayList<>();
        for (int batch = 0; batch < 40; batch++) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int id = random.nextInt(200);
                int revision = random.nextInt(30);
                Random content = new Random(id * 1000L + revision);
                charges.add(charge(account, "r" + id)
                        .revision(revision)
                        .customer("customer-" + content.nextInt(4))
                        .subscription("subscription-" + content.nextInt(6), "group-" + content.nextInt(6))
                        .service("service-" + content.nextInt(5))
                        .on("2026-%02d-%02d".formatted(1 + content.nextInt(11), 1 + content.nextInt(28)))
                        .billed(BigDecimal.valueOf(content.nextInt(100_000), 5).toPlainString())
                        .usd(BigDecimal.valueOf(content.nextInt(100_000), 7).toPlainString())
                        .list(content.nextInt(10) == 0 ? null : "1.23")
                        .build());
            }
            running.add(start(vertx, () -> recordCharges.record(charges)));
        }
        running.forEach(CompletableFuture::join);

        assertThat(running).allSatisfy(one -> assertThat(one.join().conflicts()).isEmpty());
    }

    private RecordedBatch record(Charge... charges) {
        return run(vertx, () -> recordCharges.record(List.of(charges)));
    }

    private BigDecimal accountSpend() {
        return spend("a\n" + account, "2026-11-01", "USD");
    }

    private BigDecimal profileSpend() {
        return spend("p\n" + account + "\n" + account + "-chf", "2026-11-01", "CHF");
    }

    private BigDecimal customerSpend(String customer) {
        return spend("c\n" + account + "\n" + customer, "2026-11-01", "CHF");
    }
}
