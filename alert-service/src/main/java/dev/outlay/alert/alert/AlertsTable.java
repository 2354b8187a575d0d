package dev.outlay.alert.alert;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code alert}. */
@ApplicationScoped
public class AlertsTable {

    /**
     * A crossing and the JSON of its data, which is what is kept.
     *
     * @param traceparent where it comes from, where that is traced
     */
    public record Told(Crossing crossing, String json, Optional<String> traceparent) {}

    private static final String COLUMNS = """
            cast(id as text), cast(crossing as text), status,
            cast(extract(epoch from created_at) * 1000000 as bigint),
            cast(extract(epoch from modified_at) * 1000000 as bigint),
            cast(extract(epoch from status_modified_at) * 1000000 as bigint),
            status_modified_by, cast(overriding_alert as text), cast(extract(epoch from closed_at) * 1000000 as bigint),
            """ + AcknowledgementsColumn.SQL + """
            , (select count(*) from delivery_alert da join delivery d on d.id = da.delivery_id
               where da.alert_id = alert.id and d.kind <> 'notice' and d.state = 'Withheld' and d.reason = 'access-withdrawn'),
            case when substr(status_modified_of, strpos(status_modified_of, '/') + 1) = status_modified_by then split_part(status_modified_of, '/', 1) end
            """;

    /**
     * Inserts what is new and returns the ids of the new ones: an event that came before, in whatever batch and on
     * whatever replica, is not among them. Rows are inserted in the order of their ids, so that two batches with the same
     * events never wait for each other in a circle.
     */
    public Uni<Set<UUID>> insert(Mutiny.StatelessSession session, List<Told> told, Instant now) {
        if (told.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<Told> rows = told.stream()
                .sorted(Comparator.comparing(each -> each.crossing().id()))
                .toList();
        return session.createNativeQuery("""
                        insert into alert (id, scope_key, customer_key, budget_uuid, crossing, test, traceparent, created_at, modified_at)
                        select t.id, t.scope_key, t.customer_key, t.budget_uuid, cast(t.crossing as jsonb), t.test, t.traceparent,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from unnest(cast(:ids as uuid[]), cast(:scopes as text[]), cast(:customers as text[]),
                                    cast(:budgets as uuid[]), cast(:crossings as text[]), cast(:tests as boolean[]),
                                    cast(:traceparents as text[]))
                             as t(id, scope_key, customer_key, budget_uuid, crossing, test, traceparent)
                        order by t.id
                        on conflict do nothing
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter(
                        "ids", rows.stream().map(row -> row.crossing().id()).toArray(UUID[]::new))
                .setParameter(
                        "scopes",
                        rows.stream()
                                .map(row -> row.crossing().budget().scope().key())
                                .toArray(String[]::new))
                .setParameter(
                        "customers",
                        rows.stream()
                                .map(row -> customerKey(row.crossing().customer()))
                                .toArray(String[]::new))
                .setParameter(
                        "budgets",
                        rows.stream().map(row -> row.crossing().budget().uuid()).toArray(UUID[]::new))
                .setParameter("crossings", rows.stream().map(Told::json).toArray(String[]::new))
                .setParameter(
                        "tests",
                        rows.stream().map(row -> row.crossing().isTest()).toArray(Boolean[]::new))
                .setParameter(
                        "traceparents",
                        rows.stream().map(row -> row.traceparent().orElse(null)).toArray(String[]::new))
                .getResultList()
                .map(ids -> {
                    Set<UUID> inserted = new HashSet<>();
                    ids.forEach(id -> inserted.add(UUID.fromString(id)));
                    return inserted;
                });
    }

    /**
     * Marks alerts that say less than another one of their budget, period and kind of threshold: those of lower thresholds, where these
     * have just come or a higher one has. One whose cause is gone overrides nothing. What somebody has dismissed stays so. Returns how many it was.
     */
    public Uni<Integer> override(Mutiny.StatelessSession session, Set<UUID> come, Instant now) {
        if (come.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        with touched as (
                            select distinct budget_uuid, crossing->'period'->>'start' as start,
                                   crossing->'notification'->>'thresholdType' as type
                            from alert
                            where id = any(cast(:come as uuid[])) and not test
                        ), ranked as (
                            select a.id, cast(a.crossing->>'thresholdAmount' as numeric) as threshold,
                                   first_value(a.id) over highest as top,
                                   first_value(cast(a.crossing->>'thresholdAmount' as numeric)) over highest as top_threshold
                            from alert a
                            join touched t on a.budget_uuid = t.budget_uuid and a.crossing->'period'->>'start' = t.start
                                          and a.crossing->'notification'->>'thresholdType' = t.type
                            where not a.cause_gone
                            window highest as (partition by a.budget_uuid, t.start, t.type
                                               order by cast(a.crossing->>'thresholdAmount' as numeric) desc, a.created_at, a.id)
                        ), lower as (
                            select a.id, r.top from alert a join ranked r on r.id = a.id
                            where a.status = 'Active' and r.threshold < r.top_threshold
                            order by a.id for update of a
                        )
                        update alert
                        set status = 'Overridden', overriding_alert = lower.top,
                            closed_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                            modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from lower where alert.id = lower.id
                        returning cast(alert.id as text)
                        """, String.class)
                .setParameter("come", come.toArray(UUID[]::new))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /** The newest alerts of exactly this scope that the filter means, after a place, at most {@code limit} of them. */
    public Uni<List<Alert>> list(
            Mutiny.StatelessSession session,
            String scopeKey,
            Optional<CustomerKey> onlyOf,
            AlertFilter filter,
            Optional<PagePlace> after,
            int limit) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from alert
                                where md5(scope_key) = md5(:scope) and scope_key = :scope and not test
                                  and (cast(:customer as text) is null or customer_key = cast(:customer as text))
                                  and (cast(:status as text) is null or status = cast(:status as text))
                                  and (cast(:budget as text) is null
                                       or lower(crossing->'budget'->>'name') = lower(cast(:budget as text)))
                                  and (cast(:type as text) is null or cast(:type as text) = case
                                       when crossing->'notification' is null then 'General'
                                       when crossing->'notification'->>'thresholdType' = 'Forecasted' then 'BudgetForecast'
                                       else 'Budget' end)
                                  and created_at >= timestamptz 'epoch' + cast(:from as bigint) * interval '1 microsecond'
                                  and created_at < timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond'
                                  and (created_at, id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                          cast(:beforeId as uuid))
                                order by created_at desc, id desc
                                limit :limit
                                """, Object[].class)
                .setParameter("scope", scopeKey)
                .setParameter("customer", customerKey(onlyOf))
                .setParameter("status", filter.status().map(Alert.Status::word).orElse(null))
                .setParameter("budget", filter.budget().orElse(null))
                .setParameter("type", filter.type().orElse(null))
                .setParameter("from", Instants.toMicros(filter.from().orElse(Instant.EPOCH)))
                .setParameter("until", Instants.toMicros(filter.until().orElse(Instants.LATEST)))
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(AlertsTable::alert).toList());
    }

    /** The alert with this id, if it belongs to exactly this scope. */
    public Uni<Optional<Alert>> find(
            Mutiny.StatelessSession session, UUID id, String scopeKey, Optional<CustomerKey> onlyOf) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from alert
                                where id = cast(:id as uuid) and scope_key = :scope and not test
                                  and (cast(:customer as text) is null or customer_key = cast(:customer as text))
                                """, Object[].class)
                .setParameter("id", id.toString())
                .setParameter("scope", scopeKey)
                .setParameter("customer", customerKey(onlyOf))
                .getResultList()
                .map(AlertsTable::first);
    }

    /** Dismisses or reactivates; a status it has already is not a change. */
    public Uni<Optional<Alert>> setStatus(
            Mutiny.StatelessSession session,
            UUID id,
            String scopeKey,
            Optional<CustomerKey> onlyOf,
            Alert.Status status,
            Principal by,
            Instant now) {
        return session.createNativeQuery("""
                        update alert
                        set status = :status, status_modified_by = :principal, status_modified_of = :modifier, overriding_alert = null, closed_at = null,
                            status_modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                            modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id = cast(:id as uuid) and scope_key = :scope and status <> :status and not test
                          and (cast(:customer as text) is null or customer_key = cast(:customer as text))
                        returning cast(id as text)
                        """, String.class)
                .setParameter("status", status.word())
                .setParameter("principal", by.id())
                .setParameter("modifier", by.tenant() + "/" + by.id())
                .setParameter("now", Instants.toMicros(now))
                .setParameter("id", id.toString())
                .setParameter("scope", scopeKey)
                .setParameter("customer", customerKey(onlyOf))
                .getResultList()
                .chain(() -> find(session, id, scopeKey, onlyOf));
    }

    /** What the alert with this id, which there is, was made of. */
    public Uni<Crossing> crossing(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(
                        "select cast(crossing as text) from alert where id = cast(:id as uuid)", String.class)
                .setParameter("id", id.toString())
                .getSingleResult()
                .map(json -> crossing(id, json));
    }

    /** Reads back a crossing that was recorded. What is in the table was checked before, so failing here is a defect. */
    public static Crossing crossing(UUID id, String json) {
        try {
            return CrossingJson.read(id, data(json));
        } catch (Unreadable impossible) {
            throw new IllegalStateException("alert " + id + " holds what was never accepted", impossible);
        }
    }

    private static Fields data(String json) throws Unreadable {
        return CloudEvent.structured(("{\"data\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .data();
    }

    private static Optional<Alert> first(List<Object[]> rows) {
        return rows.stream().findFirst().map(AlertsTable::alert);
    }

    private static Alert alert(Object[] row) {
        UUID id = UUID.fromString((String) row[0]);
        return new Alert(
                crossing(id, (String) row[1]),
                filter((String) row[1]),
                Alert.Status.ofWord((String) row[2]).orElseThrow(),
                Instants.ofMicros((Long) row[3]),
                Instants.ofMicros((Long) row[4]),
                Optional.ofNullable((Long) row[5]).map(Instants::ofMicros),
                Optional.ofNullable((String) row[6])
                        .map(principal -> new StatusModifier(principal, Optional.ofNullable((String) row[11]))),
                Optional.ofNullable((String) row[7]).map(UUID::fromString),
                Optional.ofNullable((Long) row[8]).map(Instants::ofMicros),
                AcknowledgementsColumn.read((String) row[9]),
                ((Number) row[10]).intValue());
    }

    private static Optional<String> filter(String json) {
        try {
            return data(json).optionalObject("filter").map(filter -> filter.node()
                    .toString());
        } catch (Unreadable noObject) {
            return Optional.empty();
        }
    }

    private static @Nullable String customerKey(Optional<CustomerKey> customer) {
        return customer.map(CustomerKey::text).orElse(null);
    }
}
