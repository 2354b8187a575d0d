package dev.outlay.budget.scope;

/** What {@link ScopeKey} makes of names, in SQL, where a statement has rows and no names. */
public final class ScopeKeySql {

    private ScopeKeySql() {}

    /**
     * The key of the customer as whose a subscription is kept. What comes of a key that is a digest, which has no names to be found in it, or of charges that name no customer, is no scope's key.
     *
     * @param subscription alias of a row of the table {@code scope}
     */
    public static String customerOf(String subscription) {
        return "'c' || substring({s}.key from 2 for greatest(0, length({s}.key) - 2 - length({s}.subscription)))"
                .replace("{s}", subscription);
    }
}
