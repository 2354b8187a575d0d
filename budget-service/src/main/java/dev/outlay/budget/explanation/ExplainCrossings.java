package dev.outlay.budget.explanation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.outlay.budget.analysis.Answering;
import dev.outlay.budget.analysis.BudgetOutlooks;
import dev.outlay.budget.analysis.ComparedCost;
import dev.outlay.budget.analysis.ComparedCosts;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.OldFilters;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.explanation.ExplainedBudgetTable.Asking;
import dev.outlay.budget.outbox.Explainer;
import dev.outlay.budget.outbox.ExplanationConfig;
import dev.outlay.budget.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Says what has moved the spend of a crossing that is about to be sent: what its budget counts, from the daily cost, in a transaction that changes nothing. The budget is asked as it is now; where it
 * asks for something else by now than the crossing was of, or is gone, nothing is said. So it is where the days do not add up to the spend that crossed.
 */
@ApplicationScoped
class ExplainCrossings implements Explainer {

    /** The CloudEvents type in {@code deploy/contracts/crossing.v1.schema.json}. */
    private static final String TYPE = "dev.outlay.crossing.v1";

    /** A word of {@code telling}: whom nobody tells has nobody to ask why. */
    private static final String RECORD_ONLY = "record";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Answering answering;
    private final ComparedCosts costs;
    private final SlowQuestions slow;

    ExplainCrossings(Answering answering, ComparedCosts costs, ExplanationConfig config) {
        Duration patience = config.patience().compareTo(config.ofARound()) < 0 ? config.patience() : config.ofARound();
        this.slow = new SlowQuestions(Ticker.systemTicker(), patience);
        this.answering = answering;
        this.costs = costs;
    }

    @Override
    public boolean concerns(OutboxMessage message) {
        return TYPE.equals(message.headers().get("ce_type"));
    }

    @Override
    public Optional<Unexplained> unexplained(OutboxMessage message) {
        String body = message.body();
        if (body == null || !concerns(message)) {
            return Optional.empty();
        }
        JsonNode data = read(body);
        boolean wanted = data.isObject()
                && !data.path("telling").asText().equals(RECORD_ONLY)
                && !data.path("metric").asText().equals(Metric.USAGE.label());
        return wanted ? Optional.of(new UnexplainedCrossing(message, (ObjectNode) data)) : Optional.empty();
    }

    /** A crossing that is told. */
    private final class UnexplainedCrossing implements Unexplained {

        private final OutboxMessage message;
        private final ObjectNode data;

        private UnexplainedCrossing(OutboxMessage message, ObjectNode data) {
            this.message = message;
            this.data = data;
        }

        @Override
        public Uni<Optional<OutboxMessage>> explained(Duration within) {
            return ExplainCrossings.this.explained(message, data, within);
        }

        /** How many names there are in the scope: the fewer, the more it may hold. */
        @Override
        public int turn() {
            JsonNode scope = data.path("scope");
            List<String> smallestFirst = List.of("resourceGroup", "subscription", "customer", "billingProfile");
            int turn = 0;
            while (turn < smallestFirst.size()
                    && !scope.path(smallestFirst.get(turn)).isTextual()) {
                turn++;
            }
            return turn;
        }

        @Override
        public boolean isWorthAsking() {
            return !slow.isSlow(data);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private Uni<Optional<OutboxMessage>> explained(OutboxMessage message, ObjectNode data, Duration within) {
        Optional<ComparedDays> days = days(data);
        if (days.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        long until = System.nanoTime() + within.toNanos();
        String subscription = data.at("/scope/subscription").textValue();
        return answering
                .aside(within, session -> explained(session, data, days.get(), until))
                .map(found -> found.map(explanation -> message.saying(data.deepCopy()
                        .set("explanation", ExplanationJson.of(explanation, subscription))
                        .toString())));
    }

    private Uni<Optional<Explanation>> explained(
            Mutiny.StatelessSession session, ObjectNode data, ComparedDays days, long until) {
        String currency = data.path("currency").asText();
        UUID budget = UUID.fromString(data.at("/budget/uuid").asText());
        return inTime(session, until, left -> ExplainedBudgetTable.find(session, budget, currency))
                .map(found ->
                        found.filter(asking -> isOf(data, asking) && ComparedCosts.areKnownByDay(asking.spending())))
                .chain(asking -> asking.isEmpty()
                        ? Uni.createFrom().item(Optional.<Explanation>empty())
                        : compared(session, data, days, until, asking.get().spending())
                                .map(compared -> Explanation.of(
                                        days,
                                        currency,
                                        new BigDecimal(data.path("spend").asText()),
                                        compared)));
    }

    private Uni<List<ComparedCost>> compared(
            Mutiny.StatelessSession session,
            ObjectNode data,
            ComparedDays days,
            long until,
            BudgetOutlooks.Spending spending) {
        return inTime(session, until, left -> costs.of(session, spending, days.now(), days.before(), Explanation.MOST)
                .onFailure(SqlState::isCancelled)
                .invoke(() -> slow.remember(data, left)));
    }

    /** A statement in what is left of the time, of which a connection or what was asked before may have used the most. */
    private <T> Uni<T> inTime(Mutiny.StatelessSession session, long until, Function<Duration, Uni<T>> read) {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        return left.compareTo(LEAST) < 0
                ? Uni.createFrom().failure(new TimeoutException("no time is left to ask"))
                : answering.within(session, left, () -> read.apply(left));
    }

    private static Optional<ComparedDays> days(ObjectNode data) {
        JsonNode period = data.path("period");
        return ComparedDays.of(
                TimeGrain.named(period.path("timeGrain").asText()).orElseThrow(),
                new Period(
                        LocalDate.parse(period.path("start").asText()),
                        LocalDate.parse(period.path("end").asText())),
                LocalDate.ofInstant(Instant.parse(data.path("crossedAt").asText()), ZoneOffset.UTC));
    }

    /** Whether the crossing was of what the budget asks for. Its scope never changes. */
    private static boolean isOf(ObjectNode data, Asking asking) {
        return asking.spending().metric().label().equals(data.path("metric").asText())
                && filter(asking.filterText()).equals(data.path("filter"));
    }

    private static JsonNode filter(@Nullable String text) {
        return text == null ? JsonNodeFactory.instance.nullNode() : read(OldFilters.filter(text));
    }
}
