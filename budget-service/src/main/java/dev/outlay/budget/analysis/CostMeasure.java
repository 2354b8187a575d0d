package dev.outlay.budget.analysis;

import java.util.Optional;

/** What can be added up, under the names of Azure's query (azure-rest-contract.md section 3). Cost is before tax at every scope, so that Cost and PreTaxCost are the same. */
public enum CostMeasure {
    /** In the currency of the scope. */
    COST("Cost", false),
    /** In US dollars. */
    COST_USD("CostUSD", true),
    PRE_TAX_COST("PreTaxCost", false),
    PRE_TAX_COST_USD("PreTaxCostUSD", true),
    /** In the unit of each charge's meter: ask for it by meter or unit, or it adds hours to gigabytes. */
    USAGE_QUANTITY("UsageQuantity", false);

    private final String label;
    private final boolean dollars;

    CostMeasure(String label, boolean dollars) {
        this.label = label;
        this.dollars = dollars;
    }

    /** Azure's name, which the column of the answer has too. */
    public String label() {
        return label;
    }

    /** Whether it is in US dollars whatever the scope's currency. */
    public boolean isInDollars() {
        return dollars;
    }

    /** Finds a measure by Azure's name in any casing. */
    public static Optional<CostMeasure> named(String name) {
        for (CostMeasure measure : values()) {
            if (measure.label.equalsIgnoreCase(name)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}
