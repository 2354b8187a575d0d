package dev.outlay.budget.stream;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How old a charge may be. Older ones are refused, so that the id of one that was purged cannot count again (DESIGN.md section 6, point 1).
 *
 * @param months for how many months charges are kept
 */
record RetentionBound(int months) {

    /** Charges that began before this are refused. */
    Instant oldest(Instant now) {
        return now.atZone(ZoneOffset.UTC).minusMonths(months).toInstant();
    }
}
