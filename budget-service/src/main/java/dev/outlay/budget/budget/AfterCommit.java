package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Has the evaluation look at a budget once its change is committed. What fails here is found again by the evaluation's own worker. */
@ApplicationScoped
class AfterCommit {

    private static final Logger LOG = Logger.getLogger(AfterCommit.class);

    private final BudgetEvaluation evaluation;

    AfterCommit(BudgetEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** @param seriesReady false when the spend has to be built first */
    Uni<Void> changed(UUID budget, boolean seriesReady) {
        if (!seriesReady) {
            evaluation.seriesAsked();
        }
        return Uni.createFrom()
                .deferred(() -> evaluation.evaluate(budget))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "budget=%s is committed; its evaluation comes later", budget))
                .onFailure()
                .recoverWithNull();
    }
}
