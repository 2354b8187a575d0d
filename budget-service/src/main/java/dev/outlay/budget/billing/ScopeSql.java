package dev.outlay.budget.billing;

/** What the lists of scopes have in common. */
final class ScopeSql {

    /**
     * The keys of an account's scopes begin with its name, but for names that are too long for a key: those are told by a digest ({@code ScopeKey}), come first, and are few. Both
     * parts are read through the index of keys, in its order.
     */
    private static final String OF_ACCOUNT = """
            from (select * from scope where kind = {kind} and key > {from} and key < {to}
                  union all
                  select * from scope where kind = {kind} and key > '{letter}' || chr(10) || chr(10) and key < '{letter}' || chr(10) || chr(11)
                  and {own}) s
            """;

    private ScopeSql() {}

    /**
     * From "from" on: the scopes s of a kind in an account.
     *
     * @param letter with which keys of the kind begin
     * @param from parameter with what the keys begin with
     * @param to parameter with what they end before
     * @param own which of the scopes with a digest are meant
     */
    static String ofAccount(int kind, String letter, String from, String to, String own) {
        return OF_ACCOUNT
                .replace("{kind}", Integer.toString(kind))
                .replace("{letter}", letter)
                .replace("{from}", from)
                .replace("{to}", to)
                .replace("{own}", own);
    }
}
