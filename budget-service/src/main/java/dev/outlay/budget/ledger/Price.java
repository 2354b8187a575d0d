package dev.outlay.budget.ledger;

/** At which price a charge counts in a view, with the code that the database keeps. */
public enum Price {
    /** Not at all: the view does not see the charge. */
    NONE(0),
    /** At BilledCost (actual) or EffectiveCost (amortized). */
    INVOICED(1),
    /** At ListCost. */
    RETAIL(2),
    /** Seen, at zero: usage that a commitment covers, for those who must not see what the commitment cost. */
    ZERO(3);

    private final short code;

    Price(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    /** @throws IllegalArgumentException for a code that no price has */
    public static Price of(int code) {
        for (Price price : values()) {
            if (price.code == code) {
                return price;
            }
        }
        throw new IllegalArgumentException("no price has the code " + code);
    }
}
