package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Told after the commit of every change of a budget of reservations. What it does may be repeated, and may come late: the database holds the truth. */
public interface UtilizationEvaluation {

    /** Looks at what is used of the reservations that a new or changed budget watches. */
    Uni<Void> look(UUID budget);
}
