package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Told after the commit of every change of a budget. What it does may be repeated, and may come late: the database holds the truth. */
public interface BudgetEvaluation {

    /** Compares a new or changed budget with the spend that is already there. */
    Uni<Void> evaluate(UUID budget);

    /** Wakes the builder of spend: a series was asked for that does not exist yet. */
    void seriesAsked();
}
