package dev.outlay.budget.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the database is waited for. */
@ConfigMapping(prefix = "outlay.database")
public interface DatabaseConfig {

    /**
     * For one statement, after which the server cancels it. Counting a filtered budget or reconciling reads the whole
     * ledger in one statement: a ledger of hundreds of millions of charges may need more. 4 s to 24 h.
     */
    @WithDefault("5m")
    Duration patience();
}
