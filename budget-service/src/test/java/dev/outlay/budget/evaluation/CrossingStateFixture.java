package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.query;

import dev.outlay.budget.outbox.SentMessages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** How crossings of budgets stand, and what the alert service hears of it. */
final class CrossingStateFixture {

    private CrossingStateFixture() {}

    /** The thresholds whose crossing is not resolved, in percent. */
    static List<Object> open(UUID budget) {
        return query(
                        "select cast(split_part(condition, '|', 3) as integer) from crossed_threshold where budget_uuid = '"
                                + budget + "' and resolved_at is null order by 1")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /** What the alert service hears of a budget's states, in its order: threshold, state and number. */
    static List<String> told(UUID budget) {
        await().until(() -> count("select count(*) from outbox where key = '" + budget + "'") == 0);
        Map<String, String> thresholds = query(
                        "select cast(id as text), split_part(condition, '|', 3) from crossed_threshold where budget_uuid = '"
                                + budget + "'")
                .stream()
                .collect(Collectors.toMap(row -> (String) row.get(0), row -> (String) row.get(1)));
        return SentMessages.of(CrossingEvent.TOPIC, budget.toString(), CrossingStateEvent.TYPE).stream()
                .map(message -> new JsonObject(Buffer.buffer(message.value())))
                .map(data -> thresholds.get(data.getString("crossing")) + " " + data.getString("state") + " "
                        + data.getInteger("number"))
                .toList();
    }

    static int crossingsTold(UUID budget) {
        return SentMessages.of(CrossingEvent.TOPIC, budget.toString(), CrossingEvent.TYPE)
                .size();
    }
}
