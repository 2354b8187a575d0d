package dev.outlay.bench;

import java.util.Arrays;

/** The budgets that the evaluation is measured with. */
enum BudgetSet {
    /** One at the billing account, three at billing profiles, six at customers. */
    TEN("10", "10 budgets"),
    /** One at each scope there is: a charge touches five, at five scopes. */
    HUNDRED_THOUSAND("100000", "100,000 budgets, 5 a charge"),
    /** All at the one billing account, each with a filter on a tag: a charge touches one. */
    FILTERED("filtered", "10,000 filtered at one account");

    private final String label;
    private final String description;

    BudgetSet(String label, String description) {
        this.label = label;
        this.description = description;
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }

    static BudgetSet named(String label) {
        return Arrays.stream(values())
                .filter(set -> set.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("--budgets takes 10, 100000 or filtered, not '" + label + "'."));
    }
}
