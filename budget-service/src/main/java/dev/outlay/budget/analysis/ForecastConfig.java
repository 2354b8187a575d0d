package dev.outlay.budget.analysis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How forecasts are made. */
@ConfigMapping(prefix = "outlay.forecast")
public interface ForecastConfig {

    /**
     * How many of the latest days (UTC), today among them, are not complete as a rule and are forecast rather than learnt from: cost is known 8 to 24 hours after it was caused (functional spec 2.6). 1 to 31.
     */
    @WithDefault("2")
    int freshDays();

    /** How many budgets a replica forecasts at the same time; 0 for none, where another replica does. At most 16. */
    @WithDefault("2")
    int workers();

    /** How long after a forecast of a budget the next one may begin. 1 s or more. */
    @WithDefault("1m")
    Duration between();

    /** For how long what was learnt from days gone by is taken for true: a correction of an old day moves forecasts of budgets after that at the latest. */
    @WithDefault("1h")
    Duration remembered();
}
