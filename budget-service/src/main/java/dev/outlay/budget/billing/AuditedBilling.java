package dev.outlay.budget.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Has the audit say what people change of accounts, profiles, customers, policies and invoices. What charges make known, or add to an open invoice, is nobody's change. */
@ApplicationScoped
class AuditedBilling {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Audit audit;

    AuditedBilling(Audit audit) {
        this.audit = audit;
    }

    /** Changes of one account, profile or customer wait for each other; taken before anything else is locked. */
    Uni<Void> waitFor(Mutiny.StatelessSession session, Scope scope) {
        return audit.waitFor(session, scope.armId().toLowerCase(Locale.ROOT));
    }

    /** An account or a profile, before and after. */
    Uni<Void> entity(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope scope,
            Optional<BillingEntity> before,
            BillingEntity after) {
        AuditedKind kind =
                scope instanceof Scope.BillingProfile ? AuditedKind.BILLING_PROFILE : AuditedKind.BILLING_ACCOUNT;
        return audit.add(
                session,
                by.author(),
                Subject.of(kind, scope.armId(), after.id()),
                before.map(AuditedBilling::json).orElse(null),
                json(after));
    }

    /** A customer, before and after; and its policy where another agreement took it away. */
    Uni<Void> customer(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.Customer scope,
            Optional<Customer> before,
            Customer after) {
        Uni<Void> itself = audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.CUSTOMER, scope.armId(), after.id()),
                before.map(AuditedBilling::json).orElse(null),
                json(after));
        boolean seen = before.map(Customer::viewCharges).orElse(false);
        return seen == after.viewCharges() ? itself : itself.chain(() -> policy(session, by, scope, before, after));
    }

    /** A customer's cost-visibility policy. */
    Uni<Void> policy(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.Customer scope,
            Optional<Customer> before,
            Customer after) {
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.POLICY, scope.armId(), "default"),
                before.map(AuditedBilling::policy).orElse(null),
                policy(after));
    }

    /**
     * What is said of a subscription, before and after.
     *
     * @param before empty where it was not known at the customer
     */
    Uni<Void> subscription(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope scope,
            Optional<BillingSubscription> before,
            BillingSubscription after) {
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.BILLING_SUBSCRIPTION, scope.armId(), after.id()),
                before.map(AuditedBilling::json).orElse(null),
                json(after));
    }

    private static String json(BillingSubscription subscription) {
        BillingSubscription.Said plan = subscription.plan();
        return JSON.createObjectNode()
                .put("displayName", subscription.displayName())
                .put("customer", subscription.customer())
                .put("isCurrent", subscription.current())
                .put("skuId", plan == null ? null : plan.id())
                .put("skuDescription", plan == null ? null : plan.description())
                .put("costCenter", subscription.costCenter())
                .toString();
    }

    /** An invoice that was closed, or of which it was said what has become of it: before and after. */
    Uni<Void> invoice(
            Mutiny.StatelessSession session, ChangedBy by, Scope.BillingProfile scope, Invoice before, Invoice after) {
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.INVOICE, scope.armId(), after.name()),
                json(before),
                json(after));
    }

    /** Amounts are texts, so that they stay exact whoever reads them. */
    private static String json(Invoice invoice) {
        ObjectNode json = JSON.createObjectNode()
                .put("state", invoice.closedAt() == null ? "Open" : "Closed")
                .put("period", invoice.period().toString())
                .put("currency", invoice.currency())
                .put("charges", invoice.charges())
                .put("subTotal", invoice.subTotal().toPlainString())
                .put("corrections", invoice.corrections().toPlainString())
                .put("taxAmount", invoice.tax().toPlainString())
                .put("creditAmount", invoice.credit().toPlainString())
                .put("amountDue", invoice.due().toPlainString());
        if (invoice.closedAt() != null) {
            json.put("invoiceDate", invoice.closedAt().toString());
        }
        if (invoice.status() != null) {
            json.put("status", invoice.status().word());
        }
        if (invoice.dueDay() != null) {
            json.put("dueDate", invoice.dueDay().toString());
        }
        return json.toString();
    }

    private static String policy(Customer customer) {
        return JSON.createObjectNode()
                .put("viewCharges", customer.viewCharges() ? "Allowed" : "NotAllowed")
                .toString();
    }

    private static String json(BillingEntity entity) {
        ObjectNode json = JSON.createObjectNode().put("displayName", entity.displayName());
        if (entity.currency() != null) {
            json.put("currency", entity.currency());
        }
        return with(json, entity.details());
    }

    private static String json(Customer customer) {
        ObjectNode json = JSON.createObjectNode()
                .put("displayName", customer.displayName())
                .put("agreementType", customer.cspOffer() ? "CspOffer" : "MicrosoftCustomerAgreement")
                .put("billingProfile", customer.profile());
        return with(json, customer.details());
    }

    private static String with(ObjectNode json, String details) {
        try {
            return json.setAll((ObjectNode) JSON.readTree(details)).toString();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }
}
