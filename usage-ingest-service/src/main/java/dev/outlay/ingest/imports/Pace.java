package dev.outlay.ingest.imports;

/** Counts the rows of a step, and says when it is time to tell how far it is. Written by one thread. */
final class Pace {
    private static final long TELL_NANOS = 2_000_000_000L;

    private final long startedNanos = System.nanoTime();
    private long toldNanos = startedNanos;
    private long read;
    private long accepted;
    private long rejected;

    void accepted() {
        read++;
        accepted++;
    }

    void rejected() {
        read++;
        rejected++;
    }

    long rows() {
        return read;
    }

    Progress progress(long bytesDone) {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        long rate = seconds > 0.01 ? Math.round(read / seconds) : 0;
        return new Progress(bytesDone, read, accepted, rejected, rate);
    }

    /** True every two seconds. */
    boolean isTimeToTell() {
        if (System.nanoTime() - toldNanos < TELL_NANOS) {
            return false;
        }
        toldNanos = System.nanoTime();
        return true;
    }
}
