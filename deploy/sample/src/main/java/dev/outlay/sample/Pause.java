package dev.outlay.sample;

import java.time.Duration;

/** Waiting a moment. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SampleFailure("Interrupted");
        }
    }
}
