package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;

/** How the ledger is. */
public interface LedgerStatus {

    /** Reads the status of now. */
    Uni<Status> read();

    /**
     * The status.
     *
     * @param rows charges in the ledger
     * @param unpriced charges that wait for a retail price, seen at billing scopes only
     * @param lastBatch number of the last batch; 0 before the first
     * @param seriesBuilding spend that was asked for and is not ready
     */
    record Status(long rows, List<AwaitingRate> awaitingRate, long unpriced, long lastBatch, long seriesBuilding) {
        public Status {
            awaitingRate = List.copyOf(awaitingRate);
        }
    }

    /**
     * Charges that wait for an exchange rate to US dollars.
     *
     * @param currency ISO 4217
     * @param month first day of the charges' month
     */
    record AwaitingRate(String currency, LocalDate month, long charges) {}
}
