package dev.outlay.alert.silence;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code silence}. */
@ApplicationScoped
public class SilencesTable {

    private static final String COLUMNS = """
            cast(id as text), scope_id, price_view, customer_key, matchers, reason, afterwards, created_by,
            cast(extract(epoch from created_at) * 1000000 as bigint), cast(extract(epoch from starts_at) * 1000000 as bigint),
            cast(extract(epoch from ends_at) * 1000000 as bigint), cast(extract(epoch from ended_at) * 1000000 as bigint), ended_by
            """;

    private static final String NOW = "timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'";

    /**
     * Inserts one, unless as many of its scope and author's customer are in force or planned as may be. Returns how many
     * it was.
     */
    public Uni<Integer> insert(Mutiny.StatelessSession session, Silence silence, int most) {
        return session.createNativeQuery("""
                        insert into silence (id, scope_key, scope_id, price_view, customer_key, matchers, reason, afterwards, created_by,
                                             created_at, starts_at, ends_at)
                        select cast(:id as uuid), :scope, :scopeId, :priceView, :customer, :matchers, :reason, :afterwards, :author,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                               timestamptz 'epoch' + cast(:starts as bigint) * interval '1 microsecond',
                               timestamptz 'epoch' + cast(:ends as bigint) * interval '1 microsecond'
                        where (select count(*) from silence s
                               where md5(s.scope_key) = md5(:scope) and s.scope_key = :scope and s.customer_key = :customer
                                 and s.ended_at is null
                                 and s.ends_at > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                              < cast(:most as int)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("id", silence.id().toString())
                .setParameter("scope", silence.scope().key())
                .setParameter("scopeId", silence.scope().id())
                .setParameter("priceView", silence.priceView())
                .setParameter("customer", text(silence.customer()))
                .setParameter("matchers", MatchersJson.write(silence.matchers()).toString())
                .setParameter("reason", silence.reason())
                .setParameter("afterwards", silence.afterwards().word())
                .setParameter("author", silence.createdBy())
                .setParameter("now", Instants.toMicros(silence.createdAt()))
                .setParameter("starts", Instants.toMicros(silence.startsAt()))
                .setParameter("ends", Instants.toMicros(silence.endsAt()))
                .setParameter("most", most)
                .getResultList()
                .map(List::size);
    }

    /**
     * The newest after a place, at most {@code limit} of them: of exactly this scope where one is given, of one customer's
     * people where it is, and in one state at {@code now} where it is.
     */
    @SuppressWarnings("TooManyParameters") // Everything by which they are told apart.
    public Uni<List<Silence>> list(
            Mutiny.StatelessSession session,
            Optional<String> scopeKey,
            Optional<CustomerKey> onlyOf,
            Optional<Silence.State> state,
            Instant now,
            Optional<PagePlace> after,
            int limit) {
        String ofScope =
                scopeKey.isPresent() ? "where md5(scope_key) = md5(:scope) and scope_key = :scope " : "where true ";
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                        "select " + COLUMNS + "from silence " + ofScope + """
                                and (cast(:customer as text) is null or customer_key = cast(:customer as text))
                                and (cast(:state as text) is null or cast(:state as text) = case
                                """
                                + "when ended_at is not null or ends_at <= " + NOW
                                + " then 'Ended' when starts_at > " + NOW + " then 'Planned' else 'InForce' end)" + """

                                and (created_at, id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                        cast(:beforeId as uuid))
                                order by created_at desc, id desc
                                limit :limit
                                """,
                        Object[].class)
                .setParameter("customer", onlyOf.map(CustomerKey::text).orElse(null))
                .setParameter("state", state.map(Enum::name).orElse(null))
                .setParameter("now", Instants.toMicros(now))
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit);
        scopeKey.ifPresent(key -> query.setParameter("scope", key));
        return query.getResultList().map(SilencesTable::silences);
    }

    /** The one with this id, if it is of exactly this scope and, where one is given, of this customer's people. */
    public Uni<Optional<Silence>> find(
            Mutiny.StatelessSession session, UUID id, String scopeKey, Optional<CustomerKey> onlyOf) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from silence
                                where id = cast(:id as uuid) and scope_key = :scope
                                  and (cast(:customer as text) is null or customer_key = cast(:customer as text))
                                """, Object[].class)
                .setParameter("id", id.toString())
                .setParameter("scope", scopeKey)
                .setParameter("customer", onlyOf.map(CustomerKey::text).orElse(null))
                .getResultList()
                .map(rows -> silences(rows).stream().findFirst());
    }

    /** Ends one that is not over yet; whoever mutes by it at this moment has done so before. Returns how many it was. */
    public Uni<Integer> end(Mutiny.StatelessSession session, UUID id, String principal, Instant now) {
        return session.createNativeQuery("""
                        update silence
                        set ended_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond', ended_by = :principal
                        where id = cast(:id as uuid) and ended_at is null
                          and ends_at > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("principal", principal)
                .setParameter("id", id.toString())
                .getResultList()
                .map(List::size);
    }

    /** Those of the scopes with these keys that are in force. They stay so until the transaction ends: nobody ends one meanwhile. */
    public Uni<List<Silence>> inForce(Mutiny.StatelessSession session, Collection<String> scopeKeys, Instant now) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from silence
                                where md5(scope_key) in (select md5(k.scope_key) from unnest(cast(:keys as text[])) as k(scope_key))
                                  and scope_key = any(cast(:keys as text[])) and ended_at is null
                                  and ends_at > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                                  and starts_at <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                                order by id
                                for share
                                """, Object[].class)
                .setParameter("keys", scopeKeys.stream().distinct().toArray(String[]::new))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(SilencesTable::silences);
    }

    private static String text(Optional<CustomerKey> customer) {
        return customer.map(CustomerKey::text).orElse("");
    }

    private static List<Silence> silences(List<Object[]> rows) {
        return rows.stream().map(SilencesTable::silence).toList();
    }

    private static Silence silence(Object[] row) {
        return new Silence(
                UUID.fromString((String) row[0]),
                Scope.ofId((String) row[1]).orElseThrow(),
                (String) row[2],
                customer((String) row[3]),
                MatchersJson.kept((String) row[4]),
                (String) row[5],
                Silence.Afterwards.ofWord((String) row[6]).orElseThrow(),
                (String) row[7],
                Instants.ofMicros((Long) row[8]),
                Instants.ofMicros((Long) row[9]),
                Instants.ofMicros((Long) row[10]),
                Optional.ofNullable((Long) row[11]).map(Instants::ofMicros),
                Optional.ofNullable((String) row[12]));
    }

    /** A customer's name has no slash. */
    private static Optional<CustomerKey> customer(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new CustomerKey(text.substring(0, slash), text.substring(slash + 1)));
    }
}
