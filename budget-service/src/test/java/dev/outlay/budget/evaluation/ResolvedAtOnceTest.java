package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.CrossingStateFixture.crossingsTold;
import static dev.outlay.budget.evaluation.CrossingStateFixture.open;
import static dev.outlay.budget.evaluation.CrossingStateFixture.told;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What changes states of crossings at the same moment, twice, halfway or unseen leaves them as spends and budgets say. Against a real PostgreSQL and Kafka. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResolvedAtOnceTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Crossings crossings;
    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final String day = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).toString();

    @Inject
    ResolvedAtOnceTest(
            RecordCharges recordCharges,
            WatchIndex index,
            BudgetEvaluator evaluator,
            Crossings crossings,
            Mutiny.SessionFactory sessions,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.crossings = crossings;
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    private void restate(int revision, String dollars) {
        record(charge(account, "c").revision(revision).on(day).usd(dollars).build());
    }

    private void record(Charge charge) {
        run(vertx, () -> recordCharges.record(List.of(charge)));
    }

    @Test
    void theSameRestatementsRedeliveredInParallelChangeAStateOnce() {
        for (int round = 0; round < 8; round++) {
            String other = account + "-" + round;
            UUID budget = BudgetFixture.ofAccount(other, "100", 50, 80);
            record(charge(other, "c").on(day).usd("90").build());
            inParallel(charge(other, "c").revision(1).on(day).usd("10").build());
            assertThat(open(budget)).isEmpty();
            inParallel(charge(other, "c").revision(2).on(day).usd("90").build());

            assertThat(open(budget)).containsExactly(50, 80);
            assertThat(told(budget))
                    .containsExactlyInAnyOrder("50 Resolved 1", "80 Resolved 1", "50 Active 2", "80 Active 2");
            assertThat(crossingsTold(budget)).isEqualTo(2);
        }
    }

    private void inParallel(Charge charge) {
        List<CompletableFuture<RecordedBatch>> batches = IntStream.range(0, 6)
                .mapToObj(i -> start(vertx, () -> recordCharges.record(List.of(charge))))
                .toList();
        batches.forEach(CompletableFuture::join);
    }

    /** Charges that pull a spend over its threshold and back, edits and looks, all at once: afterwards the state is what spend and budget say. */
    @Test
    void whateverHappensAtOnceTheStateIsThatOfTheSpendAndTheBudgetAfterwards() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(0, "90");
        List<CompletableFuture<?>> work = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            int revision = i;
            work.add(start(
                    vertx,
                    () -> recordCharges.record(List.of(charge(account, "c")
                            .revision(revision)
                            .on(day)
                            .usd(revision % 2 == 0 ? "90" : "10")
                            .build()))));
            if (i % 5 == 0) {
                BudgetFixture.change(budget, "amount = " + (i % 2 == 0 ? "100" : "1000"));
                work.add(start(vertx, () -> evaluator.evaluate(budget)));
            }
        }
        work.forEach(CompletableFuture::join);

        assertThat(BudgetFixture.spendOf(budget, day)).hasToString("90");
        assertThat(open(budget)).containsExactly(80);
        List<String> told = told(budget);
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told)
                .as("every change has the next number and is told in this order")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, told.size())
                        .mapToObj(number -> "80 " + (number % 2 == 1 ? "Resolved " : "Active ") + number)
                        .toList());
    }

    /** As a replica of an older version does it, and as a crash between the commit of an edit and the look after it does. */
    @Test
    void whatNobodyHasLookedAtIsFoundWhenAllBudgetsAre() {
        UUID edited = BudgetFixture.ofAccount(account, "100", 80);
        UUID below = BudgetFixture.ofAccount(account, "90", 80);
        UUID above = BudgetFixture.ofAccount(account, "80", 80);
        restate(0, "85");
        BudgetFixture.change(edited, "amount = 1000");
        LedgerFixture.execute("update crossed_threshold set resolved_at = now() where budget_uuid = '" + above + "'");

        run(vertx, () -> sessions.withStatelessSession(index::refresh));
        run(vertx, () -> evaluator.evaluateAll(List.of(edited, below, above)));

        assertThat(open(edited)).isEmpty();
        assertThat(open(below)).containsExactly(80);
        assertThat(open(above)).containsExactly(80);
        assertThat(told(below)).isEmpty();
        assertThat(told(above)).containsExactly("80 Active 1");
    }

    /** A service that is killed before the commit has changed nothing and told nothing; after it both are there. */
    @Test
    void theStateAndWhatIsToldOfItAreOneTransaction() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(0, "90");
        UUID crossing = (UUID) query("select id from crossed_threshold where budget_uuid = '" + budget + "'")
                .getFirst()
                .getFirst();

        assertThatThrownBy(() -> run(
                        vertx,
                        () -> sessions.withStatelessTransaction(session -> crossings
                                .change(session, Map.of(crossing, true), Cause.CHARGES)
                                .invoke(changed -> assertThat(changed).hasSize(1))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("killed"))))))
                .hasRootCauseMessage("killed");

        assertThat(open(budget)).containsExactly(80);
        assertThat(told(budget)).isEmpty();
        restate(1, "10");
        assertThat(told(budget)).containsExactly("80 Resolved 1");
    }
}
