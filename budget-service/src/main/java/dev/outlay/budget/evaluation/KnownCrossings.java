package dev.outlay.budget.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Crossings that this process knows to be recorded, so that a budget which stays above its threshold costs nothing with every further charge. A memory only: the
 * unique index decides, and forgetting costs one look at it.
 */
@ApplicationScoped
public class KnownCrossings {

    private static final int MOST = 500_000;

    private final Set<CrossedCondition> known = ConcurrentHashMap.newKeySet();

    boolean contains(UUID budget, LocalDate period, String condition) {
        return known.contains(new CrossedCondition(budget, period, condition));
    }

    /** Remembers crossings whose transaction is committed. */
    void add(List<Crossing> committed) {
        if (known.size() > MOST) {
            known.clear();
        }
        for (Crossing crossing : committed) {
            known.add(crossing.crossed());
        }
    }
}
