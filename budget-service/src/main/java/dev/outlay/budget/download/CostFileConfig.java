package dev.outlay.budget.download;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many files of usage details there may be, how long, and for how long. */
@ConfigMapping(prefix = "outlay.reports")
public interface CostFileConfig {

    /** Months that one file may be about, unless it is about an invoice; 1 or more. */
    @WithDefault("13")
    int longestMonths();

    /** Files of a principal that may be waiting or being written at a time, in all replicas; 1 or more. */
    @WithDefault("5")
    int pending();

    /** Files that a replica writes at a time; 1 or more. */
    @WithDefault("2")
    int workers();

    /** How long a file is kept after it was asked for. */
    @WithDefault("24h")
    Duration keep();

    /** How long a link to a file holds, which ends with the file at the latest; asking again gives a new one. */
    @WithDefault("1h")
    Duration link();

    /** Files that a replica sends at a time; 1 or more. */
    @WithDefault("16")
    int downloads();
}
