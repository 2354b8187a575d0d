package dev.outlay.budget.evaluation;

import java.util.HashMap;
import java.util.Map;

/**
 * Which changes of things a memory has taken up: all to a number, and single ones beyond it. Loads overlap and may end in either order, so what an older one has read
 * must not replace what a newer one has; but that has to be remembered of a thing only until everything up to its change is known. So of what is gone nothing stays.
 * Whoever holds it sees to it that one thread at a time uses it.
 */
final class TakenChanges<T> {

    private Map<T, Long> beyond = new HashMap<>();
    private long upTo = -1;

    /**
     * Takes up a change of a thing.
     *
     * @return false where that change of it, or a later one, has been taken up before
     */
    boolean take(T thing, long change) {
        if (change <= upTo || change <= beyond.getOrDefault(thing, -1L)) {
            return false;
        }
        beyond.put(thing, change);
        return true;
    }

    /** Everything that has changed up to a number has been taken up. */
    void allUpTo(long number) {
        if (number <= upTo) {
            return;
        }
        upTo = number;
        beyond.values().removeIf(change -> change <= number);
        if (beyond.isEmpty()) {
            beyond = new HashMap<>(); // the table of the first load is as large as all there is
        }
    }

    /** Nothing has been taken up. */
    void clear() {
        upTo = -1;
        beyond = new HashMap<>();
    }
}
