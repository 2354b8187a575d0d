package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Invoice;
import dev.outlay.budget.billing.InvoiceStatus;
import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.billing.KeepInvoiceStatus;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** Invoices over HTTP (azure-rest-contract.md section 9). Closing is Outlay's own: Azure closes by itself. */
@ApplicationScoped
class InvoicesEndpoint {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts/";
    private static final String NO_ACCOUNT = "default";
    private static final String TYPE = "Microsoft.Billing/billingAccounts/billingProfiles/invoices";

    private final Invoices invoices;
    private final KeepInvoiceStatus statuses;

    InvoicesEndpoint(Invoices invoices, KeepInvoiceStatus statuses) {
        this.invoices = invoices;
        this.statuses = statuses;
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
        return found(call, invoices).map(invoice -> Answer.ok(body(call, invoice)));
    }

    /**
     * The invoice that a path names; fails with a refusal where there is none. At the account {@code default}, which stands for no account, it is one of whichever account: whoever knows nothing but an
     * invoice's id asks for it there (version 2020-05-01, GetById). An account that is really called so is one of them.
     */
    static Uni<Invoice> found(Call call, Invoices invoices) {
        Uni<Optional<Invoice>> asked = isOfAnyAccount(call)
                ? invoices.find(call.principal(), call.name())
                : invoices.find(call.principal(), call.scope().scope(), call.name());
        return asked.map(invoice -> invoice.orElseThrow(() -> unknown(call)));
    }

    private static boolean isOfAnyAccount(Call call) {
        return call.scope().scope() instanceof Scope.BillingAccount it
                && it.account().equalsIgnoreCase(NO_ACCOUNT);
    }

    /** ARM id of the profile whose invoice it is, with the caller's casing of an account that the caller has named. */
    static String profileId(Call call, Invoice invoice) {
        String account = isOfAnyAccount(call) ? ACCOUNTS + invoice.account() : BillingBodies.accountId(call);
        return account + "/billingProfiles/" + invoice.profile();
    }

    /** Says what has become of a closed invoice. Outlay's own: Azure knows who has paid. */
    Uni<Answer> put(Call call) {
        return statuses.state(
                        call.changedBy(), (Scope.BillingProfile) call.scope().scope(), call.name(), () -> status(call))
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    /** Read in any casing; everything else that an answer has, and that is sent back with it, is ignored. */
    private static InvoiceStatus status(Call call) {
        String word = ArmJson.object(call).path("properties").path("status").asText("");
        return Arrays.stream(InvoiceStatus.values())
                .filter(status -> status.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("'properties.status' must be Paid or Void, or Due where neither"
                                + " holds any more; whether it is OverDue follows from its dueDate.")
                        .exception());
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
        String profile = profileId(call, invoice);
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
            properties.put("invoiceDate", invoice.closedAt().toString());
        }
        if (invoice.status() != null) {
            properties.put("status", invoice.status().word());
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
        ArrayNode documents = properties.putArray("documents");
        if (invoice.closedAt() != null) {
            document(documents.addObject(), call, profile, invoice);
        }
        properties.putArray("payments"); // Who was paid what, when and how is not told here.
        return body;
    }

    /** The one document that is here: a file of what is on the invoice. As Azure's it is asked for by POST, with the token that is in its address. */
    private static void document(ObjectNode document, Call call, String profile, Invoice invoice) {
        document.put("kind", "Invoice")
                .put("name", invoice.name())
                .put(
                        "url",
                        Links.document(call, profile + "/invoices/" + invoice.name() + "/download", invoice.name()));
    }
}
