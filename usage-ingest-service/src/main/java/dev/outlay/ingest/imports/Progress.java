package dev.outlay.ingest.imports;

/**
 * How far a step is.
 *
 * @param bytesDone bytes of the upload that were read
 * @param rowsPerSecond rows read per second since the step began
 */
record Progress(long bytesDone, long rowsRead, long rowsAccepted, long rowsRejected, long rowsPerSecond) {
    static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    /** The same with all of the upload read. */
    Progress whole(long bytesTotal) {
        return new Progress(bytesTotal, rowsRead, rowsAccepted, rowsRejected, rowsPerSecond);
    }
}
