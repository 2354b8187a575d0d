package dev.outlay.budget.arrival;

/**
 * A source of a billing account, as the database numbers both. In this order lists show them.
 *
 * @param account row of the account's scope
 * @param source row of the source
 */
public record SourceKey(int account, int source) {

    /** Before every source. */
    public static final SourceKey NONE = new SourceKey(0, 0);
}
