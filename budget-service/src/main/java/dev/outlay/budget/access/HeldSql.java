package dev.outlay.budget.access;

/** Which rows of {@code role_assignment} are somebody's, as SQL: one text for deciding and for listing, so that nobody sees what another statement would refuse. */
final class HeldSql {

    private HeldSql() {}

    /**
     * The condition on an assignment {@code a}: made to who asks, or to a group that it is in. What is assigned to a user or an application is none of a group that is called the same.
     *
     * @param parameter number of the one with {@link Principal#holders}: who asks, first, and its groups
     */
    static String by(int parameter) {
        String holders = "cast(?" + parameter + " as text[])";
        return "(a.principal_id = any(" + holders + ") and (a.principal_id = (" + holders
                + ")[1] or lower(coalesce(a.principal_type, 'Group')) in ('group', 'foreigngroup')))";
    }
}
