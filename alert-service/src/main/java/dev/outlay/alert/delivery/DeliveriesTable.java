package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Writes deliveries: the tables {@code delivery} and {@code delivery_alert}, as alerts come in. */
@ApplicationScoped
class DeliveriesTable {

    private static final Comparator<PlannedDelivery> ORDER = Comparator.comparing(PlannedDelivery::kind)
            .thenComparing(PlannedDelivery::receiver)
            .thenComparing(PlannedDelivery::alert);

    /**
     * A receiver that has a delivery for the same alert gets no other. It is told for all reasons that there are: for the
     * role of any of the principals, or whatever becomes of their roles where it was named otherwise once; and on any of the
     * grounds, unless the one that was there was planned before they were kept.
     */
    private static final String ONCE = """
            on conflict (alert_id, kind, md5(receiver)) do update
            set partners = delivery_alert.partners or excluded.partners,
                holders = case when cardinality(excluded.holders) = 0 or cardinality(delivery_alert.holders) = 0 then cast('{}' as text[])
                               else (select array_agg(distinct h.id order by h.id)
                                     from unnest(delivery_alert.holders || excluded.holders) as h(id)) end,
                grounds = case when cardinality(delivery_alert.grounds) = 0 then delivery_alert.grounds
                               else (select array_agg(distinct g.ground order by g.ground)
                                     from unnest(delivery_alert.grounds || excluded.grounds) as g(ground)) end
            where cardinality(delivery_alert.holders) > 0 or (excluded.partners and not delivery_alert.partners)
               or (cardinality(delivery_alert.grounds) > 0 and not delivery_alert.grounds @> excluded.grounds)
            returning delivery_id
            """;

    /** Saves what was planned, at once or into the digest of its receiver, due when the window has passed. */
    Uni<Integer> save(Mutiny.StatelessSession session, List<PlannedDelivery> planned, Instant now, Duration window) {
        Map<Boolean, List<PlannedDelivery>> byDigest =
                planned.stream().collect(Collectors.partitioningBy(PlannedDelivery::isDigest));
        return insert(session, byDigest.getOrDefault(false, List.of()), now)
                .chain(() -> join(session, byDigest.getOrDefault(true, List.of()), now, window));
    }

    /**
     * Inserts deliveries that stand for one alert each. A receiver that has one for the same alert gets no other: the
     * unique index of {@code delivery_alert} decides, and only what won there becomes a delivery. Returns how many did.
     */
    Uni<Integer> insert(Mutiny.StatelessSession session, List<PlannedDelivery> planned, Instant now) {
        List<PlannedDelivery> rows = planned.stream().sorted(ORDER).toList();
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Mutiny.SelectionQuery<String> query = session.createNativeQuery("""
                        with planned as (
                            select * from unnest(cast(:ids as uuid[]), cast(:alerts as uuid[]), cast(:kinds as text[]),
                                                 cast(:receivers as text[]), cast(:targets as text[]), cast(:endpoints as text[]),
                                                 cast(:secrets as text[]), cast(:formats as text[]), cast(cast(:groups as text[]) as uuid[]),
                                                 cast(:names as text[]), cast(:states as text[]), cast(:reasons as text[]),
                                                 cast(:holders as text[]), cast(:partners as boolean[]), cast(:grounds as text[]))
                                     as t(id, alert_id, kind, receiver, target, endpoint, secret, format, group_id, receiver_name, state,
                                          reason, holders, partners, grounds)
                        ), won as (
                            insert into delivery_alert (alert_id, kind, receiver, delivery_id, holders, partners, grounds)
                            select alert_id, kind, receiver, id, string_to_array(holders, chr(31)), partners, string_to_array(grounds, chr(31))
                            from planned order by kind, receiver, alert_id
                        """ + ONCE + """
                        )
                        insert into delivery (id, kind, receiver, target, endpoint, sealed_secret, body_format, group_id, receiver_name,
                                              state, reason, due_at, created_at)
                        select p.id, p.kind, p.receiver, p.target, p.endpoint, decode(p.secret, 'hex'), p.format, p.group_id,
                               p.receiver_name, p.state, p.reason,
                               case when p.state = 'Pending'
                                    then timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from planned p join won on won.delivery_id = p.id
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("states", texts(rows, row -> row.state().name()))
                .setParameter("reasons", texts(rows, row -> row.reason().orElse(null)))
                .setParameter("holders", texts(rows, row -> Holders.write(row.holders())))
                .setParameter("partners", partners(rows))
                .setParameter("grounds", texts(rows, row -> GroundsColumn.write(row.grounds())));
        return common(query, rows).getResultList().map(List::size);
    }

    /**
     * Lets alerts join the open digests of their receivers, and opens those that are missing, due when the window has
     * passed. The row of the digest stays locked until the commit, so it cannot be claimed half filled. One that was opened
     * for alerts of which its receiver hears already is dropped again.
     */
    private Uni<Integer> join(
            Mutiny.StatelessSession session, List<PlannedDelivery> planned, Instant now, Duration window) {
        Uni<Integer> joined = Uni.createFrom().item(0);
        for (List<PlannedDelivery> part :
                FullDigestsTable.parts(planned.stream().sorted(ORDER).toList())) {
            joined = joined.chain(before -> joinPart(session, part, now, window).map(number -> before + number));
        }
        return joined;
    }

    private Uni<Integer> joinPart(
            Mutiny.StatelessSession session, List<PlannedDelivery> rows, Instant now, Duration window) {
        Map<String, PlannedDelivery> first = new LinkedHashMap<>();
        rows.forEach(row -> first.putIfAbsent(row.digestKey(), row));
        List<PlannedDelivery> each = List.copyOf(first.values());
        return openWithRoom(session, each, now, window).chain(digests -> session.createNativeQuery(
                        """
                                with won as (
                                    insert into delivery_alert (alert_id, kind, receiver, delivery_id, holders, partners, grounds)
                                    select alert_id, kind, receiver, delivery_id, string_to_array(holders, chr(31)), partners, string_to_array(grounds, chr(31))
                                    from unnest(cast(:alerts as uuid[]), cast(:kinds as text[]), cast(:receivers as text[]),
                                                cast(:deliveries as uuid[]), cast(:holders as text[]), cast(:partners as boolean[]), cast(:grounds as text[]))
                                         as t(alert_id, kind, receiver, delivery_id, holders, partners, grounds)
                                """ + ONCE + """
                                )
                                select cast(delivery_id as text) from won where delivery_id = any(cast(:deliveries as uuid[]))
                                """, String.class)
                .setParameter(
                        "alerts", rows.stream().map(PlannedDelivery::alert).toArray(UUID[]::new))
                .setParameter("kinds", texts(rows, PlannedDelivery::kind))
                .setParameter("receivers", texts(rows, PlannedDelivery::receiver))
                .setParameter(
                        "deliveries",
                        rows.stream().map(row -> digests.get(row.digestKey())).toArray(UUID[]::new))
                .setParameter("holders", texts(rows, row -> Holders.write(row.holders())))
                .setParameter("partners", partners(rows))
                .setParameter("grounds", texts(rows, row -> GroundsColumn.write(row.grounds())))
                .getResultList()
                .chain(joined -> joined.size() < rows.size()
                        ? dropEmpty(session, digests.values()).replaceWith(joined.size())
                        : Uni.createFrom().item(joined.size())));
    }

    /** Those that were full are closed, and others opened instead. */
    private Uni<Map<String, UUID>> openWithRoom(
            Mutiny.StatelessSession session, List<PlannedDelivery> rows, Instant now, Duration window) {
        return open(session, rows, now, window).chain(digests -> FullDigestsTable.close(session, digests.values())
                .chain(closed -> closed == 0 ? Uni.createFrom().item(digests) : open(session, rows, now, window)));
    }

    private static Uni<Integer> dropEmpty(Mutiny.StatelessSession session, Collection<UUID> digests) {
        return session.createNativeQuery("""
                        delete from delivery d
                        where d.id = any(cast(:ids as uuid[])) and d.state = 'Gathering'
                          and not exists (select 1 from delivery_alert a where a.delivery_id = d.id)
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter("ids", digests.toArray(UUID[]::new))
                .getResultList()
                .map(List::size);
    }

    /**
     * Notes that a group that could not be resolved was, and that the budget reaches somebody now; the receivers have deliveries of
     * their own. Returns how many it was.
     */
    Uni<Integer> markResolved(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery("""
                        update delivery set state = 'Resolved'
                        where id = cast(:id as uuid)
                           or (kind = 'budget' and state = 'Unresolved' and id in (
                               select others.delivery_id from delivery_alert own
                               join delivery_alert others on others.alert_id = own.alert_id
                               where own.delivery_id = cast(:id as uuid)))
                        returning cast(id as text)
                        """, String.class)
                .setParameter("id", id.toString())
                .getResultList()
                .map(List::size);
    }

    /** Notes the same of what else of that alert could not be resolved, as far as it is planned otherwise now. Returns how many it was. */
    Uni<Integer> markOthersResolved(Mutiny.StatelessSession session, UUID id, List<PlannedDelivery> planned) {
        List<PlannedDelivery> unresolved = planned.stream()
                .filter(each -> each.state() == DeliveryState.Unresolved)
                .toList();
        return session.createNativeQuery("""
                        update delivery set state = 'Resolved'
                        where state = 'Unresolved'
                          and id in (select others.delivery_id from delivery_alert own
                                     join delivery_alert others on others.alert_id = own.alert_id
                                     where own.delivery_id = cast(:id as uuid))
                          and not exists (select 1 from unnest(cast(:kinds as text[]), cast(:receivers as text[])) as still(kind, receiver)
                                          where still.kind = delivery.kind and still.receiver = delivery.receiver)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("id", id.toString())
                .setParameter("kinds", texts(unresolved, PlannedDelivery::kind))
                .setParameter("receivers", texts(unresolved, PlannedDelivery::receiver))
                .getResultList()
                .map(List::size);
    }

    private Uni<Map<String, UUID>> open(
            Mutiny.StatelessSession session, List<PlannedDelivery> rows, Instant now, Duration window) {
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery("""
                        insert into delivery (id, kind, receiver, target, endpoint, sealed_secret, body_format, group_id, receiver_name,
                                              bundle, state, due_at, created_at)
                        select t.id, t.kind, t.receiver, t.target, t.endpoint, decode(t.secret, 'hex'), t.format, t.group_id,
                               t.receiver_name, t.bundle, 'Gathering',
                               timestamptz 'epoch' + cast(:due as bigint) * interval '1 microsecond',
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from unnest(cast(:ids as uuid[]), cast(:alerts as uuid[]), cast(:kinds as text[]),
                                    cast(:receivers as text[]), cast(:targets as text[]), cast(:endpoints as text[]),
                                    cast(:secrets as text[]), cast(:formats as text[]), cast(cast(:groups as text[]) as uuid[]),
                                    cast(:names as text[]), cast(:bundles as text[]))
                             as t(id, alert_id, kind, receiver, target, endpoint, secret, format, group_id, receiver_name, bundle)
                        order by t.kind, t.receiver, t.bundle
                        on conflict (kind, md5(receiver), bundle) where state = 'Gathering'
                        do update set target = excluded.target, endpoint = excluded.endpoint, sealed_secret = excluded.sealed_secret,
                                      body_format = excluded.body_format, group_id = excluded.group_id,
                                      receiver_name = excluded.receiver_name
                        returning kind, receiver, bundle, cast(id as text)
                        """, Object[].class)
                .setParameter("due", Instants.toMicros(now.plus(window)))
                .setParameter("now", Instants.toMicros(now))
                .setParameter("bundles", texts(rows, row -> row.bundle().orElse("")));
        return common(query, rows).getResultList().map(found -> {
            Map<String, UUID> digests = new HashMap<>();
            found.forEach(row -> digests.put(row[0] + "\n" + row[1] + "\n" + row[2], UUID.fromString((String) row[3])));
            return digests;
        });
    }

    private static <T> Mutiny.SelectionQuery<T> common(Mutiny.SelectionQuery<T> query, List<PlannedDelivery> rows) {
        return query.setParameter(
                        "ids", rows.stream().map(row -> UUID.randomUUID()).toArray(UUID[]::new))
                .setParameter(
                        "alerts", rows.stream().map(PlannedDelivery::alert).toArray(UUID[]::new))
                .setParameter("kinds", texts(rows, PlannedDelivery::kind))
                .setParameter("receivers", texts(rows, PlannedDelivery::receiver))
                .setParameter("targets", texts(rows, PlannedDelivery::target))
                .setParameter("endpoints", texts(rows, PlannedDelivery::endpoint))
                .setParameter("secrets", texts(rows, row -> row.sealedSecret()
                        .map(HexFormat.of()::formatHex)
                        .orElse(null)))
                .setParameter(
                        "formats",
                        texts(rows, row -> row.format().map(BodyFormat::word).orElse(null)))
                .setParameter("groups", texts(rows, row -> row.webhook()
                        .map(webhook -> webhook.group().toString())
                        .orElse(null)))
                .setParameter("names", texts(rows, row -> row.webhook()
                        .map(WebhookId::receiver)
                        .orElse(null)));
    }

    private static Boolean[] partners(List<PlannedDelivery> rows) {
        return rows.stream().map(PlannedDelivery::partners).toArray(Boolean[]::new);
    }

    private static @Nullable String[] texts(
            List<PlannedDelivery> rows, Function<PlannedDelivery, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(rows.get(i));
        }
        return texts;
    }
}
