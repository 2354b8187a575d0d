package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.outbox.Explainer;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.outbox.SentMessages;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the alert service hears of crossings, with what has moved their spend. */
final class ExplainedEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BudgetEvaluator evaluator;
    private final Vertx vertx;

    ExplainedEvents(BudgetEvaluator evaluator, Vertx vertx) {
        this.evaluator = evaluator;
        this.vertx = vertx;
    }

    /**
     * The event of a budget that is made now: of another one where the explanation came too late, as it may. What was too slow is not asked again for a while, so the other one is of another account.
     *
     * @param account what the name of each account begins with
     * @param made writes charges of an account and makes a budget of them
     */
    JsonNode explained(String account, Function<String, UUID> made) {
        for (int attempt = 0; attempt < 20; attempt++) {
            JsonNode event = evaluated(made.apply(account + "-" + attempt)).getFirst();
            if (event.has("explanation")) {
                return event;
            }
        }
        throw new AssertionError("none of twenty was explained in time");
    }

    /** The events of a budget, once it has crossed. */
    List<JsonNode> evaluated(UUID budget) {
        await().until(() -> {
            run(vertx, () -> evaluator.evaluate(budget));
            return BudgetFixture.ready(budget) && BudgetFixture.crossings(budget) > 0;
        });
        return sent(budget);
    }

    /** The events of a budget, each of which fits the contract. */
    static List<JsonNode> sent(UUID budget) {
        await().until(() -> count("select count(*) from outbox where key = '" + budget + "'") == 0);
        return SentMessages.of(CrossingEvent.TOPIC, budget.toString(), CrossingEvent.TYPE).stream()
                .map(message -> read(message.value()))
                .toList();
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode data = JSON.readTree(body);
            assertThat(ContractFolder.problems(
                            ContractFolder.example("crossing-actual.json").set("data", data)))
                    .isEmpty();
            return data;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the relay hears of a crossing of a budget without a filter, found on 20 November 2026. */
    static ObjectNode crossing(
            UUID budget, TimeGrain grain, String start, String end, Metric metric, String spend, String currency) {
        ObjectNode data =
                (ObjectNode) ContractFolder.example("crossing-actual.json").get("data");
        ((ObjectNode) data.get("budget")).put("uuid", budget.toString());
        ((ObjectNode) data.get("scope")).put("billingAccount", budget.toString());
        ((ObjectNode) data.get("period"))
                .put("timeGrain", grain.label())
                .put("start", start)
                .put("end", end);
        data.putNull("filter")
                .put("metric", metric.label())
                .put("spend", spend)
                .put("currency", currency)
                .put("crossedAt", "2026-11-20T12:00:00Z");
        return data;
    }

    /** What is said of it, asked with more patience than the relay has. */
    static Optional<JsonNode> explanation(Explainer explainer, Vertx vertx, JsonNode crossing) {
        OutboxMessage message = new OutboxMessage(
                CrossingEvent.TOPIC, "key", "id", Map.of("ce_type", CrossingEvent.TYPE), crossing.toString());
        return run(vertx, () -> explainer.unexplained(message).orElseThrow().explained(Duration.ofSeconds(30)))
                .map(said -> read(Objects.requireNonNull(said.body()).getBytes(UTF_8))
                        .path("explanation"));
    }

    /** Each with its name and {@link #amounts}. */
    static List<String> movers(JsonNode movers, String name) {
        List<String> shown = new ArrayList<>();
        movers.forEach(mover -> shown.add(mover.path(name).asText() + " " + amounts(mover)));
        return shown;
    }

    /** Spend, before, change and currency, without the zeros that decimals end with. */
    static String amounts(JsonNode node) {
        return plain(node.get("spend")) + " " + plain(node.get("before")) + " " + plain(node.get("change")) + " "
                + node.path("currency").asText();
    }

    static String plain(@Nullable JsonNode decimal) {
        BigDecimal value = new BigDecimal(Objects.requireNonNull(decimal).textValue());
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
