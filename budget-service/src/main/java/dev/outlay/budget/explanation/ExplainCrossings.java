package dev.outlay.budget.explanation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.Answering;
import dev.outlay.budget.analysis.ComparedCosts;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.OldFilters;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.explanation.ExplainedBudgetTable.Asking;
import dev.outlay.budget.outbox.Explainer;
import dev.outlay.budget.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Says what has moved the spend of a crossing that is about to be sent: what its budget counts, from the daily cost, in a transaction that changes nothing. The budget is asked as it is now; where it
 * asks for something else by now than the crossing was of, or is gone, nothing is said.
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

    ExplainCrossings(Answering answering, ComparedCosts costs) {
        this.answering = answering;
        this.costs = costs;
    }

    @Override
    public Optional<Unexplained> unexplained(OutboxMessage message) {
        String body = message.body();
        if (body == null || !TYPE.equals(message.headers().get("ce_type"))) {
            return Optional.empty();
        }
        JsonNode data = read(body);
        boolean wanted = data.isObject()
                && !data.path("telling").asText().equals(RECORD_ONLY)
                && !data.path("metric").asText().equals(Metric.USAGE.label());
        return wanted ? Optional.of(within -> explained(message, (ObjectNode) data, within)) : Optional.empty();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private Uni<Optional<OutboxMessage>> explained(OutboxMessage message, ObjectNode data, Duration within) {
        String subscription = data.at("/scope/subscription").textValue();
        return answering
                .aside(within, session -> explained(session, data))
                .map(found -> found.map(explanation -> message.saying(data.deepCopy()
                        .set("explanation", ExplanationJson.of(explanation, subscription))
                        .toString())));
    }

    private Uni<Optional<Explanation>> explained(Mutiny.StatelessSession session, ObjectNode data) {
        String currency = data.path("currency").asText();
        UUID budget = UUID.fromString(data.at("/budget/uuid").asText());
        ComparedDays days = days(data);
        return ExplainedBudgetTable.find(session, budget, currency)
                .map(found ->
                        found.filter(asking -> isOf(data, asking) && ComparedCosts.areKnownByDay(asking.spending())))
                .chain(asking -> asking.isEmpty()
                        ? Uni.createFrom().item(Optional.<Explanation>empty())
                        : costs.of(session, asking.get().spending(), days.now(), days.before(), Explanation.MOST)
                                .map(compared -> Explanation.of(days, currency, compared)));
    }

    private static ComparedDays days(ObjectNode data) {
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
