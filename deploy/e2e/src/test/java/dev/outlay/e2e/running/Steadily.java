package dev.outlay.e2e.running;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/**
 * What is to be so once has to be looked at for a while: a second alert, mail or webhook that comes a moment after the first is not seen by
 * who looks once, the moment the first is there.
 */
public final class Steadily {
    private static final Duration LOOKED_AT = Duration.ofSeconds(3);

    private Steadily() {}

    /** Waits until it holds, at most for {@code patience}, and fails unless it then goes on holding for three seconds. */
    public static void holds(String what, Duration patience, ThrowingRunnable assertion) {
        await(what).atMost(patience).untilAsserted(assertion);
        await(what + ", and stays so")
                .during(LOOKED_AT)
                .atMost(LOOKED_AT.plus(patience))
                .untilAsserted(assertion);
    }
}
