package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingDetails;
import dev.outlay.budget.evaluation.LedgerHistory.Move;
import dev.outlay.budget.evaluation.LedgerHistory.Step;
import dev.outlay.budget.evaluation.LedgerModel.Answer;
import dev.outlay.budget.evaluation.Stated.Content;
import dev.outlay.budget.evaluation.Stated.Invoice;
import dev.outlay.budget.evaluation.Stated.Kind;
import dev.outlay.budget.evaluation.Stated.Place;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.recount.AwaitedRates;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.scope.Scope;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a ledger, it comes to what {@link LedgerModel} says: a charge counts once, a restatement replaces, money is exact, and daily cost and spend
 * are what the ledger adds up to. What fails is made smaller before it is reported, with the seed ({@code -DQT_SEED=}) that finds it again.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class LedgerPropertyTest {

    private static final int HISTORIES = 40;
    private static final int ATTEMPTS_TO_SHRINK = 600;

    /** Some days before the first of the months in which charges are: rates that are much older would not be taken. */
    private static final List<LocalDate> RATE_DAYS = List.of(
            LocalDate.of(2024, 1, 28),
            LocalDate.of(2025, 12, 29),
            LocalDate.of(2026, 1, 27),
            LocalDate.of(2026, 10, 27));

    private static final Principal ADMIN = new Principal("admin", Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));

    private static final AtomicInteger RARE_CURRENCIES = new AtomicInteger();

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final CurrentRates rates;
    private final AwaitedRates awaitedRates;
    private final Reconciliation reconciliation;
    private final Billing billing;
    private final Vertx vertx;

    @Inject
    LedgerPropertyTest(
            RecordCharges recordCharges,
            WatchIndex index,
            CurrentRates rates,
            AwaitedRates awaitedRates,
            Reconciliation reconciliation,
            Billing billing,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.rates = rates;
        this.awaitedRates = awaitedRates;
        this.reconciliation = reconciliation;
        this.billing = billing;
        this.vertx = vertx;
    }

    private static void publish(String currency, String unitsPerEuro) {
        RATE_DAYS.forEach(day ->
                LedgerFixture.execute("insert into exchange_rate values ('%s', '%s', %s, now()) on conflict do nothing"
                        .formatted(currency, day, unitsPerEuro)));
    }

    @Test
    void whateverHappensToALedgerItComesToWhatThePlainModelSays() {
        await().until(index::isLoaded);
        publish("USD", "1.25");
        LeftByOthers leftByOthers = LeftByOthers.now(vertx, reconciliation);
        qt().withExamples(HISTORIES)
                .withShrinkCycles(ATTEMPTS_TO_SHRINK)
                .forAll(LedgerHistory.histories())
                .checkAssert(history -> new Run().of(history, leftByOthers));
    }

    /** A currency that no other history has had: rates are for everybody. */
    private static String nextRareCurrency() {
        return "Q"
                + Integer.toString(36 + RARE_CURRENCIES.getAndIncrement(), 36).toUpperCase(Locale.ROOT);
    }

    /** One history, in a billing account and with a currency of its own. */
    private final class Run {

        private final String account = "account-" + UUID.randomUUID();
        private final String rare = nextRareCurrency();
        private final StoredLedger stored = new StoredLedger(account);
        private LedgerModel model = new LedgerModel(account, rare);

        void of(LedgerHistory history, LeftByOthers leftByOthers) {
            inOnePiece(firstOfEachInvoice());
            BudgetFixture.ofQuantity(account, Stated.METER);
            history.steps().forEach(this::take);
            assertThat(stored.ledger()).as("the ledger").isEqualTo(model.ledger());
            assertThat(stored.spends()).as("spends").isEqualTo(model.spends());
            assertThat(stored.days()).as("daily cost").isEqualTo(model.days());
            assertThat(stored.waiting()).as("charges that wait for a rate").isEqualTo(model.waiting());
            assertThat(stored.replaced()).as("replaced rows in history").isEqualTo(model.replaced());
            leftByOthers.isAllThatDiffers();
        }

        /** The first charge of a billing profile fixes its currency. */
        private List<Stated> firstOfEachInvoice() {
            return IntStream.range(0, Invoice.WRONG_CURRENCY.ordinal())
                    .mapToObj(i -> new Stated(
                            100 + i,
                            0,
                            new Content(
                                    Kind.TAX,
                                    Place.NOWHERE,
                                    Invoice.values()[i],
                                    Instant.parse("2026-11-01T00:00:00Z"),
                                    BigDecimal.ONE,
                                    true,
                                    true)))
                    .toList();
        }

        private void take(Step step) {
            List<Stated> batch = step.batch();
            switch (step.arrival()) {
                case NEVER -> {}
                case IN_ONE_PIECE -> inOnePiece(batch);
                case IN_TWO_HALVES_AT_ONCE -> atOnce(everyOther(batch, 0), everyOther(batch, 1));
                case TWICE_AT_ONCE -> atOnce(batch, batch.reversed());
                case TWICE -> {
                    inOnePiece(batch);
                    inOnePiece(batch);
                }
            }
            if (step.rateComes()) {
                theRateComes();
            }
            if (step.move() != null) {
                move(step.move());
            }
        }

        private void move(Move move) {
            model.move(move.customer(), move.to());
            start(
                            vertx,
                            () -> billing.keep(
                                    new ChangedBy(ADMIN, "a-request"),
                                    new Scope.Customer(account, move.customer()),
                                    () -> terms(move)))
                    .join();
            await().pollInterval(ofMillis(20)).until(stored::isCounted);
        }

        private Billing.Terms terms(Move move) {
            Scope.BillingProfile profile =
                    new Scope.BillingProfile(account, account + "-" + move.to().profile());
            return new Billing.Terms(new BillingDetails(null, null, profile, "{}"), false);
        }

        private void inOnePiece(List<Stated> batch) {
            RecordedBatch recorded = record(batch).join();
            assertThat(Answer.of(recorded)).as("the answer to %s", batch).isEqualTo(model.record(batch));
        }

        /** Two transactions at once must come to what one of them after the other comes to. */
        private void atOnce(List<Stated> one, List<Stated> other) {
            CompletableFuture<RecordedBatch> first = record(one);
            CompletableFuture<RecordedBatch> second = record(other);
            List<Answer> answers = List.of(Answer.of(first.join()), Answer.of(second.join()));
            LedgerModel inOrder = model.copy();
            List<Answer> answersInOrder = List.of(inOrder.record(one), inOrder.record(other));
            LedgerModel inReverse = model.copy();
            Answer answerToOther = inReverse.record(other);
            List<Answer> answersInReverse = List.of(inReverse.record(one), answerToOther);
            assertThat(answers).as("the answers to %s and %s", one, other).isIn(answersInOrder, answersInReverse);
            model = answers.equals(answersInOrder) ? inOrder : inReverse;
        }

        private void theRateComes() {
            if (rates.now().dollarsOn(rare, RATE_DAYS.getLast()).isPresent()) {
                return;
            }
            publish(rare, "8");
            model.rateComes();
            awaitedRates.wake();
            await().pollInterval(ofMillis(5))
                    .until(() ->
                            rates.now().dollarsOn(rare, RATE_DAYS.getLast()).isPresent() && stored.waiting() == 0);
        }

        private CompletableFuture<RecordedBatch> record(List<Stated> batch) {
            List<Charge> charges =
                    batch.stream().map(stated -> stated.asCharge(account, rare)).toList();
            return start(vertx, () -> recordCharges.record(charges));
        }

        private static List<Stated> everyOther(List<Stated> batch, int first) {
            return IntStream.range(0, batch.size())
                    .filter(i -> i % 2 == first)
                    .mapToObj(batch::get)
                    .toList();
        }
    }
}
