package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.BudgetJson;
import dev.outlay.budget.budget.BudgetView;
import dev.outlay.budget.budget.Budgets;
import dev.outlay.budget.budget.FilterGrammar;
import dev.outlay.budget.budget.KeptBudget;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Budgets over HTTP, under both of their providers. */
@ApplicationScoped
class BudgetsEndpoint {

    private final Budgets budgets;

    BudgetsEndpoint(Budgets budgets) {
        this.budgets = budgets;
    }

    Uni<Answer> list(Call call) {
        return budgets.list(call.principal(), call.scope()).map(found -> Answer.ok(list(call, found)));
    }

    Uni<Answer> get(Call call) {
        return budgets.find(call.principal(), call.scope(), call.name())
                .map(found -> found.map(budget -> Answer.ok(body(call, budget))).orElseThrow(() -> Refusal.notFound(
                                "404", "Budget with name " + call.name() + " is not found at this scope.")
                        .exception()));
    }

    Uni<Answer> put(Call call) {
        return budgets.put(
                        call.changedBy(),
                        call.scope(),
                        String.valueOf(call.provider()),
                        call.name(),
                        () -> BudgetJson.read(ArmJson.object(call), grammar(call)))
                .map(kept -> kept.created()
                        ? Answer.created(body(call, kept.budget()))
                        : Answer.ok(body(call, kept.budget())));
    }

    Uni<Answer> delete(Call call) {
        return budgets.delete(call.changedBy(), call.scope(), call.name()).replaceWith(Answer.EMPTY);
    }

    private static FilterGrammar grammar(Call call) {
        return FilterGrammar.of(String.valueOf(call.provider()), call.parameter("api-version"));
    }

    private static ObjectNode list(Call call, List<KeptBudget> budgets) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        budgets.forEach(budget -> value.add(body(call, budget)));
        return list.putNull("nextLink");
    }

    private static ObjectNode body(Call call, KeptBudget budget) {
        ObjectNode body = ArmJson.node()
                .put("id", call.id("budgets", budget.name()))
                .put("name", budget.name())
                .put("type", call.provider() + "/budgets")
                .put("eTag", "\"" + budget.eTag() + "\"");
        return body.set("properties", BudgetView.properties(budget));
    }
}
