package dev.outlay.budget.analysis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the database questions may take. */
@ConfigMapping(prefix = "outlay.analysis")
public interface AnalysisConfig {

    /** How long one question may take in the database; then it is cancelled and refused. 1 s or more. */
    @WithDefault("20s")
    Duration patience();

    /** How many questions a replica answers at the same time; fewer than its connections to the database, which the stream needs as well. */
    @WithDefault("8")
    int atOnce();
}
