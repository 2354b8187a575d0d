package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;

/** What charges are grouped or filtered by. A charge that has no value there has the empty text. */
public sealed interface Subject {

    /** A dimension. */
    record OfDimension(Dimension dimension) implements Subject {}

    /** The id of the invoice as the source of the charge says it, whatever invoice the charge is on: what budgets count by, since that is known when a charge arrives and stays. */
    record OfSaidInvoice() implements Subject {}

    /**
     * A tag. Azure's tag names are not case-sensitive.
     *
     * @param name as it was asked for
     */
    record OfTag(String name) implements Subject {}

    /** The same, or where it is the invoice on which a charge is, the id that the source says: what can be foretold. */
    static Subject asSaid(Subject subject) {
        return subject instanceof OfDimension it && it.dimension() == Dimension.INVOICE_ID
                ? new OfSaidInvoice()
                : subject;
    }
}
