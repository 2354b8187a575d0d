package dev.outlay.budget.budget;

/** Which cost a budget watches. */
public enum Metric {
    /** BilledCost at billing scopes, retail at the others. */
    ACTUAL(1, "Actual"),
    /** EffectiveCost at billing scopes, retail at the others. */
    AMORTIZED(2, "Amortized");

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
