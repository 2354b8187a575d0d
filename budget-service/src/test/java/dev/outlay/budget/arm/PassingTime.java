package dev.outlay.budget.arm;

import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time that a test can let pass. */
@Alternative
@Singleton
public class PassingTime implements TimeMeter {

    private static final long serialVersionUID = 1;

    private static final AtomicLong PASSED = new AtomicLong();

    static void pass(Duration time) {
        PASSED.addAndGet(time.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return System.nanoTime() + PASSED.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
