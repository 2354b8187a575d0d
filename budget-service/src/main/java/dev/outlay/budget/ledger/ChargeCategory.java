package dev.outlay.budget.ledger;

import java.util.Optional;

/** FOCUS ChargeCategory, with the code that the database keeps. */
public enum ChargeCategory {
    USAGE(1, "Usage"),
    PURCHASE(2, "Purchase"),
    TAX(3, "Tax"),
    CREDIT(4, "Credit"),
    ADJUSTMENT(5, "Adjustment");

    private final short code;
    private final String label;

    ChargeCategory(int code, String label) {
        this.code = (short) code;
        this.label = label;
    }

    public short code() {
        return code;
    }

    /** FOCUS's word. */
    public String label() {
        return label;
    }

    public static Optional<ChargeCategory> named(String label) {
        for (ChargeCategory category : values()) {
            if (category.label.equals(label)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }
}
