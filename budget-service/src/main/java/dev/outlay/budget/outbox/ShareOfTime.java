package dev.outlay.budget.outbox;

import java.time.Duration;

/** How much of each second may be used: that much at once, and then as much as comes back while time goes on, which in a second is as much again. What is measured is {@link System#nanoTime}. */
final class ShareOfTime {

    private static final long SECOND = 1_000_000_000;

    /** What comes back in a longer time is not counted: nanoseconds times nanoseconds are a large number. */
    private static final long LONGEST = 8 * SECOND;

    private final long most;
    private long left;
    private long seen;

    /**
     * @param most of a second; a second at most
     * @param now nanoseconds
     */
    ShareOfTime(Duration most, long now) {
        this.most = most.toNanos();
        this.left = this.most;
        this.seen = now;
    }

    /** How much may be used at once. */
    synchronized Duration left(long now) {
        long passed = Math.min(LONGEST, Math.max(0, now - seen));
        left = Math.min(most, left + passed * most / SECOND);
        seen = now;
        return Duration.ofNanos(Math.max(0, left));
    }

    /** So much was used, also where that is more than there was: it has to come back first. */
    synchronized void use(long from, long until) {
        left(until);
        left -= Math.max(0, until - from);
    }
}
