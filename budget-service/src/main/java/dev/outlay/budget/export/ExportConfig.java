package dev.outlay.budget.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where exports are written, and how many there may be. */
@ConfigMapping(prefix = "outlay.exports")
public interface ExportConfig {

    /** The folder below which they are written ({@code OUTLAY_EXPORTS_FOLDER}), the same for all replicas; without it none can be made. */
    Optional<String> folder();

    /** Exports of one scope; 1 or more. */
    @WithDefault("100")
    int perScope();

    /** Runs at a time, in all replicas; 1 or more. */
    @WithDefault("2")
    int atOnce();

    /** Runs of an export that are kept when they are over; 1 or more. */
    @WithDefault("100")
    int history();

    /** How long whoever saved an export is believed to have the partner's role and to be in the groups of their token: both are known from tokens alone. */
    @WithDefault("90d")
    Duration partnerRights();
}
