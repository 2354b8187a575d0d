package dev.outlay.budget.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How budgets are evaluated. */
@ConfigMapping(prefix = "outlay.evaluation")
public interface EvaluationConfig {

    /** For how many days after its end a period's crossings are still told, marked late; older ones are recorded only. 0 to 366. */
    @WithDefault("5")
    int lateDays();
}
