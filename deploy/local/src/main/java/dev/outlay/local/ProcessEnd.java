package dev.outlay.local;

import java.time.Duration;

/**
 * Whether a process that is not a child of this one has ended. In a container whose first process reaps nobody, a killed process stays in
 * the table for a while, without a program: it holds nothing any more and counts as ended.
 */
public final class ProcessEnd {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private ProcessEnd() {}

    /** Whether it runs no more. */
    public static boolean hasCome(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    /** Waits for it; false when it has not come in time. */
    public static boolean await(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hasCome(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(LOOK_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
