package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.billing.Invoice;
import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.CostFileLayout;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.download.FileKind;
import dev.outlay.budget.download.TooManyFilesException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * Files of what is on invoices over HTTP (azure-rest-contract.md section 9): the charges of the invoice as CSV, in the layout of cost details. They are asked for and polled as files of usage details are. Azure's are the documents that
 * Microsoft makes; whatever {@code downloadToken} is sent is not looked at, since the caller's own token decides.
 */
@ApplicationScoped
class InvoiceFilesEndpoint {

    private static final String LAYOUT = "2021-10-01";
    private static final String INVOICE = "invoice";

    private final Invoices invoices;
    private final CostFiles files;
    private final Access access;

    InvoiceFilesEndpoint(Invoices invoices, CostFiles files, Access access) {
        this.invoices = invoices;
        this.files = files;
        this.access = access;
    }

    Uni<Answer> download(Call call) {
        return InvoicesEndpoint.found(call, invoices)
                .chain(invoice -> asked(call, invoice))
                .onFailure(TooManyFilesException.class)
                .recoverWithItem(CostFilesEndpoint::tooMany);
    }

    private Uni<Answer> asked(Call call, Invoice invoice) {
        String profile = InvoicesEndpoint.profileId(call, invoice);
        return files.ask(
                        call.principal(),
                        new Scope.BillingProfile(invoice.account(), invoice.profile()),
                        profile,
                        (kind, today) -> new CostFiles.Wanted(
                                DetailQuestion.ofInvoice(invoice.period()),
                                ArmJson.text(ArmJson.node().put(INVOICE, invoice.name())),
                                CostFileLayout.of(kind.priceView(), LAYOUT)))
                .map(id -> accepted(call, profile + "/invoices/" + invoice.name(), id));
    }

    /** 202 while it is being written. */
    Uni<Answer> result(Call call) {
        access.admit(call.principal(), call.route().need());
        String invoice = call.scope().rest().get(1);
        String path = call.scope().armId() + "/invoices/" + invoice;
        return files.find(call.principal(), call.scope().scope(), FileKind.USAGE_DETAILS, CostFilesEndpoint.id(call))
                .map(found -> found.filter(file -> ArmJson.kept(file.request())
                                .path(INVOICE)
                                .asText("")
                                .equalsIgnoreCase(invoice))
                        .orElseThrow(() -> CostFilesEndpoint.unknown(call)))
                .chain(file -> switch (file.state()) {
                    case NOT_WHOLE -> Uni.createFrom().item(accepted(call, path, file.id()));
                    case WHOLE ->
                        files.link(file)
                                .map(link -> Answer.ok(PriceSheetFilesEndpoint.withLink(
                                        body(path, file),
                                        call.link("/v1/downloads/" + link.token()),
                                        link.expiresAt().toString())));
                    case EMPTY, GIVEN_UP -> Uni.createFrom().item(Answer.ok(body(path, file)));
                });
    }

    private static Answer accepted(Call call, String invoice, UUID id) {
        return new Answer(
                202,
                null,
                Map.of(
                        "Location",
                        Links.operation(call, invoice + "/operationResults/" + id),
                        "Retry-After",
                        CostFilesEndpoint.SECONDS));
    }

    private static ObjectNode body(String invoice, CostFile file) {
        ObjectNode body = ArmJson.resource(
                invoice + "/operationResults/" + file.id(),
                file.id().toString(),
                "Microsoft.Billing/billingAccounts/billingProfiles/invoices/operationResults");
        return CostFilesEndpoint.withError(body.put("status", CostFilesEndpoint.status(file)), file);
    }
}
