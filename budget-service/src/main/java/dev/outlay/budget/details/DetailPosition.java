package dev.outlay.budget.details;

import java.util.Optional;

/**
 * Where a part of usage details begins: behind a charge, in the order of descriptions, time, source and id, as of a batch. Charges with a later batch are not seen; what they replaced is.
 *
 * @param batch the last that is looked at
 * @param description number of the charge's description
 * @param micros when it began, since 1970, UTC
 * @param source number of its source
 * @param charge its id there
 */
public record DetailPosition(long batch, int description, long micros, int source, String charge) {

    /** In the year 1. */
    private static final long FIRST_MICROS = -62_135_596_800_000_000L;

    /** In the year 10000. */
    private static final long LAST_MICROS = 253_402_300_800_000_000L;

    /** Before every charge. */
    public static DetailPosition beginning(long batch) {
        return new DetailPosition(batch, 0, FIRST_MICROS, 0, "");
    }

    /** Behind every charge of a description. */
    DetailPosition behind(int otherDescription) {
        return new DetailPosition(batch, otherDescription, LAST_MICROS, 0, "");
    }

    /** Behind a charge. */
    DetailPosition behind(UsageDetail detail) {
        return new DetailPosition(batch, detail.description(), detail.micros(), detail.source(), detail.charge());
    }

    public String text() {
        return batch + " " + description + " " + micros + " " + source + " " + charge;
    }

    /** Reads what {@link #text()} has written; empty for anything else. */
    public static Optional<DetailPosition> read(String text) {
        String[] parts = text.split(" ", 5);
        try {
            return parts.length == 5
                    ? Optional.of(new DetailPosition(
                            Long.parseLong(parts[0]),
                            Integer.parseInt(parts[1]),
                            Long.parseLong(parts[2]),
                            Integer.parseInt(parts[3]),
                            parts[4]))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
