package dev.outlay.budget.ledger;

import org.jspecify.annotations.Nullable;

/** What a charge of category Usage has to do with a commitment discount (reservation or savings plan). */
public enum CommitmentUse {
    /** Nothing: it is paid on demand. */
    NONE,
    /** A commitment covers it. */
    COVERED,
    /** It is the part of a commitment that nobody used. */
    UNUSED;

    /**
     * @param discountId CommitmentDiscountId
     * @param status CommitmentDiscountStatus
     */
    public static CommitmentUse of(@Nullable String discountId, @Nullable String status) {
        if (discountId == null) {
            return NONE;
        }
        return "Unused".equalsIgnoreCase(status) ? UNUSED : COVERED;
    }
}
