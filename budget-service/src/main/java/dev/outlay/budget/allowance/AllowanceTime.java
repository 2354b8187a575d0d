package dev.outlay.budget.allowance;

import io.github.bucket4j.TimeMeter;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** By which time allowances fill up again: one that goes on whatever the clock on the wall is set to. Tests give their own. */
@Singleton
class AllowanceTime {

    @Produces
    @Singleton
    @DefaultBean
    TimeMeter time() {
        return TimeMeter.SYSTEM_NANOTIME;
    }
}
