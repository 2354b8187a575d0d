package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.analysis.BusyException;
import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.details.DetailPosition;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.details.PartsTooSlowException;
import dev.outlay.budget.details.UsageDetails;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.seal.Seal;
import dev.outlay.budget.seal.Seals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Usage details over HTTP (azure-rest-contract.md section 4). */
@ApplicationScoped
class UsageDetailsEndpoint {

    private static final int USUAL_ROWS = 1_000;
    private static final int MOST_ROWS = 1_000;

    /** What the tokens of its pages are sealed for. A token holds the id of a charge, which is its producer's, and the moment as of which it is read, which nobody chooses. */
    private static final String PURPOSE = "page of usage details";

    private final UsageDetails details;
    private final Invoices invoices;
    private final Seals seals;
    private final String partnerTenant;

    UsageDetailsEndpoint(UsageDetails details, Invoices invoices, Seals seals, AccessConfig access) {
        this.details = details;
        this.invoices = invoices;
        this.seals = seals;
        this.partnerTenant = access.partnerTenant().orElse("");
    }

    Uni<Answer> list(Call call) {
        return list(call, "", today -> UsageDetailsFilter.of(call, today));
    }

    /** What is billed with an invoice, as it is known now; what a closed one differs from that is a correction on the next one, and no charge. */
    Uni<Answer> ofInvoice(Call call) {
        return invoices.find(call.principal(), call.scope().scope(), call.name())
                .map(found -> found.orElseThrow(() -> InvoicesEndpoint.unknown(call)))
                .chain(invoice -> list(
                        call,
                        "/invoices/" + invoice.name(),
                        today -> UsageDetailsFilter.ofInvoice(call, invoice.period())));
    }

    /** @param below what the path has between the scope and the provider */
    private Uni<Answer> list(Call call, String below, Function<LocalDate, DetailQuestion> question) {
        String path = call.scope().armId() + below + "/providers/Microsoft.Consumption/usageDetails";
        return seals.get()
                .chain(seal -> details.page(
                                call.principal(),
                                call.scope().scope(),
                                (kind, today) -> asked(call, seal, () -> question.apply(today)))
                        .map(page -> Answer.ok(body(call, path, seal, page))))
                .onFailure(BusyException.class)
                .recoverWithItem(() -> later(429, "429", "Too many requests. Please retry."))
                .onFailure(PartsTooSlowException.class)
                .recoverWithItem(
                        () -> later(503, "ServiceUnavailable", "The database is busy. Try again in a few seconds."));
    }

    private static Answer later(int status, String code, String message) {
        return new Answer(
                status,
                ArmJson.error(code, message),
                Map.of("Retry-After", "1", "x-ms-ratelimit-microsoft.consumption-retry-after", "1"));
    }

    /** A token holds the days as well: without a filter they are those of today's month, which may be another one when the next page is asked for. */
    private static UsageDetails.Asked asked(Call call, Seal seal, Supplier<DetailQuestion> wanted) {
        int limit = PageSize.of(call, USUAL_ROWS, MOST_ROWS);
        DetailQuestion question = wanted.get();
        String token = call.parameter("$skiptoken");
        if (token.isEmpty()) {
            return new UsageDetails.Asked(question, null, limit);
        }
        String[] opened =
                seal.open(PURPOSE, token).orElseThrow(PageToken::refused).split(" ", 3);
        return new UsageDetails.Asked(
                question.of(LocalDate.parse(opened[0]), LocalDate.parse(opened[1])),
                DetailPosition.read(opened[2]).orElseThrow(PageToken::refused),
                limit);
    }

    private ObjectNode body(Call call, String path, Seal seal, UsageDetails.Page page) {
        PriceView prices = call.scope().scope().kind().priceView();
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        page.details().forEach(detail -> value.add(UsageDetailJson.write(call, detail, prices, partnerTenant)));
        DetailPosition next = page.next();
        if (next == null) {
            return list.putNull("nextLink");
        }
        DetailQuestion question = page.question();
        String token = seal.seal(PURPOSE, question.first() + " " + question.last() + " " + next.text());
        return list.put("nextLink", Links.next(call, path, token));
    }
}
