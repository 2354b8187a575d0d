package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingDetails;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No crossing is missed, none is recorded twice, and a budget counts every charge once (DESIGN.md sections 5 and 6), against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CrossingsTest {

    private static final Principal ADMIN = new Principal("admin", Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Reconciliation reconciliation;
    private final Billing billing;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private final String day = month.toString();

    @Inject
    CrossingsTest(
            RecordCharges recordCharges,
            WatchIndex index,
            BudgetEvaluator evaluator,
            Reconciliation reconciliation,
            Billing billing,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.reconciliation = reconciliation;
        this.billing = billing;
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
    void twoHalvesOfACrossingInParallelAreFoundOnce() {
        for (int round = 0; round < 15; round++) {
            String other = account + "-" + round;
            UUID budget = BudgetFixture.ofAccount(other, "100", 80);
            List<CompletableFuture<RecordedBatch>> halves = IntStream.range(0, 8)
                    .mapToObj(i -> start(
                            vertx,
                            () -> recordCharges.record(List.of(charge(other, "half-" + i)
                                    .on(day)
                                    .subscription("s" + i, "g" + i)
                                    .usd("10")
                                    .build()))))
                    .toList();
            halves.forEach(CompletableFuture::join);

            assertThat(crossings(budget)).as("round " + round).isEqualTo(1);
        }
    }

    @Test
    void oneJumpTellsEveryThresholdAndNothingIsToldTwice() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80, 100);
        record(charge(account, "1").on(day).usd("10").build());
        assertThat(crossings(budget)).isZero();

        record(charge(account, "2").on(day).usd("110").build());
        assertThat(crossings(budget)).isEqualTo(3);

        record(charge(account, "2").revision(1).on(day).usd("1").build());
        record(charge(account, "2").revision(2).on(day).usd("500").build());
        assertThat(crossings(budget)).as("down and up again").isEqualTo(3);
        await().until(() -> LedgerFixture.count("select count(*) from outbox where key = '" + budget + "'") == 0);
        assertThat(SentMessages.of(CrossingEvent.TOPIC, budget.toString(), CrossingEvent.TYPE))
                .as("one event for each threshold, each told once")
                .hasSize(3)
                .extracting(SentMessages::idOf)
                .doesNotHaveDuplicates();
    }

    @Test
    void aBudgetThatIsMadeWhenItsThresholdIsPassedAlreadyIsEvaluatedAtOnce() {
        record(charge(account, "1").on(day).usd("90").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).isEqualTo(1);
        assertThat(causes(budget)).containsExactly("evaluation");
    }

    @Test
    void aCrossingSaysWhetherChargesBroughtItOrARecount() {
        UUID byCharges = BudgetFixture.ofAccount(account, "10", 80);
        UUID byRecount = BudgetFixture.ofAccount(account, "20", 80);
        agree(true);
        record(
                charge(account, "usage").on(day).billed("10").usd("10").build(),
                charge(account, "purchase")
                        .on(day)
                        .category(ChargeCategory.PURCHASE)
                        .billed("9")
                        .usd("9")
                        .build());
        assertThat(crossings(byRecount)).as("under CSP usage is not counted").isZero();

        agree(false);

        await().untilAsserted(() -> assertThat(causes(byRecount)).containsExactly("reclassification"));
        await().untilAsserted(() -> assertThat(causes(byCharges)).containsExactly("charges"));
    }

    /** Why the crossings of a budget were, as the alert service hears it. */
    private static List<String> causes(UUID budget) {
        await().until(() -> LedgerFixture.count("select count(*) from outbox where key = '" + budget + "'") == 0);
        return SentMessages.of(CrossingEvent.TOPIC, budget.toString(), CrossingEvent.TYPE).stream()
                .map(message -> new JsonObject(Buffer.buffer(message.value())).getString("cause"))
                .toList();
    }

    @Test
    void otherContactsOrAnAmountThatComesBackTellNothingTwiceButANewAmountDoes() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1").on(day).usd("95").build());
        assertThat(crossings(budget)).isEqualTo(1);

        BudgetFixture.change(budget, "notifications = replace(notifications, 'a@example.com', 'b@example.com')");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("other contacts").isEqualTo(1);

        BudgetFixture.change(budget, "amount = 110");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("another amount").isEqualTo(2);

        BudgetFixture.change(budget, "amount = 100");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("the first amount again").isEqualTo(2);
    }

    @Test
    void aDisabledNotificationUsesUpNothingAndSpeaksWhenItIsEnabled() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        BudgetFixture.change(budget, "notifications = replace(notifications, 'true', 'false')");
        record(charge(account, "1").on(day).usd("95").build());
        assertThat(crossings(budget)).isZero();

        BudgetFixture.change(budget, "notifications = replace(notifications, 'false', 'true')");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).isEqualTo(1);
    }

    @Test
    void aDeletedBudgetIsForgottenAtOnceAndKeepsWhatItFound() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80);
        record(charge(account, "1").on(day).usd("60").build());
        BudgetFixture.change(budget, "deleted_at = now()");
        record(charge(account, "2").on(day).usd("60").build());
        assertThat(crossings(budget)).isEqualTo(1);
    }

    @Test
    void aCrossingInAPeriodLongAgoIsRecordedAndNotTold() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1")
                .on(month.minusMonths(3).toString())
                .usd("95")
                .build());
        assertThat(query("select telling, late from crossed_threshold where budget_uuid = '" + budget + "'"))
                .containsExactly(List.of(3, true));
    }

    @Test
    void aFileForAnEndedPeriodIsRecordedOnlyAndForTheCurrentOneTold() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1").imported().on(day).usd("95").build());
        assertThat(query("select telling, late from crossed_threshold where budget_uuid = '" + budget + "'"))
                .containsExactly(List.of(1, false));
    }

    @Test
    void aReclassifiedCustomerIsRecountedAtAllItsScopes() {
        record(
                charge(account, "usage").on(day).billed("10").usd("10").build(),
                charge(account, "purchase")
                        .on(day)
                        .category(ChargeCategory.PURCHASE)
                        .billed("5")
                        .usd("5")
                        .build());
        assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("15");

        agree(true);

        await().untilAsserted(() ->
                assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("5"));
        assertThat(LedgerFixture.spend("c\n" + account + "\ncustomer-1", day, "CHF"))
                .isEqualByComparingTo("0");
        record(charge(account, "later").on(day).billed("7").usd("7").build());
        assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("5");

        agree(false);
        await().untilAsserted(() ->
                assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("22"));
        record(charge(account, "last").on(day).billed("3").usd("3").build());
        assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("25");
    }

    @Test
    void aCustomerThatMovesToAnotherProfileCrossesThereAndResolvesWhereItWas() {
        String there = account + "-there";
        UUID former = BudgetFixture.budget(
                ScopeKey.billingProfile(account, account + "-chf"), 2, account, "100", 1, null, 80);
        UUID other = BudgetFixture.budget(ScopeKey.billingProfile(account, there), 2, account, "100", 1, null, 80);
        UUID ofCustomer =
                BudgetFixture.budget(ScopeKey.customer(account, "customer-1"), 3, account, "100", 1, null, 80);
        LedgerFixture.execute(
                "update scope set billing_profile = case kind when 2 then split_part(key, chr(10), 3) end, customer = case kind when 3 then 'customer-1' end where billing_account = '"
                        + account + "'");
        record(charge(account, "1").on(day).billed("95").build());
        assertThat(List.of(crossings(former), crossings(other), crossings(ofCustomer)))
                .containsExactly(1L, 0L, 1L);

        run(
                vertx,
                () -> billing.keep(
                        new ChangedBy(ADMIN, "a-request"),
                        new Scope.Customer(account, "customer-1"),
                        () -> new Billing.Terms(
                                new BillingDetails(null, null, new Scope.BillingProfile(account, there), "{}"),
                                false)));

        await().untilAsserted(() -> assertThat(causes(other)).containsExactly("reclassification"));
        assertThat(query("select resolved_at is null from crossed_threshold where budget_uuid = '" + former + "'"))
                .containsExactly(List.of(false));
        assertThat(query("select resolved_at is null from crossed_threshold where budget_uuid = '" + ofCustomer + "'"))
                .as("nothing changes for the customer")
                .containsExactly(List.of(true));
    }

    /** Puts the customer under an agreement, the way the ARM edge does. */
    private void agree(boolean cspOffer) {
        run(
                vertx,
                () -> billing.keep(
                        new ChangedBy(ADMIN, "a-request"),
                        new Scope.Customer(account, "customer-1"),
                        () -> new Billing.Terms(BillingDetails.NONE, cspOffer)));
    }

    private RecordedBatch record(Charge... charges) {
        return run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
