package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.CostForecasts;
import dev.outlay.budget.analysis.ForecastPage;
import dev.outlay.budget.analysis.ForecastQuestionJson;
import dev.outlay.budget.analysis.ForecastRow;
import dev.outlay.budget.analysis.PagedForecast;
import dev.outlay.budget.forecast.Expected;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forecasts over HTTP (azure-rest-contract.md section 3): a query whose rows say what they are. */
@ApplicationScoped
class ForecastEndpoint {

    private static final int USUAL_ROWS = 1_000;
    private static final int MOST_ROWS = 5_000;

    private final CostForecasts forecasts;

    ForecastEndpoint(CostForecasts forecasts) {
        this.forecasts = forecasts;
    }

    Uni<Answer> forecast(Call call) {
        return CostEndpoint.answered(
                call,
                forecasts
                        .page(call.principal(), call.scope().scope(), (kind, today) -> {
                            if (!call.parameter("$filter").isEmpty()) {
                                throw Refusal.badRequest(
                                                "$filter is not supported. Filter with 'filter' in the dataset, and say with 'includeActualCost' what the rows are to be.")
                                        .exception();
                            }
                            return new PagedForecast(
                                    ForecastQuestionJson.read(ArmJson.object(call), kind, today),
                                    PageToken.offset(call.query()),
                                    PageSize.of(call, USUAL_ROWS, MOST_ROWS));
                        })
                        .map(page -> Answer.ok(body(call, page))));
    }

    private static ObjectNode body(Call call, ForecastPage page) {
        ObjectNode body = CostEndpoint.result(call, "forecast", page.next() == 0 ? null : PageToken.write(page.next()));
        ObjectNode properties = (ObjectNode) body.path("properties");
        ArrayNode columns = properties.putArray("columns");
        page.question().columns().forEach(column -> columns.addObject()
                .put("name", column.name())
                .put("type", column.type().label()));
        ArrayNode rows = properties.putArray("rows");
        page.rows().forEach(row -> write(rows.addArray(), page, row));
        return body;
    }

    private static void write(ArrayNode cells, ForecastPage page, ForecastRow row) {
        CostRows.writeAmountsTimeAndGroups(cells, page.question().question(), row.row());
        cells.add(row.status()).add(row.row().currency());
        if (!page.question().withInterval()) {
            return;
        }
        Expected expected = row.expected();
        if (expected == null) {
            cells.addNull().addNull().addNull().addNull();
        } else {
            cells.add(expected.likely().lower())
                    .add(expected.likely().upper())
                    .add(expected.nearlySure().lower())
                    .add(expected.nearlySure().upper());
        }
    }
}
