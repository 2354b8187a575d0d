package dev.outlay.budget;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what comes about by itself, as long as that may take on a machine that is busy with other things: Awaitility's ten seconds are now and then too few for it. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Eventually() {}

    /** Waits, for another time where one is given. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    /** The same, and says what for where it does not come. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE);
    }
}
