package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.BusyException;
import dev.outlay.budget.analysis.CostAnalysis;
import dev.outlay.budget.analysis.CostPage;
import dev.outlay.budget.analysis.CostQuestionJson;
import dev.outlay.budget.analysis.DimensionAnswer;
import dev.outlay.budget.analysis.DimensionQuestion;
import dev.outlay.budget.analysis.DimensionValues;
import dev.outlay.budget.analysis.InvalidQuery;
import dev.outlay.budget.analysis.PagedQuestion;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions of cost over HTTP (azure-rest-contract.md section 3). */
@ApplicationScoped
class CostEndpoint {

    private static final int USUAL_ROWS = 1_000;
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_VALUES = 1_000;
    private static final String DATA = "properties/data";

    private final CostAnalysis analysis;

    CostEndpoint(CostAnalysis analysis) {
        this.analysis = analysis;
    }

    Uni<Answer> query(Call call) {
        return answered(
                call,
                analysis.page(
                                call.principal(),
                                call.scope().scope(),
                                (kind, today) -> new PagedQuestion(
                                        CostQuestionJson.read(ArmJson.object(call), kind, today),
                                        PageToken.offset(call.query()),
                                        PageSize.of(call, USUAL_ROWS, MOST_ROWS),
                                        PageToken.upTo(call.query())))
                        .map(page -> Answer.ok(result(call, page))));
    }

    Uni<Answer> dimensions(Call call) {
        return answered(
                call,
                analysis.dimensions(
                                call.principal(), call.scope().scope(), (kind, today) -> question(call, kind, today))
                        .map(found -> Answer.ok(list(call, found))));
    }

    /** As Azure does, a message about a query ends with the id of the request; and whoever finds no place is told when to ask again. */
    static Uni<Answer> answered(Call call, Uni<Answer> answer) {
        return answer.onFailure(BusyException.class)
                .recoverWithItem(CostEndpoint::busy)
                .onFailure(RefusedException.class)
                .transform(refused -> withRequestId(call, (RefusedException) refused));
    }

    private static Answer busy() {
        return new Answer(
                429,
                ArmJson.error(
                        "429",
                        "Too many requests. Please retry. As many queries as may be at a time are being answered."),
                Map.of("Retry-After", "1", "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "1"));
    }

    private static RefusedException withRequestId(Call call, RefusedException refused) {
        Refusal refusal = refused.refusal();
        return refusal.message().startsWith(InvalidQuery.BEGINNING)
                ? new Refusal(
                                refusal.status(),
                                refusal.code(),
                                refusal.message() + "\r\n\r\n (Request ID: " + call.requestId() + ")")
                        .exception()
                : refused;
    }

    private static ObjectNode result(Call call, CostPage page) {
        Long upTo = page.invoicesUpTo();
        ObjectNode result = result(
                call,
                "query",
                page.next() == 0
                        ? null
                        : upTo == null ? PageToken.write(page.next()) : PageToken.write(page.next(), upTo));
        CostRows.write((ObjectNode) result.path("properties"), page);
        return result;
    }

    /**
     * An answer that has no columns and rows yet.
     *
     * @param type of what was asked, whose address the next page has
     * @param next token of the next page; null for none
     */
    static ObjectNode result(Call call, String type, @Nullable String next) {
        ObjectNode result = ArmJson.resource(
                scope(call) + "/providers/Microsoft.CostManagement/Query/" + call.requestId(),
                call.requestId(),
                "microsoft.costmanagement/Query");
        result.putNull("location").putNull("sku").putNull("eTag");
        ObjectNode properties = result.putObject("properties");
        if (next == null) {
            properties.putNull("nextLink");
        } else {
            properties.put(
                    "nextLink",
                    Links.next(call, call.scope().armId() + "/providers/Microsoft.CostManagement/" + type, next));
        }
        return result;
    }

    /** In the ids of results and dimensions, Azure's scopes have no leading slash. */
    private static String scope(Call call) {
        String id = call.scope().armId();
        return id.startsWith("/") ? id.substring(1) : id;
    }

    private static DimensionQuestion question(Call call, ScopeKind kind, LocalDate today) {
        boolean withValues = call.parameter("$expand").equalsIgnoreCase(DATA);
        if (!withValues && !call.parameter("$expand").isEmpty()) {
            throw Refusal.badRequest("$expand can be " + DATA + " alone.").exception();
        }
        int limit = PageSize.of(call, MOST_VALUES, MOST_VALUES);
        return DimensionsFilter.read(call.parameter("$filter"), kind.priceView(), today)
                .question(withValues, PageToken.offset(call.query()), withValues ? limit : 1);
    }

    private static ObjectNode list(Call call, DimensionAnswer found) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        found.values().forEach(values -> value.add(body(call, found.question(), values)));
        return list;
    }

    private static ObjectNode body(Call call, DimensionQuestion question, DimensionValues values) {
        String label = values.dimension().label();
        String name = "dimensions_" + label + "_" + question.days().first() + "_"
                + question.days().last();
        ObjectNode body = ArmJson.resource(
                scope(call) + "/providers/microsoft.CostManagement/" + name,
                name,
                "microsoft.CostManagement/dimensions");
        ObjectNode properties = body.putObject("properties");
        ArrayNode data = properties.putArray("data");
        values.values().forEach(data::add);
        properties
                .put("total", values.total())
                .put("category", label)
                .put("usageStart", question.days().first() + "T00:00:00Z")
                .put("usageEnd", question.days().last() + "T00:00:00Z")
                .put("description", values.dimension().description())
                .put("filterEnabled", true)
                .put("groupingEnabled", true);
        int next = question.offset() + values.values().size();
        boolean isMore = question.withValues() && question.dimensions().size() == 1 && next < values.total();
        if (isMore && !values.values().isEmpty()) {
            properties.put(
                    "nextLink",
                    Links.next(
                            call,
                            call.scope().armId() + "/providers/Microsoft.CostManagement/dimensions",
                            PageToken.write(next)));
        } else {
            properties.putNull("nextLink");
        }
        return body;
    }
}
