package dev.outlay.connection;

import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How long the other side of a connection is waited for.
 *
 * @param head for the rest of a request's head, from its first byte ({@code outlay.connections.longest-head})
 * @param stall for the other side to take anything of what it is being sent ({@code outlay.connections.longest-stall}); it is looked at that often, so up to twice as long. What counts is what the network tells: the buffers between
 *     both sides have to move, some megabytes at a time, so it has to be minutes for whoever takes an answer slowly
 */
record Patience(Duration head, Duration stall) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_HEAD = Duration.ofMinutes(10);
    private static final Duration LONGEST_STALL = Duration.ofHours(1);

    /** As it is configured; the transport is made before anything could be injected into it. */
    static Patience configured() {
        return new Patience(
                time("outlay.connections.longest-head", Duration.ofSeconds(30), LONGEST_HEAD),
                time("outlay.connections.longest-stall", Duration.ofMinutes(5), LONGEST_STALL));
    }

    /** Fails where it could only be a mistake: a few milliseconds would cut off everybody. */
    private static Duration time(String key, Duration usual, Duration longest) {
        Duration time =
                ConfigProvider.getConfig().getOptionalValue(key, Duration.class).orElse(usual);
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(key + " is " + time.toMillis() + " ms; it has to be from one second to "
                    + longest.toMinutes() + " minutes, such as 30s or 5M.");
        }
        return time;
    }
}
