package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Has the evaluation look at a budget once its change is committed. What fails here is found again by the evaluation's own worker. */
@ApplicationScoped
class AfterCommit {

    private static final Logger LOG = Logger.getLogger(AfterCommit.class);

    private final BudgetEvaluation evaluation;
    private final UtilizationEvaluation utilization;

    AfterCommit(BudgetEvaluation evaluation, UtilizationEvaluation utilization) {
        this.evaluation = evaluation;
        this.utilization = utilization;
    }

    /** @param seriesReady false when the spend has to be built first */
    Uni<Void> changed(UUID budget, boolean seriesReady) {
        if (!seriesReady) {
            evaluation.seriesAsked();
        }
        return looked(budget, () -> evaluation.evaluate(budget));
    }

    /** A budget of reservations was made, changed or deleted. */
    Uni<Void> reservationsChanged(UUID budget) {
        return looked(budget, () -> utilization.look(budget));
    }

    private static Uni<Void> looked(UUID budget, Supplier<Uni<Void>> look) {
        return Uni.createFrom()
                .deferred(() -> look.get())
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "budget=%s is committed; its evaluation comes later", budget))
                .onFailure()
                .recoverWithNull();
    }
}
