package dev.outlay.budget.budget;

/** What a filter can be written with, which differs between the versions of ARM's budgets (azure-rest-contract.md section 2). */
public enum FilterGrammar {
    /** Whole filters can be turned round: {@code not}. */
    WITH_NOT,
    /** There are dimensions, tags and {@code and}. */
    WITHOUT_NOT;

    static final String VERSIONS_WITH_NOT = "2019-10-01, 2019-11-01 and 2021-05-01";

    /** The grammar of a provider's api version. */
    public static FilterGrammar of(String provider, String version) {
        boolean not =
                switch (version) {
                    // Under Microsoft.CostManagement this version has budgets as Microsoft.Consumption has them
                    // (azure-rest-contract.md section 1).
                    case "2019-10-01" -> true;
                    case "2019-11-01", "2021-05-01" -> provider.equals("Microsoft.Consumption");
                    default -> false;
                };
        return not ? WITH_NOT : WITHOUT_NOT;
    }
}
