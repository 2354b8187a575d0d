package dev.outlay.budget.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the stream of charges is read. */
@ConfigMapping(prefix = "outlay.stream")
public interface StreamConfig {

    /** For how many months charges are kept; older ones are refused. At least 13. */
    @WithDefault("84")
    int retentionMonths();

    /** How many records one transaction may hold, of what came while the one before was running. */
    @WithDefault("5000")
    int batch();
}
