package dev.outlay.budget.billing;

import dev.outlay.budget.refusal.Refusal;
import java.time.LocalDate;
import java.util.List;

/** When an invoice has to stay open: what is closed cannot be opened again. */
final class Closing {

    private Closing() {}

    /** What is still to be charged in the period would be a correction on the next invoice, and nobody could put it back. */
    static void requireOver(Invoice invoice, LocalDate today) {
        if (!invoice.lastDay().isBefore(today)) {
            throw new Refusal(
                            409,
                            "BillingPeriodIsNotOver",
                            "The period of the invoice " + invoice.name() + " ends with " + invoice.lastDay()
                                    + " (UTC). Close it after that.")
                    .exception();
        }
    }

    /** What a rate makes of a charge that is invoiced would be in dollars on the next invoice, where nothing else of it is. */
    static void requireDollars(boolean waits, Invoice invoice) {
        if (waits) {
            throw new Refusal(
                            409,
                            "ChargesAwaitRate",
                            "Charges on the invoice " + invoice.name() + " wait for the exchange rate from "
                                    + invoice.currency()
                                    + " to US dollars. Close it once the rate is imported, or once the"
                                    + " source has stated them again with x_BilledCostInUsd and x_EffectiveCostInUsd.")
                    .exception();
        }
    }

    static void requireClosed(boolean closed) {
        if (!closed) {
            throw new Refusal(
                            409,
                            "CustomerIsRecounted",
                            "Charges of a customer of the profile are being counted again, under another agreement or on another"
                                    + " billing profile. Close the invoice when that is done.")
                    .exception();
        }
    }

    /** In their order, or what corrects an earlier period could not be told from what is still to be invoiced there. */
    static void requireNoneBefore(List<Invoice> invoices, InvoiceName wanted) {
        invoices.stream()
                .filter(invoice ->
                        invoice.closedAt() == null && invoice.period().isBefore(wanted.period()))
                .findFirst()
                .ifPresent(earlier -> {
                    throw new Refusal(
                                    409,
                                    "EarlierInvoiceIsOpen",
                                    "The invoice " + earlier.name() + " of " + earlier.period()
                                            + " is still open. Close the invoices of a billing profile in their order.")
                            .exception();
                });
    }
}
