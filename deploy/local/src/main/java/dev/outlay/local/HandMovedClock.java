package dev.outlay.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock of tests that stands still until it is moved. UTC. */
public final class HandMovedClock extends Clock {

    private volatile Instant now;

    /** Shows this moment. */
    public HandMovedClock(Instant now) {
        this.now = now;
    }

    /** So much time passes. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it is in UTC");
    }
}
