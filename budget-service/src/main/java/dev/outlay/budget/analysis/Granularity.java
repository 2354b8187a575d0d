package dev.outlay.budget.analysis;

/** Into which stretches of time an answer is cut, UTC. */
public enum Granularity {
    /** Not at all: one row for all the days. */
    NONE("None"),
    DAILY("Daily"),
    MONTHLY("Monthly");

    private final String label;

    Granularity(String label) {
        this.label = label;
    }

    /** Azure's word. */
    public String label() {
        return label;
    }
}
