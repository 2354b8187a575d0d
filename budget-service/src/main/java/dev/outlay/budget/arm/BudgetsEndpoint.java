package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.BudgetJson;
import dev.outlay.budget.budget.BudgetRequest;
import dev.outlay.budget.budget.BudgetVersion;
import dev.outlay.budget.budget.BudgetView;
import dev.outlay.budget.budget.Budgets;
import dev.outlay.budget.budget.KeptBudget;
import dev.outlay.budget.budget.ReservationBudgetJson;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Budgets over HTTP, under both of their providers. */
@ApplicationScoped
class BudgetsEndpoint {

    private final Budgets budgets;

    BudgetsEndpoint(Budgets budgets) {
        this.budgets = budgets;
    }

    Uni<Answer> list(Call call) {
        return budgets.list(call.principal(), call.scope(), () -> part(call)).map(page -> Answer.ok(list(call, page)));
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
                        version(call),
                        call.name(),
                        () -> asked(call, ArmJson.object(call)))
                .map(kept -> kept.created()
                        ? Answer.created(body(call, kept.budget()))
                        : Answer.ok(body(call, kept.budget())));
    }

    Uni<Answer> delete(Call call) {
        return budgets.delete(call.changedBy(), call.scope(), call.name()).replaceWith(Answer.EMPTY);
    }

    private static BudgetRequest asked(Call call, JsonNode body) {
        BudgetVersion version = version(call);
        return ReservationBudgetJson.isAsked(body)
                ? ReservationBudgetJson.read(body, version)
                : BudgetJson.read(
                        body, version.grammar(), call.scope().scope().kind().priceView());
    }

    private static BudgetVersion version(Call call) {
        return new BudgetVersion(String.valueOf(call.provider()), call.parameter("api-version"));
    }

    private static Budgets.Part part(Call call) {
        return new Budgets.Part(
                Objects.requireNonNullElse(PageToken.read(call.query()), ""),
                category(call.parameter("$filter")),
                PageSize.of(call).getAsInt());
    }

    /** The category that a filter asks for, in lower case; null for every one. Azure knows no other filter of budgets (azure-rest-contract.md section 2). */
    private static @Nullable String category(String filter) {
        if (filter.isBlank()) {
            return null;
        }
        ODataText text = new ODataText(
                filter, () -> Refusal.badRequest("$filter of budgets must have the form properties/category eq 'Cost'.")
                        .exception());
        text.word("properties/category ");
        text.word("eq ");
        String category = text.value().toLowerCase(Locale.ROOT);
        text.end();
        return category;
    }

    private static ObjectNode list(Call call, Budgets.Page page) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        page.budgets().forEach(budget -> value.add(body(call, budget)));
        String next = page.next();
        return list.put(
                "nextLink",
                next == null
                        ? null
                        : Links.next(
                                call,
                                call.scope().armId() + "/providers/" + call.provider() + "/budgets",
                                PageToken.write(next)));
    }

    private static ObjectNode body(Call call, KeptBudget budget) {
        ObjectNode body = ArmJson.node()
                .put("id", call.id("budgets", budget.name()))
                .put("name", budget.name())
                .put("type", call.provider() + "/budgets")
                .put("eTag", "\"" + budget.eTag() + "\"");
        return body.set("properties", BudgetView.properties(budget, version(call)));
    }
}
