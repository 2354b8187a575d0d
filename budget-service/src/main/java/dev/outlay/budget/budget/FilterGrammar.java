package dev.outlay.budget.budget;

import java.util.Locale;

/** What a budget can be written with, which differs between the versions of ARM's budgets (azure-rest-contract.md section 2). */
public enum FilterGrammar {
    /** Whole filters can be turned round: {@code not}. */
    WITH_NOT,
    /** There are dimensions, tags and {@code and}. */
    WITHOUT_NOT,
    /** The same, and a budget can count the quantity of meters: category Usage. */
    WITH_USAGE;

    static final String VERSIONS_WITH_NOT = "2019-10-01, 2019-11-01 and 2021-05-01";
    static final String VERSIONS_WITH_USAGE =
            "2018-10-01, 2019-01-01, 2019-04-01-preview, 2019-05-01-preview, 2019-05-01 and 2019-06-01";

    /** The grammar of a provider's api version. */
    public static FilterGrammar of(String provider, String version) {
        boolean consumption = provider.equals("Microsoft.Consumption");
        return switch (version.toLowerCase(Locale.ROOT)) {
            case "2018-10-01", "2019-01-01", "2019-04-01-preview", "2019-05-01-preview", "2019-05-01", "2019-06-01" ->
                consumption ? WITH_USAGE : WITHOUT_NOT;
            // Under Microsoft.CostManagement this version has budgets as Microsoft.Consumption has them
            // (azure-rest-contract.md section 1).
            case "2019-10-01" -> WITH_NOT;
            case "2019-11-01", "2021-05-01" -> consumption ? WITH_NOT : WITHOUT_NOT;
            default -> WITHOUT_NOT;
        };
    }
}
