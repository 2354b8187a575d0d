package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to try again, and when to give up.
 *
 * @param waits the wait before each attempt, the first included; there are as many attempts as waits
 */
public record RetryPolicy(List<Duration> waits) {

    /** Standard Webhooks' schedule: ten attempts within about three days. */
    public static final RetryPolicy STANDARD = new RetryPolicy(List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /** One attempt: of a test somebody wants to know what happened, and not in three days. */
    static final RetryPolicy ONCE = new RetryPolicy(List.of(Duration.ZERO));

    /** The same, denser at the start: that a budget is used up is worth little after half an hour. */
    public static final RetryPolicy OF_WHAT_IS_EXCEEDED = new RetryPolicy(List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /** A receiver may ask for more patience than the policy has, but not for more than this beyond it. */
    private static final Duration MOST_EXTRA = Duration.ofHours(2);

    private static final double LEAST_JITTER = 0.10;
    private static final double MORE_JITTER = 0.10;

    /** The one for a message that says this: a test is tried once, and in a digest the most urgent counts. */
    static RetryPolicy of(List<Crossing> said) {
        if (said.stream().anyMatch(Crossing::isTest)) {
            return ONCE;
        }
        return said.stream().anyMatch(RetryPolicy::isExceeded) ? OF_WHAT_IS_EXCEEDED : STANDARD;
    }

    /** What was spent, not what is forecasted, has used the whole amount up. */
    static boolean isExceeded(Crossing crossing) {
        return crossing.occasion() instanceof Occasion.ThresholdReached
                && crossing.notification().thresholdType().equals("Actual")
                && crossing.spend().compareTo(crossing.amount()) >= 0;
    }

    /**
     * How long to wait after a failed attempt; empty where it was the last.
     *
     * @param attempt how many attempts were made, 1 or more
     * @param asked   what the receiver asked for ({@code Retry-After})
     * @param chance  a random number from -1 to 1: its sign says earlier or later, its size from 10 to 20 percent
     */
    public Optional<Duration> waitAfter(int attempt, Optional<Duration> asked, double chance) {
        if (attempt >= waits.size()) {
            return Optional.empty();
        }
        Duration planned = waits.get(attempt);
        double jitter = Math.copySign(LEAST_JITTER + MORE_JITTER * Math.abs(chance), chance);
        Duration spread = Duration.ofMillis(Math.round(planned.toMillis() * (1 + jitter)));
        Duration longest = spread.plus(MOST_EXTRA);
        return Optional.of(asked.filter(wish -> wish.compareTo(spread) > 0)
                .map(wish -> wish.compareTo(longest) > 0 ? longest : wish)
                .orElse(spread));
    }
}
