package dev.outlay.ingest.charge;

import org.jspecify.annotations.Nullable;

/**
 * One row of cost that obeys every rule. Made by {@link ChargeDraft#check} only.
 *
 * @param account name of the billing account; with source and id it identifies the charge
 * @param source who made the charge known
 * @param id the charge's id at its source
 * @param revision orders the restatements of one charge, from 0
 * @param alerts what becomes of crossings, or null where the sender did not say
 * @param time when the event occurred according to its sender, ISO 8601 in UTC, or null
 * @param partitionKey subscription in lower case, else billing profile, else billing account: charges of one key stay in order
 * @param columns the canonical values
 */
public record Charge(
        String account,
        String source,
        String id,
        int revision,
        @Nullable AlertsMode alerts,
        @Nullable String time,
        String partitionKey,
        Columns columns) {

    /** A row of a file under its source and id, with what the import says about alerts. */
    public Charge identifiedAs(String rowSource, String rowId, @Nullable AlertsMode rowAlerts) {
        return new Charge(account, rowSource, rowId, revision, rowAlerts, time, partitionKey, columns);
    }
}
