package dev.outlay.budget.audit;

import java.util.Locale;
import java.util.Optional;

/** What kind of thing a change was of. */
public enum AuditedKind {
    BUDGET("budget"),
    /** Whether a customer's users may see cost. */
    POLICY("policy"),
    ROLE_ASSIGNMENT("roleAssignment"),
    /** What a role allows that somebody has made, and where it can be assigned. */
    ROLE_DEFINITION("roleDefinition"),
    /** Who somebody is, by the partner's directory. */
    PRINCIPAL("principal"),
    /** A view of cost analysis that is shared at its scope; private ones are nobody else's business. */
    VIEW("view"),
    /** What is written to a folder, when and where to; what became of its runs is in its history. */
    EXPORT("export"),
    /** A subscription's place in a management group. */
    GROUP_SUBSCRIPTION("managementGroupSubscription"),
    /** What people say of a billing account. */
    BILLING_ACCOUNT("billingAccount"),
    BILLING_PROFILE("billingProfile"),
    /** What people say of a customer: its agreement among it. */
    CUSTOMER("customer"),
    /** What people say of a subscription, its customer among it. */
    BILLING_SUBSCRIPTION("billingSubscription"),
    /** Whether an invoice is closed, and with which amounts. */
    INVOICE("invoice"),
    /** What a billing profile's prices are in a billing period. */
    PRICE_SHEET("priceSheet"),
    /** That a template was deployed under a name, or forgotten; what it made has entries of its own. */
    DEPLOYMENT("deployment"),
    /** What is said of a resource group: where it is, its tags, and that it was deleted. */
    RESOURCE_GROUP("resourceGroup"),
    /** What a management group is called, and that it was forgotten. */
    MANAGEMENT_GROUP("managementGroup");

    private final String label;

    AuditedKind(String label) {
        this.label = label;
    }

    /** The word for it in the database and in answers. */
    public String label() {
        return label;
    }

    /** The kind with a label, in any casing. */
    public static Optional<AuditedKind> named(String label) {
        for (AuditedKind kind : values()) {
            if (kind.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
