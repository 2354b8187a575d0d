package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.AlertsMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one import: what was asked, how far it is, what it claims, and how it ended. Times are ISO 8601, UTC.
 *
 * @param step {@code Checking} or {@code Sending} while Running
 * @param progress how far the step is
 * @param failure why it failed, or null
 */
record Import(
        Asked asked,
        ImportState state,
        @Nullable String step,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        Progress progress,
        Claim claim,
        @Nullable Failure failure) {

    /**
     * What its sender asked for; never changes.
     *
     * @param source the source of the charges, or null where it is made of their billing account
     * @param append whether a file may add to data sets that another file has stated
     * @param bytesTotal size of the upload, as sent
     */
    record Asked(
            String id,
            String createdAt,
            @Nullable String source,
            boolean append,
            @Nullable AlertsMode alerts,
            long bytesTotal) {}

    /**
     * What the file states, claimed before anything is sent.
     *
     * @param content SHA-256 of the decompressed file in hexadecimal digits, once known
     * @param dataSets source, billing account and month of each
     * @param offset the offset of the record with which they were claimed first, or -1
     */
    record Claim(@Nullable String content, List<String> dataSets, long offset) {
        static final long NOT_YET = -1;
        static final Claim NONE = new Claim(null, List.of(), NOT_YET);

        Claim {
            dataSets = List.copyOf(dataSets);
        }

        boolean isNone() {
            return dataSets.isEmpty();
        }

        /** Whether its place in the topic is known. */
        boolean isPlaced() {
            return offset >= 0;
        }

        /** What remains where it was not won: the content, of which nothing was sent. */
        Claim givenUp() {
            return new Claim(content, List.of(), NOT_YET);
        }
    }

    /** Why it failed. */
    record Failure(String code, String message) {}

    static Import queued(Asked asked) {
        return new Import(asked, ImportState.QUEUED, null, null, null, Progress.NONE, Claim.NONE, null);
    }

    String id() {
        return asked.id();
    }

    String createdAt() {
        return asked.createdAt();
    }

    /** Running in a step, with its progress. */
    Import running(String inStep, String since, Progress made) {
        return new Import(asked, ImportState.RUNNING, inStep, since, null, made, claim, null);
    }

    /** The same with what the file was found to state. */
    Import stating(String content, List<String> dataSets) {
        return claiming(new Claim(content, dataSets, claim.offset()));
    }

    /** The same with the place of its claim. */
    Import claimed(long offset) {
        return claiming(new Claim(claim.content(), claim.dataSets(), offset));
    }

    /** The same with that claim. */
    Import claiming(Claim made) {
        return new Import(asked, state, step, startedAt, finishedAt, progress, made, failure);
    }

    /** Ended well. */
    Import completed(String at) {
        Progress whole = progress.whole(asked.bytesTotal());
        return new Import(asked, ImportState.COMPLETED, null, startedAt, at, whole, claim, null);
    }

    /** Ended with an error; a claim that was not won is given up. */
    Import failed(String at, Failure why, boolean keepsClaim) {
        Claim kept = keepsClaim ? claim : claim.givenUp();
        return new Import(asked, ImportState.FAILED, null, startedAt, at, progress, kept, why);
    }
}
