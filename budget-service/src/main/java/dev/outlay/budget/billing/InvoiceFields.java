package dev.outlay.budget.billing;

import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.GivenList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** By what invoices are chosen and ordered. They are put together from their parts, so that no statement knows them. */
final class InvoiceFields {

    private static final String NAME = "name";
    private static final String PROFILE = "billingProfileDisplayName";
    private static final String ORDER = "purchaseOrderNumber";
    private static final String FIRST_DAY = "invoicePeriodStartDate";
    private static final String LAST_DAY = "invoicePeriodEndDate";
    private static final String STATUS = "status";

    static final FieldNames NAMES = new FieldNames(
            "invoices",
            List.of(FIRST_DAY, LAST_DAY, NAME, "state", STATUS, "billingProfileId", PROFILE, ORDER),
            List.of(FIRST_DAY, LAST_DAY, NAME, "state", STATUS, "billingProfileId", PROFILE, ORDER),
            List.of(FIRST_DAY, LAST_DAY),
            List.of());

    private InvoiceFields() {}

    /** The list of an account's invoices, the oldest period first. */
    static GivenList<Invoice> of(String account) {
        String profiles = "/providers/Microsoft.Billing/billingAccounts/" + account + "/billingProfiles/";
        Map<String, Function<Invoice, String>> fields = Map.of(
                NAME,
                Invoice::name,
                FIRST_DAY,
                invoice -> invoice.firstDay().toString(),
                LAST_DAY,
                invoice -> invoice.lastDay().toString(),
                "state",
                invoice -> invoice.closedAt() == null ? "Open" : "Closed",
                STATUS,
                invoice -> invoice.status() == null ? "" : invoice.status().word(),
                "billingProfileId",
                invoice -> profiles + invoice.profile(),
                PROFILE,
                invoice -> Objects.requireNonNullElse(invoice.profileName(), invoice.profile()),
                ORDER,
                invoice -> Objects.requireNonNullElse(invoice.purchaseOrder(), ""));
        return new GivenList<>(
                fields,
                List.of(NAME, PROFILE, ORDER),
                invoice -> invoice.firstDay() + "\n" + invoice.profile().toLowerCase(Locale.ROOT));
    }
}
