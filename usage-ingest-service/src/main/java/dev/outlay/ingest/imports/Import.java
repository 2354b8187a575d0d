package dev.outlay.ingest.imports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.outlay.ingest.charge.AlertsMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one import: what was asked, and how far it is. The value of its record on {@code cost-imports}. Times are ISO
 * 8601, UTC.
 *
 * @param source the source of the charges, or null where it is made of their billing account
 * @param append whether a file may add to data sets that another file has stated
 * @param step {@code Checking} or {@code Sending} while Running
 * @param bytesTotal size of the upload, as sent
 * @param bytesDone of these, how many were read in this step
 * @param rowsPerSecond rows read per second in this step
 * @param content SHA-256 of the decompressed file in hexadecimal digits, once known
 * @param dataSets what the file states: source, billing account and month; claimed before anything is sent
 * @param claimedAt the offset of the record with which they were claimed first, or -1
 * @param errorCode why it failed, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Import(
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

    public Import {
        dataSets = List.copyOf(dataSets);
    }

    static Import queued(
            String id,
            String createdAt,
            @Nullable String source,
            boolean append,
            @Nullable AlertsMode alerts,
            long bytesTotal) {
        return new Import(
                id,
                ImportState.QUEUED,
                null,
                createdAt,
                null,
                null,
                source,
                append,
                alerts,
                bytesTotal,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of(),
                -1,
                null,
                null);
    }

    /** Running in a step, with its progress. */
    Import running(String inStep, String since, Progress progress) {
        return new Import(
                id,
                ImportState.RUNNING,
                inStep,
                createdAt,
                since,
                null,
                source,
                append,
                alerts,
                bytesTotal,
                progress.bytesDone(),
                progress.rowsRead(),
                progress.rowsAccepted(),
                progress.rowsRejected(),
                progress.rowsPerSecond(),
                content,
                dataSets,
                claimedAt,
                null,
                null);
    }

    /** The same with what the file was found to state. */
    Import stating(String contentSha256, List<String> sets) {
        return new Import(
                id,
                state,
                step,
                createdAt,
                startedAt,
                finishedAt,
                source,
                append,
                alerts,
                bytesTotal,
                bytesDone,
                rowsRead,
                rowsAccepted,
                rowsRejected,
                rowsPerSecond,
                contentSha256,
                sets,
                claimedAt,
                errorCode,
                errorMessage);
    }

    /** The same with the place of its claim. */
    Import claimed(long offset) {
        return new Import(
                id,
                state,
                step,
                createdAt,
                startedAt,
                finishedAt,
                source,
                append,
                alerts,
                bytesTotal,
                bytesDone,
                rowsRead,
                rowsAccepted,
                rowsRejected,
                rowsPerSecond,
                content,
                dataSets,
                offset,
                errorCode,
                errorMessage);
    }

    /** Ended well. */
    Import completed(String at) {
        return new Import(
                id,
                ImportState.COMPLETED,
                null,
                createdAt,
                startedAt,
                at,
                source,
                append,
                alerts,
                bytesTotal,
                bytesTotal,
                rowsRead,
                rowsAccepted,
                rowsRejected,
                rowsPerSecond,
                content,
                dataSets,
                claimedAt,
                null,
                null);
    }

    /** Ended with an error; a claim that was not won is given up. */
    Import failed(String at, String code, String message, boolean keepsClaim) {
        return new Import(
                id,
                ImportState.FAILED,
                null,
                createdAt,
                startedAt,
                at,
                source,
                append,
                alerts,
                bytesTotal,
                bytesDone,
                rowsRead,
                rowsAccepted,
                rowsRejected,
                rowsPerSecond,
                content,
                keepsClaim ? dataSets : List.of(),
                keepsClaim ? claimedAt : -1,
                code,
                message);
    }
}
