package dev.outlay.ingest.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The imports that are known, found by id, by age and by what they claim, so that no question walks through all of them.
 * Written by one thread, read by any.
 */
final class KnownImports {
    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparing(Place::createdAt).reversed().thenComparing(Place::id);

    private final Map<String, Import> byId = new ConcurrentHashMap<>();
    private final NavigableSet<Place> byAge = new ConcurrentSkipListSet<>(NEWEST_FIRST);
    private final Map<String, Set<String>> idsByDataSet = new ConcurrentHashMap<>();

    /** Where an import stands among the others, whatever becomes of it. */
    private record Place(String createdAt, String id) {
        static Place of(Import known) {
            return new Place(known.createdAt(), known.id());
        }
    }

    /** Keeps the state of an import in the place of what was known of it. */
    void keep(Import state) {
        Import before = byId.put(state.id(), state);
        byAge.add(Place.of(state));
        if (before != null && !before.claim().dataSets().equals(state.claim().dataSets())) {
            withdraw(before);
        }
        for (String dataSet : state.claim().dataSets()) {
            idsByDataSet
                    .computeIfAbsent(dataSet, first -> ConcurrentHashMap.newKeySet())
                    .add(state.id());
        }
    }

    void remove(String id) {
        Import known = byId.remove(id);
        if (known != null) {
            byAge.remove(Place.of(known));
            withdraw(known);
        }
    }

    private void withdraw(Import claimant) {
        for (String dataSet : claimant.claim().dataSets()) {
            idsByDataSet.computeIfPresent(dataSet, (name, ids) -> {
                ids.remove(claimant.id());
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    @Nullable
    Import find(String id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    List<Import> newest(int count) {
        return newestFirst().limit(count).toList();
    }

    private Stream<Import> newestFirst() {
        return byAge.stream().map(place -> byId.get(place.id())).filter(Objects::nonNull);
    }

    /** Those that state one of the data sets. */
    Collection<Import> stating(Collection<String> dataSets) {
        Set<String> ids = new HashSet<>();
        for (String dataSet : dataSets) {
            ids.addAll(idsByDataSet.getOrDefault(dataSet, Set.of()));
        }
        List<Import> found = new ArrayList<>();
        for (String id : ids) {
            Import known = byId.get(id);
            if (known != null) {
                found.add(known);
            }
        }
        return found;
    }

    /**
     * The ids of those that nobody needs any more: they claim nothing, and ended before that time (or, where they never
     * ended since their replica is no more, came before it), or are ended and there are {@code most} newer ones. A claim
     * is never among them: without it the same data set could be counted twice.
     */
    List<String> forgettable(Instant before, int most) {
        List<String> ids = new ArrayList<>();
        int ended = 0;
        for (Import known : newestFirst().filter(one -> one.claim().isNone()).toList()) {
            ended += known.state().ended() ? 1 : 0;
            boolean tooMany = known.state().ended() && ended > most;
            if (tooMany || lastHeard(known).isBefore(before)) {
                ids.add(known.id());
            }
        }
        return ids;
    }

    private static Instant lastHeard(Import known) {
        String finished = known.finishedAt();
        return Instant.parse(finished == null ? known.createdAt() : finished);
    }
}
