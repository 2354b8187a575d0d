package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.download.FileKind;
import dev.outlay.budget.download.TooManyFilesException;
import dev.outlay.budget.pricesheet.PriceSheet;
import dev.outlay.budget.pricesheet.PriceSheets;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Files of price sheets over HTTP (azure-rest-contract.md sections 1 and 6): of Microsoft.Billing in 2019, and of Microsoft.CostManagement since 2022. They are asked for and polled as files of usage details are.
 */
@ApplicationScoped
class PriceSheetFilesEndpoint {

    private static final String OF_BILLING = "/pricesheetDownloadOperations/";
    private static final String OF_COST_MANAGEMENT = "/providers/Microsoft.CostManagement/operationResults/";

    private final PriceSheets sheets;
    private final Invoices invoices;
    private final CostFiles files;
    private final Access access;

    PriceSheetFilesEndpoint(PriceSheets sheets, Invoices invoices, CostFiles files, Access access) {
        this.sheets = sheets;
        this.invoices = invoices;
        this.files = files;
        this.access = access;
    }

    Uni<Answer> download(Call call) {
        access.admit(call.principal(), call.route().need());
        requireCsv(call);
        return sheet(call)
                .map(found -> found.orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "There is no price sheet of '" + call.scope().armId()
                                        + (call.name().isEmpty()
                                                ? "'"
                                                : "' for the period of the invoice " + call.name())
                                        + ", nor of a month before. Import one first.")
                        .exception()))
                .chain(sheet -> files.ask(call.principal(), call.scope().armId(), sheet))
                .map(id -> accepted(call, id))
                .onFailure(TooManyFilesException.class)
                .recoverWithItem(CostFilesEndpoint::tooMany);
    }

    /** The seed asks for csv; what else Azure has there is not said. */
    private static void requireCsv(Call call) {
        String format = call.parameter("format").toLowerCase(Locale.ROOT);
        if (!format.isEmpty() && !format.equals("csv")) {
            throw Refusal.badRequest("A price sheet is downloaded with format=csv.")
                    .exception();
        }
    }

    private Uni<Optional<PriceSheet>> sheet(Call call) {
        Scope.BillingProfile profile = (Scope.BillingProfile) call.scope().scope();
        return call.name().isEmpty()
                ? sheets.inForce(call.principal(), profile)
                : invoices.find(call.principal(), profile, call.name())
                        .map(found -> found.orElseThrow(() -> InvoicesEndpoint.unknown(call)))
                        .chain(invoice -> sheets.ofInvoice(call.principal(), profile, invoice));
    }

    private static Answer accepted(Call call, UUID id) {
        return new Answer(
                202,
                null,
                Map.of(
                        "Location",
                        Links.operation(call, operation(call, id)),
                        "Retry-After",
                        CostFilesEndpoint.SECONDS,
                        "OData-EntityId",
                        id.toString()));
    }

    private static String operation(Call call, UUID id) {
        return call.scope().armId() + (isOfBilling(call) ? OF_BILLING : OF_COST_MANAGEMENT) + id;
    }

    private static boolean isOfBilling(Call call) {
        return Routing.BILLING.equals(call.provider());
    }

    /** 202 while it is being written. */
    Uni<Answer> result(Call call) {
        access.admit(call.principal(), call.route().need());
        return files.find(call.principal(), call.scope().scope(), FileKind.PRICE_SHEET, CostFilesEndpoint.id(call))
                .map(found -> found.orElseThrow(() -> CostFilesEndpoint.unknown(call)))
                .chain(file -> switch (file.state()) {
                    case NOT_WHOLE -> Uni.createFrom().item(accepted(call, file.id()));
                    case WHOLE ->
                        files.link(file)
                                .map(link -> Answer.ok(withLink(
                                        body(call, file),
                                        call.link("/v1/downloads/" + link.token()),
                                        link.expiresAt().toString())));
                    case EMPTY, GIVEN_UP -> Uni.createFrom().item(Answer.ok(body(call, file)));
                });
    }

    private static ObjectNode body(Call call, CostFile file) {
        ObjectNode body = ArmJson.resource(
                operation(call, file.id()),
                file.id().toString(),
                isOfBilling(call)
                        ? "Microsoft.Billing/billingAccounts/billingProfiles/pricesheetDownloadOperations"
                        : "Microsoft.CostManagement/operationResults");
        return CostFilesEndpoint.withError(body.put("status", CostFilesEndpoint.status(file)), file);
    }

    /** Under each of the names that it has in a version of Azure's: clients read one of them. */
    static ObjectNode withLink(ObjectNode body, String link, String until) {
        body.put("url", link).put("downloadUrl", link).put("expiryTime", until).put("validTill", until);
        body.putObject("properties")
                .put("downloadUrl", link)
                .put("expiryTime", until)
                .put("validTill", until);
        return body;
    }
}
