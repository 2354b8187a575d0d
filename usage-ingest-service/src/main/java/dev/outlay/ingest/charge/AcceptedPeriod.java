package dev.outlay.ingest.charge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When a charge may begin. Older ones are refused, so that an id that was purged from the ledger cannot count again
 * (DESIGN.md section 6, point 1); later ones, since they are mistakes: the longest commitment is five years.
 *
 * @param earliest the first moment that is accepted
 * @param latest the last moment that is accepted
 */
public record AcceptedPeriod(Instant earliest, Instant latest) {

    /** The period as of {@code now}: the retention before it, the future after it, in calendar months, UTC. */
    public static AcceptedPeriod asOf(Instant now, int retentionMonths, int futureMonths) {
        OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
        return new AcceptedPeriod(
                today.minusMonths(retentionMonths).toInstant(),
                today.plusMonths(futureMonths).toInstant());
    }
}
