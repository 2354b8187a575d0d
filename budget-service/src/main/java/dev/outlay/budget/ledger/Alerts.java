package dev.outlay.budget.ledger;

import java.util.Locale;
import java.util.Optional;

/** Whether crossings are told, from the strongest to the weakest, with the code that the database keeps. */
public enum Alerts {
    /** At once. */
    TELL(1),
    /** Together with others. */
    DIGEST(2),
    /** Only recorded. */
    RECORD(3);

    private final short code;

    Alerts(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    /** The word that events use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stronger of the two: where one charge of a batch is to be told, what it caused is told. */
    public Alerts orStronger(Alerts other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public static Optional<Alerts> named(String label) {
        for (Alerts alerts : values()) {
            if (alerts.label().equals(label)) {
                return Optional.of(alerts);
            }
        }
        return Optional.empty();
    }
}
