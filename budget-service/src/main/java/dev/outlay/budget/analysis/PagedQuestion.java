package dev.outlay.budget.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A question, and which of its rows are wanted.
 *
 * @param offset how many rows come before the page
 * @param limit how many rows the page may have
 * @param invoicesUpTo number of the last closed invoice that the first page knew, so that all pages tell the same; null for all that are closed
 */
public record PagedQuestion(
        CostQuestion question,
        int offset,
        int limit,
        @Nullable Long invoicesUpTo) {

    /** The first rows, of what is known now. */
    public PagedQuestion(CostQuestion question, int limit) {
        this(question, 0, limit, null);
    }

    /** The same, of invoices up to one. */
    PagedQuestion knowing(long upTo) {
        return new PagedQuestion(question, offset, limit, upTo);
    }
}
