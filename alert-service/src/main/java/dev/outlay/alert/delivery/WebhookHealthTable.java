package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.ClaimsTable.Concluded;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with each webhook: the table {@code webhook_endpoint}. One that says that it is gone is disabled at once; one of which nothing
 * but failures have come for long enough is disabled as well, provided that it was tried all that time: failures that lie further
 * apart than that do not belong to one row.
 */
@ApplicationScoped
class WebhookHealthTable {

    private static final String ACCEPTED = "Accepted";
    private static final String TRY_LATER = "TryLater";
    private static final String GONE = "gone";

    /** A webhook at one URI. */
    private record Place(WebhookId webhook, String target) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byGroup = webhook.group().compareTo(other.webhook.group());
            int byName = byGroup == 0 ? webhook.receiver().compareTo(other.webhook.receiver()) : byGroup;
            return byName == 0 ? target.compareTo(other.target) : byName;
        }
    }

    /** What was seen of it in one turn; the reason of the last failure, where there was any. */
    private record Seen(
            String endpoint, boolean succeeded, @Nullable String failure, boolean gone) {
        Seen and(Seen other) {
            return new Seen(
                    endpoint,
                    succeeded || other.succeeded,
                    other.failure == null ? failure : other.failure,
                    gone || other.gone);
        }

        boolean isPlainSuccess() {
            return succeeded && failure == null && !gone;
        }
    }

    /** That it works is written down so often, and not for each message; whatever changes is written at once. */
    private static final Duration BETWEEN_SUCCESSES = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 100_000;

    private final Duration disabledAfter;
    private final Map<Place, Instant> written = new ConcurrentHashMap<>();

    WebhookHealthTable(Settings settings) {
        this.disabledAfter = settings.webhook().disabledAfter();
    }

    /** Notes what attempts have shown, of those whose outcome was recorded. Returns how many webhooks are disabled by it. */
    Uni<Integer> note(Mutiny.StatelessSession session, List<Concluded> concluded, Set<UUID> held, Instant now) {
        Map<Place, Seen> seen = new TreeMap<>();
        concluded.stream()
                .filter(each -> held.contains(each.claimed().id()))
                .forEach(each -> each.claimed().webhook().ifPresent(webhook -> {
                    Seen one = seen(each);
                    if (one.succeeded() || one.failure() != null || one.gone()) {
                        seen.merge(new Place(webhook, each.claimed().target()), one, Seen::and);
                    }
                }));
        seen.entrySet().removeIf(entry -> entry.getValue().isPlainSuccess() && isFresh(entry.getKey(), now));
        return seen.isEmpty() ? Uni.createFrom().item(0) : write(session, seen, now);
    }

    private static Seen seen(Concluded each) {
        String outcome = each.conclusion().outcome();
        return new Seen(
                each.claimed().endpoint(),
                outcome.equals(ACCEPTED),
                outcome.equals(TRY_LATER) ? each.conclusion().reason() : null,
                each.conclusion().reason().equals(GONE));
    }

    private boolean isFresh(Place place, Instant now) {
        Instant before = written.get(place);
        return before != null && before.plus(BETWEEN_SUCCESSES).isAfter(now);
    }

    private Uni<Integer> write(Mutiny.StatelessSession session, Map<Place, Seen> seen, Instant now) {
        List<Map.Entry<Place, Seen>> rows = new ArrayList<>(seen.entrySet());
        return session.createNativeQuery("""
                        insert into webhook_endpoint as w (group_id, receiver_name, target_key, endpoint, created_at, failing_since,
                                                           last_success_at, last_failure_at, last_failure_reason, disabled_at,
                                                           disabled_reason)
                        select s.group_id, s.receiver_name, md5(s.target), s.endpoint, m.now,
                               case when s.failure is not null and s.succeeded = 0 then m.now end,
                               case when s.succeeded = 1 then m.now end,
                               case when s.failure is not null then m.now end, s.failure,
                               case when s.gone = 1 then m.now end, case when s.gone = 1 then 'gone' end
                        from unnest(cast(cast(:groups as text[]) as uuid[]), cast(:names as text[]), cast(:targets as text[]),
                                    cast(:endpoints as text[]), cast(:succeeded as int[]), cast(:failures as text[]), cast(:gone as int[]))
                                 as s(group_id, receiver_name, target, endpoint, succeeded, failure, gone)
                        cross join (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as m
                        on conflict (group_id, receiver_name, target_key) do update
                        set last_success_at = coalesce(excluded.last_success_at, w.last_success_at),
                            last_failure_at = coalesce(excluded.last_failure_at, w.last_failure_at),
                            last_failure_reason = coalesce(excluded.last_failure_reason, w.last_failure_reason),
                            failing_since = case
                                when excluded.last_success_at is not null then null
                                when excluded.last_failure_at is null then w.failing_since
                                when w.last_failure_at >= excluded.last_failure_at - cast(:after as bigint) * interval '1 microsecond'
                                    then coalesce(w.failing_since, excluded.last_failure_at)
                                else excluded.last_failure_at end,
                            (disabled_at, disabled_reason) = (
                                select coalesce(w.disabled_at, excluded.disabled_at, case when too_long then excluded.last_failure_at end),
                                       coalesce(w.disabled_reason, excluded.disabled_reason, case when too_long then 'failing' end)
                                from (select excluded.last_success_at is null and excluded.last_failure_at is not null
                                             and w.last_failure_at
                                                 >= excluded.last_failure_at - cast(:after as bigint) * interval '1 microsecond'
                                             and w.failing_since
                                                 <= excluded.last_failure_at - cast(:after as bigint) * interval '1 microsecond'
                                             as too_long) as t)
                        returning case when disabled_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                                       then 1 else 0 end
                        """, Integer.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("after", disabledAfter.toNanos() / 1000)
                .setParameter(
                        "groups",
                        texts(rows, entry -> entry.getKey().webhook().group().toString()))
                .setParameter(
                        "names", texts(rows, entry -> entry.getKey().webhook().receiver()))
                .setParameter("targets", texts(rows, entry -> entry.getKey().target()))
                .setParameter("endpoints", texts(rows, entry -> entry.getValue().endpoint()))
                .setParameter(
                        "succeeded",
                        of(rows, Integer[]::new, entry -> entry.getValue().succeeded() ? 1 : 0))
                .setParameter("failures", texts(rows, entry -> entry.getValue().failure()))
                .setParameter(
                        "gone",
                        of(rows, Integer[]::new, entry -> entry.getValue().gone() ? 1 : 0))
                .getResultList()
                .invoke(ignored -> remember(seen, now))
                .map(disabled -> disabled.stream().mapToInt(Integer::intValue).sum());
    }

    /** A row that works was written; anything else has to be written at its next success. */
    private void remember(Map<Place, Seen> seen, Instant now) {
        if (written.size() > MOST_REMEMBERED) {
            written.clear();
        }
        seen.forEach((place, what) -> {
            if (what.isPlainSuccess()) {
                written.put(place, now);
            } else {
                written.remove(place);
            }
        });
    }

    private static @Nullable String[] texts(
            Collection<Map.Entry<Place, Seen>> rows, Function<Map.Entry<Place, Seen>, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        int next = 0;
        for (Map.Entry<Place, Seen> row : rows) {
            texts[next++] = text.apply(row);
        }
        return texts;
    }

    private static <T> T[] of(
            Collection<Map.Entry<Place, Seen>> rows,
            IntFunction<T[]> array,
            Function<Map.Entry<Place, Seen>, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
