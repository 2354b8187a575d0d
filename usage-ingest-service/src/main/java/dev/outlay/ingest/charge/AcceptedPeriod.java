package dev.outlay.ingest.charge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When a charge may begin. Older ones are refused, so that an id that was purged from the ledger cannot count again
 * (DESIGN.md section 6, point 1); later ones, since they are mistakes: the longest commitment is five years. Whatever is configured, a charge begins in the
 * years 1970 to 2200: the ledger knows no others (deploy/contracts/charge.v1.schema.json).
 *
 * @param earliest the first moment that is accepted
 * @param latest the last moment that is accepted
 */
public record AcceptedPeriod(Instant earliest, Instant latest) {
    private static final Instant FIRST_OF_THE_LEDGER = Instant.EPOCH;
    private static final Instant LAST_OF_THE_LEDGER = Instant.parse("2200-12-31T23:59:59.999999999Z");

    /** The period as of {@code now}: the retention before it, the future after it, in calendar months, UTC. */
    public static AcceptedPeriod asOf(Instant now, int retentionMonths, int futureMonths) {
        OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
        Instant earliest = today.minusMonths(retentionMonths).toInstant();
        Instant latest = today.plusMonths(futureMonths).toInstant();
        return new AcceptedPeriod(
                earliest.isBefore(FIRST_OF_THE_LEDGER) ? FIRST_OF_THE_LEDGER : earliest,
                latest.isAfter(LAST_OF_THE_LEDGER) ? LAST_OF_THE_LEDGER : latest);
    }
}
