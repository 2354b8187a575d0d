package dev.outlay.budget.pricesheet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How large price sheets may be, and how many a replica takes in at a time. */
@ConfigMapping(prefix = "outlay.price-sheets")
public interface PriceSheetConfig {

    /** MiB that a file may have, unpacked; 1 to 16384. */
    @WithDefault("1024")
    int largest();

    /** Files that a replica reads at a time, each with a thread and now and then a connection to the database; 1 or more. */
    @WithDefault("4")
    int imports();

    /** How long one may take to arrive; between two parts of it {@code outlay.requests.longest-body}. */
    @WithDefault("30m")
    Duration longest();
}
