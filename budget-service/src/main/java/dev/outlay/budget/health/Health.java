package dev.outlay.budget.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What {@code /q/health/ready} answers, from what was seen last. */
@ApplicationScoped
class Health {

    private final WatchParts watch;

    Health(WatchParts watch) {
        this.watch = watch;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> response(watch.database());
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> response(watch.broker());
    }

    @Produces
    @Readiness
    HealthCheck watched() {
        return () -> response(watch.watched());
    }

    private static HealthCheckResponse response(Part part) {
        Part.Trouble trouble = part.trouble();
        if (trouble == null) {
            return HealthCheckResponse.up(part.name());
        }
        return HealthCheckResponse.named(part.name())
                .down()
                .withData("what", part.sentence())
                .withData(
                        "since", trouble.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }
}
