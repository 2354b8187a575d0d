package dev.outlay.budget.evaluation;

/** Why a spend was where a crossing was found. Crossings say it, since a budget that is passed without new cost asks for an explanation (DESIGN.md section 6, point 10). */
public enum Cause {
    /** Charges came, or were restated. */
    CHARGES("charges"),
    /** Charges that had waited for an exchange rate were counted. */
    RATE("rate"),
    /** A customer was put under another agreement or on another billing profile, and its charges were counted anew, or in another currency. */
    RECLASSIFICATION("reclassification"),
    /** The spend was there already: the budget was made or changed, its first day came, or all budgets were looked at. */
    EVALUATION("evaluation");

    private final String label;

    Cause(String label) {
        this.label = label;
    }

    /** The word in {@code deploy/contracts/crossing.v1.schema.json}. */
    public String label() {
        return label;
    }
}
