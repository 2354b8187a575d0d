package dev.outlay.budget.ledger;

/** Told after exchange rates were imported and committed. */
public interface RatesImported {

    /** Wakes whoever counts the charges that waited for a rate. Returns at once; may be called often. */
    void signal();
}
