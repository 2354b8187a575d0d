package dev.outlay.alert.recipient;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** The table {@code recipient}: one row for each address, by a unique index. */
@ApplicationScoped
public class RecipientsTable {

    private static final Logger LOG = Logger.getLogger(RecipientsTable.class);

    private static final String COLUMNS = """
            cast(id as text), address, wishes, modified_by, cast(extract(epoch from created_at) * 1000000 as bigint),
            cast(extract(epoch from modified_at) * 1000000 as bigint)
            """;

    /**
     * What is wished at these addresses, by address, as far as something is. The rows stay as they are to the end of the transaction: whoever changes one waits for that, and finds
     * all that waits because of it.
     *
     * @param addresses in lower case
     */
    public Uni<Map<String, Wishes>> of(Mutiny.StatelessSession session, Collection<String> addresses) {
        return session.createNativeQuery("""
                        select address, wishes from recipient
                        where md5(address) in (select md5(each) from unnest(cast(:addresses as text[])) as t(each))
                          and address = any(cast(:addresses as text[]))
                        order by id for share
                        """, Object[].class)
                .setParameter("addresses", addresses.toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Wishes> wishes = new HashMap<>();
                    rows.forEach(row -> WishesJson.kept((String) row[1])
                            .ifPresentOrElse(
                                    read -> wishes.put((String) row[0], read),
                                    () -> LOG.warn("wishes of a recipient cannot be read; mail goes there at once")));
                    return wishes;
                });
    }

    /** Writes what is wished at an address, in the place of what was; says whether it is new. */
    public Uni<Boolean> put(
            Mutiny.StatelessSession session, String address, Wishes wishes, String principal, Instant now) {
        return session.createNativeQuery("""
                        insert into recipient (id, address, wishes, modified_by, created_at, modified_at)
                        values (gen_random_uuid(), :address, :wishes, :principal,
                                timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                                timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                        on conflict (md5(address)) do update
                        set wishes = excluded.wishes, modified_by = excluded.modified_by, modified_at = excluded.modified_at
                        returning cast(xmax as text) = '0'
                        """, Boolean.class)
                .setParameter("address", address)
                .setParameter("wishes", WishesJson.write(wishes).toString())
                .setParameter("principal", principal)
                .setParameter("now", Instants.toMicros(now))
                .getSingleResult();
    }

    /** Forgets what was wished at an address; returns how many rows that was. */
    public Uni<Integer> forget(Mutiny.StatelessSession session, String address) {
        return session.createNativeQuery("""
                        delete from recipient where md5(address) = md5(:address) and address = :address returning cast(id as text)
                        """, String.class)
                .setParameter("address", address)
                .getResultList()
                .map(List::size);
    }

    /** The one at this address. */
    public Uni<Optional<Recipient>> find(Mutiny.StatelessSession session, String address) {
        return session.createNativeQuery(
                        "select " + COLUMNS
                                + "from recipient where md5(address) = md5(:address) and address = :address",
                        Object[].class)
                .setParameter("address", address)
                .getResultList()
                .map(rows -> rows.stream().findFirst().flatMap(RecipientsTable::recipient));
    }

    /**
     * A row of a list.
     *
     * @param createdMicros microseconds since 1970
     * @param recipient     empty where its wishes cannot be read
     */
    public record Listed(long createdMicros, UUID id, Optional<Recipient> recipient) {}

    /** All, the newest first, after a place, at most {@code limit}. */
    public Uni<List<Listed>> list(Mutiny.StatelessSession session, Optional<PagePlace> after, int limit) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from recipient
                                where (created_at, id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                          cast(:beforeId as uuid))
                                order by created_at desc, id desc
                                limit :limit
                                """, Object[].class)
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Listed((Long) row[4], UUID.fromString((String) row[0]), recipient(row)))
                        .toList());
    }

    private static Optional<Recipient> recipient(Object[] row) {
        return WishesJson.kept((String) row[2])
                .map(wishes -> new Recipient(
                        UUID.fromString((String) row[0]),
                        (String) row[1],
                        wishes,
                        (String) row[3],
                        Instants.ofMicros((Long) row[4]),
                        Instants.ofMicros((Long) row[5])));
    }
}
