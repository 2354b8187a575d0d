package dev.outlay.budget.allowance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many requests a principal may make of one replica, and how long one may take to arrive. */
@ConfigMapping(prefix = "outlay.requests")
public interface AllowanceConfig {

    /** A minute, over time ({@code OUTLAY_REQUESTS_PER_MINUTE}). */
    @WithDefault("6000")
    int perMinute();

    /** At once, after a rest ({@code OUTLAY_REQUESTS_AT_ONCE}). */
    @WithDefault("1000")
    int atOnce();

    /** How long the body of a request may take to arrive. */
    @WithDefault("60s")
    Duration longestBody();
}
