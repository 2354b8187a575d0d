package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Invoice;
import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;

/** Invoices over HTTP (azure-rest-contract.md section 9). Closing is Outlay's own: Azure closes by itself. */
@ApplicationScoped
class InvoicesEndpoint {

    private static final String TYPE = "Microsoft.Billing/billingAccounts/billingProfiles/invoices";

    private final Invoices invoices;

    InvoicesEndpoint(Invoices invoices) {
        this.invoices = invoices;
    }

    /** How many there are is always said, as Azure says it. */
    Uni<Answer> list(Call call) {
        return ListAnswer.of(
                call,
                call.scope().armId() + "/invoices",
                Invoices.FIELDS,
                wanted -> invoices.list(
                        call.principal(), call.scope().scope(), () -> AskedDays.ofInvoices(call), () -> wanted.get()
                                .withTotal()),
                invoice -> body(call, invoice));
    }

    Uni<Answer> get(Call call) {
        return invoices.find(call.principal(), call.scope().scope(), call.name())
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    Uni<Answer> close(Call call) {
        return invoices.close(
                        call.changedBy(), (Scope.BillingProfile) call.scope().scope(), call.name())
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "There is no invoice '" + call.name() + "' of '"
                                + call.scope().armId()
                                + "'. An invoice opens with the first charge of its billing period.")
                .exception();
    }

    private static ObjectNode body(Call call, Invoice invoice) {
        String profile = BillingBodies.accountId(call) + "/billingProfiles/" + invoice.profile();
        ObjectNode body = ArmJson.resource(profile + "/invoices/" + invoice.name(), invoice.name(), TYPE);
        ObjectNode properties = body.putObject("properties")
                .put("state", invoice.closedAt() == null ? "Open" : "Closed")
                .put("invoiceType", "AzureService")
                .put("isMonthlyInvoice", true)
                .put("invoicePeriodStartDate", invoice.firstDay() + "T00:00:00Z")
                .put("invoicePeriodEndDate", invoice.lastDay() + "T00:00:00Z")
                .put("billingProfileId", profile)
                .put(
                        "billingProfileDisplayName",
                        Optional.ofNullable(invoice.profileName()).orElse(invoice.profile()));
        if (invoice.closedAt() != null) {
            properties
                    .put("status", "Due")
                    .put("invoiceDate", invoice.closedAt().toString());
        }
        if (invoice.dueDay() != null) {
            properties.put("dueDate", invoice.dueDay() + "T00:00:00Z");
        }
        if (invoice.purchaseOrder() != null) {
            properties.put("purchaseOrderNumber", invoice.purchaseOrder());
        }
        String currency = invoice.currency();
        AmountJson.put(properties, "billedAmount", invoice.subTotal(), currency);
        AmountJson.put(properties, "subTotal", invoice.subTotal(), currency);
        AmountJson.put(properties, "corrections", invoice.corrections(), currency);
        AmountJson.put(properties, "taxAmount", invoice.tax(), currency);
        AmountJson.put(properties, "totalAmount", invoice.total(), currency);
        AmountJson.put(properties, "creditAmount", invoice.credit(), currency);
        AmountJson.put(properties, "azurePrepaymentApplied", BigDecimal.ZERO, currency);
        AmountJson.put(properties, "freeAzureCreditApplied", BigDecimal.ZERO, currency);
        AmountJson.put(properties, "amountDue", invoice.due(), currency);
        properties.put("charges", invoice.charges());
        properties.putArray("documents");
        properties.putArray("payments");
        return body;
    }
}
