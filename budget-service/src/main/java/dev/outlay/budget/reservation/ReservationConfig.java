package dev.outlay.budget.reservation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often reservations are looked at. */
@ConfigMapping(prefix = "outlay.reservations")
public interface ReservationConfig {

    /** How long after a look at the reservations of a budget the next one comes. 1 s or more. */
    @WithDefault("15m")
    Duration between();
}
