package dev.outlay.ingest.imports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.outlay.ingest.charge.AlertsMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as it is written: the value of its record on {@code cost-imports}, and {@code import.json} beside its upload.
 * Flat, and read by replicas of other versions: fields are added to it, never renamed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ImportRecord(
        String id,
        ImportState state,
        @Nullable String step,
        String createdAt,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String source,
        boolean append,
        @Nullable AlertsMode alerts,
        long bytesTotal,
        long bytesDone,
        long rowsRead,
        long rowsAccepted,
        long rowsRejected,
        long rowsPerSecond,
        @Nullable String content,
        List<String> dataSets,
        long claimedAt,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    static ImportRecord of(Import known) {
        Import.Asked asked = known.asked();
        Progress progress = known.progress();
        Import.Claim claim = known.claim();
        Import.Failure failure = known.failure();
        return new ImportRecord(
                asked.id(),
                known.state(),
                known.step(),
                asked.createdAt(),
                known.startedAt(),
                known.finishedAt(),
                asked.source(),
                asked.append(),
                asked.alerts(),
                asked.bytesTotal(),
                progress.bytesDone(),
                progress.rowsRead(),
                progress.rowsAccepted(),
                progress.rowsRejected(),
                progress.rowsPerSecond(),
                claim.content(),
                claim.dataSets(),
                claim.offset(),
                failure == null ? null : failure.code(),
                failure == null ? null : failure.message());
    }

    Import read() {
        return new Import(
                new Import.Asked(id, createdAt, source, append, alerts, bytesTotal),
                state,
                step,
                startedAt,
                finishedAt,
                new Progress(bytesDone, rowsRead, rowsAccepted, rowsRejected, rowsPerSecond),
                new Import.Claim(content, dataSets, claimedAt),
                errorCode == null || errorMessage == null ? null : new Import.Failure(errorCode, errorMessage));
    }
}
