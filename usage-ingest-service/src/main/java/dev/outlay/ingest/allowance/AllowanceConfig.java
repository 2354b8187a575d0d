package dev.outlay.ingest.allowance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many requests a principal may make of one replica. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.publishers")
public interface AllowanceConfig {
    /** Requests a minute, over time: so many that Kafka is slower, and still a bound for a client that has gone wild. */
    @WithDefault("600000")
    int perMinute();

    /** Requests at once, after a rest. */
    @WithDefault("60000")
    int atOnce();

    /** How long whoever was answered before the body had come may go on sending it. */
    @WithDefault("60s")
    Duration longestRest();
}
