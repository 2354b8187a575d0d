package dev.outlay.e2e.running;

import dev.outlay.local.KillablePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which part is killed after which step of a load, and started again at once. The load is divided into as many stretches as there are kills; the seed
 * decides the order of the parts in each round and the moment within each stretch.
 */
public final class KillSchedule {
    private final Map<Integer, KillablePart> kills;
    private final Map<KillablePart, Object> locks = new HashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();

    private KillSchedule(Map<Integer, KillablePart> kills, boolean oneAtATime) {
        this.kills = kills;
        kills.values().forEach(part -> locks.put(part, oneAtATime ? this : part));
    }

    /** Each part is killed {@code rounds} times; a part may go while another is still on its way back. */
    public static KillSchedule of(long seed, int steps, int rounds, List<? extends KillablePart> parts) {
        return new KillSchedule(kills(seed, steps, rounds, parts), false);
    }

    /** Each part is killed {@code rounds} times, and only when the one before is back. */
    public static KillSchedule rolling(long seed, int steps, int rounds, List<? extends KillablePart> parts) {
        return new KillSchedule(kills(seed, steps, rounds, parts), true);
    }

    private static Map<Integer, KillablePart> kills(
            long seed, int steps, int rounds, List<? extends KillablePart> parts) {
        Random random = new Random(seed);
        int stretch = steps / (rounds * parts.size());
        if (stretch < 4) {
            throw new IllegalArgumentException(steps + " steps are too few for so many kills");
        }
        Map<Integer, KillablePart> kills = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            List<KillablePart> order = new ArrayList<>(parts);
            Collections.shuffle(order, random);
            for (KillablePart part : order) {
                kills.put(kills.size() * stretch + stretch / 4 + random.nextInt(stretch / 2), part);
            }
        }
        return kills;
    }

    /** Kills and restarts what is due after a step, and returns when it is ready again. */
    public void reached(int step) {
        @Nullable KillablePart part = kills.get(step);
        if (part != null) {
            synchronized (locks.getOrDefault(part, this)) {
                part.kill();
                part.startAgain();
            }
            synchronized (done) {
                done.merge(part.toString(), 1, Integer::sum);
            }
        }
    }

    /** How often each part was killed. */
    public Map<String, Integer> done() {
        synchronized (done) {
            return Map.copyOf(done);
        }
    }

    /** How many kills there are to be. */
    public int size() {
        return kills.size();
    }
}
