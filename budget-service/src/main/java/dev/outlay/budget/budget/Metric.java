package dev.outlay.budget.budget;

/** What a budget watches: one of two costs, or a quantity. */
public enum Metric {
    /** BilledCost at billing scopes, retail at the others. */
    ACTUAL(1, "Actual"),
    /** EffectiveCost at billing scopes, retail at the others. */
    AMORTIZED(2, "Amortized"),
    /** The quantity of what was used, at no price and in no currency: budgets of category Usage. The database's {@code is_of_quantity} says the same of its code. */
    USAGE(3, "Usage");

    /** ISO 4217's code where no currency is involved: what is kept of a quantity has it in the place of a currency, as the database's {@code spend_currency} says. */
    public static final String NO_CURRENCY = "XXX";

    private final short code;
    private final String label;

    Metric(int code, String label) {
        this.code = (short) code;
        this.label = label;
    }

    /** What the database keeps. */
    public short code() {
        return code;
    }

    /** The word that events use. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException for a code that no metric has */
    public static Metric of(int code) {
        for (Metric metric : values()) {
            if (metric.code == code) {
                return metric;
            }
        }
        throw new IllegalArgumentException("no metric has the code " + code);
    }
}
