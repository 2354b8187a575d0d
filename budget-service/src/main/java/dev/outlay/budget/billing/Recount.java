package dev.outlay.budget.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That the charges of a customer are counted under another agreement, or on another billing profile (DESIGN.md section 6, point 10), and how far that is.
 *
 * @param account name of the billing account
 * @param customer tenant id
 * @param cspOffer whether they have to count under the CSP offer, and not under the Microsoft Customer Agreement
 * @param askedAt since when, UTC: the agreement or the profile was changed
 * @param begunAt null while nobody has begun
 * @param total charges that counted otherwise when it began; null before
 * @param done those of them that count anew
 * @param failedAt when going on failed; null when nothing did, or it has gone on since
 * @param failure why, for the partner's people; null likewise
 * @param endedAt null while it goes on
 * @param superseded whether it ended since it was changed again, by another recount
 * @param profile name of the billing profile on which they have to be; null where that is the one that their source says
 * @param firstMonth first day of the first billing month of which that is true; null likewise
 */
public record Recount(
        UUID id,
        String account,
        String customer,
        boolean cspOffer,
        Instant askedAt,
        @Nullable Instant begunAt,
        @Nullable Long total,
        long done,
        @Nullable Instant failedAt,
        @Nullable String failure,
        @Nullable Instant endedAt,
        boolean superseded,
        @Nullable String profile,
        @Nullable LocalDate firstMonth) {

    /** Queued, Running, Retrying (going on has failed and is tried again), Completed or Superseded. */
    public String state() {
        if (endedAt != null) {
            return superseded ? "Superseded" : "Completed";
        }
        if (failedAt != null) {
            return "Retrying";
        }
        return begunAt == null ? "Queued" : "Running";
    }
}
