package dev.outlay.budget.explanation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.ComparedCost;
import dev.outlay.budget.analysis.Days;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an explanation as the alert service reads it ({@code explanation} in {@code deploy/contracts/crossing.v1.schema.json}). */
final class ExplanationJson {

    private ExplanationJson() {}

    /** @param subscription in which the scope is; null where it is in none */
    static ObjectNode of(Explanation explanation, @Nullable String subscription) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("days", days(explanation.days().now()));
        node.set("comparedWith", days(explanation.days().before()));
        amounts(node, explanation.all(), explanation.currency());
        named(node.putArray("services"), "name", explanation.services(), explanation.currency());
        named(node.putArray("subscriptions"), "id", explanation.subscriptions(), explanation.currency());
        ArrayNode groups = node.putArray("resourceGroups");
        for (ComparedCost one : explanation.resourceGroups()) {
            ObjectNode group = groups.addObject().put("name", one.name());
            if (!one.subscription().isEmpty()) {
                group.put("subscription", one.subscription());
            } else if (subscription != null) {
                group.put("subscription", subscription);
            }
            amounts(group, one, explanation.currency());
        }
        return node;
    }

    /** The end is the day after the last, as that of a period is. */
    private static ObjectNode days(Days days) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("start", days.first().toString())
                .put("end", days.last().plusDays(1).toString());
    }

    private static void named(ArrayNode array, String name, List<ComparedCost> costs, String currency) {
        costs.forEach(one -> amounts(array.addObject().put(name, one.name()), one, currency));
    }

    private static void amounts(ObjectNode node, ComparedCost cost, String currency) {
        node.put("spend", cost.now().toPlainString())
                .put("before", cost.before().toPlainString())
                .put("change", cost.change().toPlainString())
                .put("currency", currency);
    }
}
