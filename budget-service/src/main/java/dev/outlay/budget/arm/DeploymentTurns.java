package dev.outlay.budget.arm;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.refusal.Refusal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Whose template is worked out next, so that nobody keeps others from deploying: one thing at a time for a principal, each in its turn, and what belongs to a deployment that has begun before what has not. For several threads at a time.
 */
final class DeploymentTurns {

    /** Deployments of one principal that are here at once, in one replica. */
    static final int MOST_OF_ONE = 8;

    /** Deployments that are here at once, in one replica. */
    static final int MOST = 64;

    /** Of a principal in a tenant; the same object id in another tenant is somebody else. */
    record Asker(String tenant, String id) {
        static Asker of(Principal principal) {
            return new Asker(principal.tenant(), principal.id());
        }
    }

    /** What waits, by who asked for it. */
    private static final class Waiting {

        private final Map<Asker, Queue<Runnable>> askers = new LinkedHashMap<>();

        void add(Asker asker, Runnable what) {
            askers.computeIfAbsent(asker, unused -> new ArrayDeque<>()).add(what);
        }

        /** Whose turn it is, of those for whom nothing is worked out now. */
        Optional<Asker> next(Set<Asker> busy) {
            return askers.keySet().stream().filter(each -> !busy.contains(each)).findFirst();
        }

        /** Takes what has waited longest of somebody, who is then behind the others. */
        Runnable take(Asker asker) {
            Queue<Runnable> own = askers.remove(asker);
            if (own == null) {
                throw new IllegalStateException("nothing waits of whose turn it is");
            }
            Runnable what = own.remove();
            if (!own.isEmpty()) {
                askers.put(asker, own);
            }
            return what;
        }
    }

    private final int atOnce;
    private final Map<Asker, Integer> here = new HashMap<>();
    private final Set<Asker> busy = new HashSet<>();
    private final Waiting begun = new Waiting();
    private final Waiting others = new Waiting();
    private int all;

    /** @param atOnce how much is worked out at once */
    DeploymentTurns(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Lets a deployment in; {@link #leave} is to follow. Fails with a refusal where there are too many of the principal, or of all. */
    synchronized void enter(Asker asker) {
        int own = here.getOrDefault(asker, 0);
        if (own >= MOST_OF_ONE) {
            throw new Refusal(
                            429,
                            "429",
                            "You have " + MOST_OF_ONE + " deployments under way here. Please retry when one has ended.")
                    .exception();
        }
        if (all >= MOST) {
            throw new Refusal(
                            503,
                            "ServiceUnavailable",
                            "As many deployments are under way as there is room for. Try again in a few seconds.")
                    .exception();
        }
        here.put(asker, own + 1);
        all++;
    }

    synchronized void leave(Asker asker) {
        all--;
        here.computeIfPresent(asker, (unused, own) -> own == 1 ? null : own - 1);
    }

    /**
     * Has something worked out when its turn has come.
     *
     * @param hasBegun whether it belongs to a deployment that has begun
     * @param start begins it, and does not wait for it; {@link #done} is to follow
     */
    synchronized void ask(Asker asker, boolean hasBegun, Runnable start) {
        (hasBegun ? begun : others).add(asker, start);
        next();
    }

    synchronized void done(Asker asker) {
        busy.remove(asker);
        next();
    }

    private void next() {
        while (busy.size() < atOnce) {
            Waiting from = begun.next(busy).isPresent() ? begun : others;
            Optional<Asker> asker = from.next(busy);
            if (asker.isEmpty()) {
                return;
            }
            busy.add(asker.get());
            from.take(asker.get()).run();
        }
    }
}
