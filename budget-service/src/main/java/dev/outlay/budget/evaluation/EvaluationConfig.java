package dev.outlay.budget.evaluation;

import dev.outlay.budget.money.RateDay;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How budgets are evaluated. */
@ConfigMapping(prefix = "outlay.evaluation")
public interface EvaluationConfig {

    /** For how many days after its end a period's crossings are still told, marked late; older ones are recorded only. 0 to 366. */
    @WithDefault("5")
    int lateDays();

    /** The same for a budget of time grain Daily, at most {@link #lateDays()}. The cost of a day is known, as a rule, by the end of the next one. */
    @WithDefault("2")
    int lateDaysOfADay();

    /**
     * Which day's exchange rate converts a charge that says neither dollars nor a rate: {@code first-of-month} or {@code day-of-charge}. What was converted before a change of
     * this stays as it is, since it is stored with its rate.
     */
    @WithDefault("first-of-month")
    RateDay rateDay();

    /**
     * How many days before that day an exchange rate may be of. Markets close for some days; a table that has not been imported for longer has no
     * rate, and the charge waits for the next import.
     */
    @WithDefault("10")
    int maxRateAgeDays();

    /** How long a spend that no budget asks for any more is kept, in case one is made again. */
    @WithDefault("5m")
    Duration keepUnasked();
}
