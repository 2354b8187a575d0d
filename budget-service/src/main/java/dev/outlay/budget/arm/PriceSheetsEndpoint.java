package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.pricesheet.BillingPeriodName;
import dev.outlay.budget.pricesheet.ImportPriceSheet;
import dev.outlay.budget.pricesheet.PriceSheetConfig;
import dev.outlay.budget.pricesheet.PriceSheetProblem;
import dev.outlay.budget.pricesheet.PriceSheetRefusedException;
import dev.outlay.budget.pricesheet.PriceSheets;
import dev.outlay.budget.pricesheet.TooManyImportsException;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Price sheets of billing profiles over HTTP (azure-rest-contract.md section 4). Importing one is Outlay's own: Azure makes its sheets itself. */
@ApplicationScoped
class PriceSheetsEndpoint {

    private static final String SHEET = "/providers/Microsoft.Consumption/pricesheets/default";

    private static final Set<String> TYPES = Set.of(
            "",
            "text/csv",
            "text/plain",
            "application/csv",
            "application/gzip",
            "application/x-gzip",
            "application/octet-stream");

    private final PriceSheets sheets;
    private final ImportPriceSheet imports;
    private final Access access;
    private final Vertx vertx;
    private final Duration longestSilence;
    private final Duration longest;

    PriceSheetsEndpoint(
            PriceSheets sheets,
            ImportPriceSheet imports,
            Access access,
            Vertx vertx,
            AllowanceConfig allowance,
            PriceSheetConfig config) {
        this.sheets = sheets;
        this.imports = imports;
        this.access = access;
        this.vertx = vertx;
        this.longestSilence = allowance.longestBody();
        this.longest = config.longest();
    }

    /** @param request paused; its body is read while it arrives */
    Uni<Answer> put(Call call, HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            access.admit(call.principal(), call.route().need());
            if (!TYPES.contains(call.contentType())) {
                throw new Refusal(
                                415,
                                "UnsupportedMediaType",
                                "Send a price sheet as text/csv, or packed as application/gzip.")
                        .exception();
            }
            YearMonth period = period(call.name());
            ArrivingBody body = new ArrivingBody(request, vertx.getOrCreateContext(), longestSilence, longest).start();
            return imports.run(call.changedBy(), profile(call), period, body)
                    .onTermination()
                    .invoke(body::drop)
                    .map(imported -> imported(call, imported))
                    .onFailure(PriceSheetRefusedException.class)
                    .recoverWithItem(wrong -> refused((PriceSheetRefusedException) wrong))
                    .onFailure(TooManyImportsException.class)
                    .recoverWithItem(many -> new Answer(
                            429,
                            ArmJson.error(
                                    "429",
                                    "Too many requests. Please retry. " + many.getMessage() + " Try again later."),
                            Map.of("Retry-After", "10")));
        });
    }

    private static Answer imported(Call call, ImportPriceSheet.Imported imported) {
        ObjectNode body = PriceSheetJson.sheet(idOf(call, imported.sheet().period()), imported.sheet());
        return imported.outcome() == ImportPriceSheet.Outcome.CREATED ? Answer.created(body) : Answer.ok(body);
    }

    /** All problems are counted; the first ones are told, each with its line and column. */
    private static Answer refused(PriceSheetRefusedException wrong) {
        ObjectNode envelope = ArmJson.node();
        ObjectNode error =
                envelope.putObject("error").put("code", "InvalidPriceSheet").put("message", summary(wrong));
        ArrayNode details = error.putArray("details");
        wrong.problems().forEach(problem -> details.addObject()
                .put("code", problem.code())
                .put("message", where(problem) + ": " + problem.message())
                .put("target", problem.column())
                .put("line", problem.line()));
        return new Answer(400, ArmJson.text(envelope), Map.of());
    }

    private static String summary(PriceSheetRefusedException wrong) {
        PriceSheetProblem first = wrong.problems().getFirst();
        String all = wrong.count() == 1
                ? "There is one problem"
                : "There are " + wrong.count() + " problems, of which details has the first "
                        + wrong.problems().size();
        return "The file is no price sheet, and nothing of it is kept. " + all + ". " + where(first) + ": "
                + first.message();
    }

    private static String where(PriceSheetProblem problem) {
        return "Line " + problem.line() + (problem.column().isEmpty() ? "" : ", column " + problem.column());
    }

    Uni<Answer> get(Call call) {
        return Uni.createFrom().deferred(() -> sheets.page(call.principal(), profile(call), () -> wanted(call))
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call))))));
    }

    private static PriceSheets.Wanted wanted(Call call) {
        return new PriceSheets.Wanted(
                call.name().isEmpty() ? null : period(call.name()),
                position(PageToken.read(call.query())),
                PageSize.of(call).getAsInt());
    }

    /** A token opens nothing: the sheet that it names is looked for among the profile's own. */
    private static PriceSheets.@Nullable Position position(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String[] numbers = key.split(" ", -1);
        try {
            if (numbers.length == 2) {
                return new PriceSheets.Position(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
            }
        } catch (NumberFormatException notOurs) {
            // Answered below, as every other token that is none of ours.
        }
        throw PageToken.refused();
    }

    private static ObjectNode body(Call call, PriceSheets.Page page) {
        ObjectNode body = PriceSheetJson.sheet(idOf(call, page.sheet().period()), page.sheet());
        ObjectNode properties = (ObjectNode) body.get("properties");
        ArrayNode prices = properties.putArray("pricesheets");
        boolean details = call.parameter("$expand").toLowerCase(Locale.ROOT).endsWith("meterdetails");
        String period = periodId(call, page.sheet().period());
        page.prices().forEach(price -> prices.add(PriceSheetJson.price(price, period, details)));
        PriceSheets.Position next = page.next();
        String asked = call.name().isEmpty()
                ? call.scope().armId() + SHEET
                : idOf(call, page.sheet().period());
        properties.put(
                "nextLink",
                next == null ? null : Links.next(call, asked, PageToken.write(next.sheet() + " " + next.after())));
        return body;
    }

    private static String periodId(Call call, YearMonth period) {
        return call.scope().armId() + "/providers/Microsoft.Billing/billingPeriods/" + BillingPeriodName.of(period);
    }

    private static String idOf(Call call, YearMonth period) {
        return periodId(call, period) + SHEET;
    }

    private static Scope.BillingProfile profile(Call call) {
        return (Scope.BillingProfile) call.scope().scope();
    }

    private static YearMonth period(String name) {
        return BillingPeriodName.read(name)
                .orElseThrow(() -> Refusal.badRequest("A billing period is a month, such as 202611.")
                        .exception());
    }

    private static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "There is no price sheet of '" + call.scope().armId()
                                + (call.name().isEmpty() ? "'" : "' for the billing period " + call.name())
                                + ". Import one with PUT at " + call.scope().armId()
                                + "/providers/Microsoft.Billing/billingPeriods/{yyyymm}" + SHEET + ".")
                .exception();
    }
}
