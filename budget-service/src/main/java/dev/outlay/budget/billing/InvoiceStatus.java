package dev.outlay.budget.billing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What has become of a closed invoice, in Azure's words (azure-rest-contract.md section 9). */
public enum InvoiceStatus {
    /** It has to be paid. */
    DUE("Due"),
    /** The day by which it had to be paid is over, and there is something to pay. */
    OVER_DUE("OverDue"),
    /** The partner has said that it is paid. */
    PAID("Paid"),
    /** The partner has said that it does not hold any more. */
    VOID("Void");

    private final String word;

    InvoiceStatus(String word) {
        this.word = word;
    }

    /** As Azure writes it. */
    public String word() {
        return word;
    }

    /** Whether nothing of it is due any more. Nobody but the partner knows that: who was paid what is not told here. */
    public boolean isSettled() {
        return this == PAID || this == VOID;
    }

    /**
     * The status of a closed invoice.
     *
     * @param stated what the partner has said last; null where it has said neither that it is paid nor that it is void
     * @param dueDay the last day, UTC, on which it can be paid in time; null where no payment term was said
     * @param owes whether there is something to pay; an invoice of nothing, or one that gives back, is never overdue
     * @param today UTC
     */
    static InvoiceStatus of(@Nullable InvoiceStatus stated, @Nullable LocalDate dueDay, boolean owes, LocalDate today) {
        if (stated != null && stated.isSettled()) {
            return stated;
        }
        return owes && dueDay != null && dueDay.isBefore(today) ? OVER_DUE : DUE;
    }
}
