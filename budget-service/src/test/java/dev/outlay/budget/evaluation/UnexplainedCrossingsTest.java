package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.ExplainedEvents.sent;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.outbox.Explainer;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told without an explanation, and that it is told all the same. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(ExplainedCrossingsTest.Patient.class)
class UnexplainedCrossingsTest {

    private final String now = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).toString();

    private final RecordCharges recordCharges;
    private final BudgetEvaluator evaluator;
    private final WatchIndex index;
    private final Explainer explainer;
    private final ExplainedEvents events;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    UnexplainedCrossingsTest(
            RecordCharges recordCharges,
            BudgetEvaluator evaluator,
            WatchIndex index,
            Explainer explainer,
            Vertx vertx) {
        this.explainer = explainer;
        this.recordCharges = recordCharges;
        this.evaluator = evaluator;
        this.events = new ExplainedEvents(evaluator, vertx);
        this.index = index;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    /** Only single charges know tags. */
    @Test
    void aBudgetThatFiltersByATagIsToldWithoutAnExplanation() {
        record(charge(account, "1").on(now).usd("90").build());
        UUID tagged = filtered(new CostFilter.TagIn("env", Set.of("prod")), """
                {"tags":{"name":"env","operator":"In","values":["prod"]}}""");
        UUID ofService = filtered(BudgetFixture.service("Virtual Machines"), """
                {"dimensions":{"name":"ServiceName","operator":"In","values":["Virtual Machines"]}}""");
        ObjectNode ofTag = (ObjectNode) events.evaluated(tagged).getFirst();
        assertThat(ofTag.has("explanation")).isFalse();
        assertThat(ofTag.at("/filter/tags/name").asText()).isEqualTo("env");
        ObjectNode event = (ObjectNode) events.evaluated(ofService).getFirst();
        event.remove("explanation");

        assertThat(explanation(ofTag)).isEmpty();
        assertThat(explanation(event)).as("where the daily cost knows").isPresent();
    }

    private UUID filtered(CostFilter filter, String text) {
        UUID budget = BudgetFixture.budget(ScopeKey.billingAccount(account), 1, account, "100", 1, filter, 80);
        BudgetFixture.change(budget, "filter_text = '" + text + "'");
        return budget;
    }

    /** What a budget asks for may have changed, or be asked for no more, before its crossing is sent. */
    @Test
    void aCrossingOfWhatItsBudgetDoesNotAskForAnyMoreIsNotExplained() {
        record(charge(account, "1").on(now).usd("90").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        ObjectNode event = (ObjectNode) events.evaluated(budget).getFirst();
        event.remove("explanation");
        assertThat(explanation(event)).isPresent();

        event.putObject("filter");
        assertThat(explanation(event)).isEmpty();
        event.putNull("filter").put("metric", "Amortized");
        assertThat(explanation(event)).isEmpty();
        event.put("metric", "Actual");
        assertThat(explanation(event)).isPresent();
        BudgetFixture.change(budget, "deleted_at = now()");
        assertThat(explanation(event)).isEmpty();
    }

    @Test
    void whatIsOnlyRecordedOrNoCostIsNotAskedAbout() {
        ObjectNode event =
                (ObjectNode) ContractFolder.example("crossing-actual.json").get("data");
        assertThat(explainer.unexplained(message(event))).isPresent();

        assertThat(explainer.unexplained(message(event.deepCopy().put("telling", "record"))))
                .isEmpty();
        assertThat(explainer.unexplained(message(event.deepCopy().put("metric", "Usage"))))
                .isEmpty();
        assertThat(explainer.unexplained(new OutboxMessage(
                        CrossingEvent.TOPIC,
                        "key",
                        "id",
                        Map.of("ce_type", CrossingStateEvent.TYPE),
                        event.toString())))
                .isEmpty();
        assertThat(explainer.unexplained(new OutboxMessage("access", "key", "id", Map.of(), null)))
                .isEmpty();
    }

    /** As the relay asks for it, with more patience. */
    private Optional<OutboxMessage> explanation(ObjectNode event) {
        return run(
                vertx, () -> explainer.unexplained(message(event)).orElseThrow().explained(Duration.ofSeconds(30)));
    }

    private static OutboxMessage message(ObjectNode event) {
        return new OutboxMessage(
                CrossingEvent.TOPIC, "key", "id", Map.of("ce_type", CrossingEvent.TYPE), event.toString());
    }

    /** Each time would cost the database as much as the first, and end alike. */
    @Test
    void whatTookTooLongIsNotWorthAskingForAWhileAndOthersAre() throws Exception {
        record(charge(account, "1").on("2026-11-05").usd("90").build());
        ObjectNode event = crossing(account);
        ObjectNode other = crossing(account);
        assertThat(explainer.unexplained(message(event)).orElseThrow().isWorthAsking())
                .isTrue();
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table daily_cost in access exclusive mode");
            assertThatThrownBy(() -> run(vertx, () -> explainer
                            .unexplained(message(event))
                            .orElseThrow()
                            .explained(Duration.ofSeconds(5))))
                    .isNotNull();
            connection.rollback();
        }

        assertThat(explainer.unexplained(message(event)).orElseThrow().isWorthAsking())
                .isFalse();
        assertThat(explainer.unexplained(message(other)).orElseThrow().isWorthAsking())
                .isTrue();
    }

    @Test
    void withNoTimeLeftNothingIsAsked() {
        ObjectNode event = crossing(account);

        assertThatThrownBy(() -> run(vertx, () -> explainer
                        .unexplained(message(event))
                        .orElseThrow()
                        .explained(Duration.ofMillis(1))))
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    private static ObjectNode crossing(String account) {
        return ExplainedEvents.crossing(
                BudgetFixture.ofAccount(account, "100", 80),
                TimeGrain.MONTHLY,
                "2026-11-01",
                "2026-12-01",
                Metric.ACTUAL,
                "90",
                "USD");
    }

    @Test
    void whileTheDailyCostCannotBeReadEveryCrossingIsSentAllTheSame() throws Exception {
        record(charge(account, "1").on(now).usd("90").build());
        List<UUID> budgets = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table daily_cost in access exclusive mode");
            for (int i = 0; i < 5; i++) {
                budgets.add(BudgetFixture.ofAccount(account, "100", 50, 60, 70));
            }
            budgets.forEach(budget -> run(vertx, () -> evaluator.evaluate(budget)));

            for (UUID budget : budgets) {
                assertThat(sent(budget))
                        .hasSize(3)
                        .noneMatch(told -> told.has("explanation"))
                        .extracting(told -> told.at("/notification/threshold").asText())
                        .doesNotHaveDuplicates();
            }
            connection.rollback();
        }

        JsonNode event = events.explained(account + "-other", other -> {
            record(charge(other, "1").on(now).usd("90").build());
            return BudgetFixture.ofAccount(other, "100", 80);
        });
        assertThat(event.has("explanation"))
                .as(
                        "and others are explained again once they can be: of this one it is remembered for a while that it took too long")
                .isTrue();
    }

    private void record(Charge... charges) {
        run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
