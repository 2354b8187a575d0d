package dev.outlay.alert.actiongroup;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The keys of webhooks: the present one in the row of the group, those before it in the table {@code retired_webhook_key}. Who rotates a key
 * holds the row locked, so two at once leave both earlier ones retired.
 */
@ApplicationScoped
public class WebhookKeysTable {

    /** With so many retired keys that still sign, the header of a message would grow too long. */
    private static final int MOST_RETIRED = 8;

    /**
     * The keys that a webhook had before, sealed, the latest first.
     *
     * @param signing those that sign beside the present one
     * @param retired those that sign no more, as far as they are kept
     */
    public record Earlier(List<byte[]> signing, List<byte[]> retired) {}

    /** What a rotation has come to. */
    public sealed interface Rotation {
        /** The webhook has the new key; the one before signs beside it until then. */
        record Done(Instant previousUntil) implements Rotation {}

        /** So many earlier keys still sign that no other can be retired. */
        record TooMany() implements Rotation {}

        /** The group is gone, or the receiver has no key. */
        record NotThere() implements Rotation {}
    }

    private final SecretSeal seal;
    private final Clock clock;

    WebhookKeysTable(SecretSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** Gives a webhook another key; the one that it had signs beside it for that long. */
    public Uni<Rotation> rotate(
            Mutiny.StatelessSession session, UUID row, String receiver, WebhookSecret fresh, Duration overlap) {
        Instant now = clock.instant();
        return session.createNativeQuery("""
                        select secrets, (select count(*) from retired_webhook_key k
                                         where k.group_id = g.id and k.receiver_name = :name
                                           and k.signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                        from action_group g where g.id = cast(:row as uuid) for update of g
                        """, Object[].class)
                .setParameter("name", receiver)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("row", row.toString())
                .getResultList()
                .chain(rows -> {
                    Optional<byte[]> before =
                            rows.stream().findFirst().flatMap(found -> SealedSecrets.of((String) found[0], receiver));
                    if (before.isEmpty()) {
                        return Uni.createFrom().item(new Rotation.NotThere());
                    }
                    if (((Number) rows.getFirst()[1]).intValue() >= MOST_RETIRED) {
                        return Uni.createFrom().item(new Rotation.TooMany());
                    }
                    String secrets = SealedSecrets.with((String) rows.getFirst()[0], receiver, seal.seal(fresh));
                    return replace(session, row, secrets, now)
                            .chain(() -> retire(session, row, receiver, before.get(), now, now.plus(overlap)))
                            .replaceWith(new Rotation.Done(now.plus(overlap)));
                });
    }

    /** Those that a webhook had before the present one. */
    public Uni<Earlier> earlier(Mutiny.StatelessSession session, UUID row, String receiver) {
        return session.createNativeQuery("""
                        select encode(sealed, 'hex'),
                               signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from retired_webhook_key
                        where group_id = cast(:row as uuid) and receiver_name = :name
                        order by retired_at desc
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(clock.instant()))
                .setParameter("row", row.toString())
                .setParameter("name", receiver)
                .getResultList()
                .map(rows -> new Earlier(sealed(rows, true), sealed(rows, false)));
    }

    /** The keys, sealed, with which all other webhooks at this URI are signed now, whoever has them. It reads every group: for what is asked seldom. */
    public Uni<List<byte[]>> ofOthersAt(Mutiny.StatelessSession session, URI uri, UUID row, String receiver) {
        return session.createNativeQuery("""
                        select cast(id as text), owner_id, name, customer_key, body, secrets from action_group
                        where position(:uri in body) > 0
                        """, Object[].class)
                .setParameter("uri", uri.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(ActionGroupsTable::kept)
                        .flatMap(kept -> others(kept, uri, row, receiver))
                        .toList())
                .chain(others -> overlapping(session, others).map(earlier -> Stream.concat(
                                others.stream().flatMap(other -> other.present().stream()), earlier.stream())
                        .toList()));
    }

    /** A webhook at the same URI. */
    private record Other(UUID row, String receiver, Optional<byte[]> present) {}

    private static Stream<Other> others(ActionGroupsTable.Kept kept, URI uri, UUID row, String receiver) {
        return kept.group().stream()
                .flatMap(group -> group.webhooks().stream())
                .filter(webhook -> webhook.uri().equals(uri))
                .map(webhook -> webhook.name().toLowerCase(Locale.ROOT))
                .filter(name -> !kept.row().equals(row) || !name.equals(receiver))
                .map(name -> new Other(
                        kept.row(),
                        name,
                        Optional.ofNullable(kept.sealedSecrets().get(name))));
    }

    /** Their earlier keys that sign beside the present ones. */
    private Uni<List<byte[]>> overlapping(Mutiny.StatelessSession session, List<Other> others) {
        return session.createNativeQuery("""
                        select encode(k.sealed, 'hex') from retired_webhook_key k
                        join unnest(cast(cast(:rows as text[]) as uuid[]), cast(:names as text[])) as o(group_id, receiver_name)
                          on k.group_id = o.group_id and k.receiver_name = o.receiver_name
                        where k.signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        """, String.class)
                .setParameter(
                        "rows",
                        others.stream().map(other -> other.row().toString()).toArray(String[]::new))
                .setParameter("names", others.stream().map(Other::receiver).toArray(String[]::new))
                .setParameter("now", Instants.toMicros(clock.instant()))
                .getResultList()
                .map(found -> found.stream().map(HexFormat.of()::parseHex).toList());
    }

    private static List<byte[]> sealed(List<Object[]> rows, boolean signing) {
        return rows.stream()
                .filter(row -> (Boolean) row[1] == signing)
                .map(row -> HexFormat.of().parseHex((String) row[0]))
                .toList();
    }

    private static Uni<List<String>> replace(Mutiny.StatelessSession session, UUID row, String secrets, Instant now) {
        return session.createNativeQuery("""
                        update action_group
                        set secrets = :secrets, version = version + 1,
                            modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id = cast(:row as uuid)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("secrets", secrets)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("row", row.toString())
                .getResultList();
    }

    /** Those that sign no more go with it. */
    private static Uni<List<String>> retire(
            Mutiny.StatelessSession session, UUID row, String receiver, byte[] sealed, Instant now, Instant until) {
        return session.createNativeQuery("""
                        with gone as (
                            delete from retired_webhook_key
                            where group_id = cast(:row as uuid) and receiver_name = :name
                              and signs_until <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        )
                        insert into retired_webhook_key (group_id, receiver_name, sealed, retired_at, signs_until)
                        values (cast(:row as uuid), :name, decode(:sealed, 'hex'),
                                timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                                timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond')
                        returning receiver_name
                        """, String.class)
                .setParameter("row", row.toString())
                .setParameter("name", receiver)
                .setParameter("sealed", HexFormat.of().formatHex(sealed))
                .setParameter("now", Instants.toMicros(now))
                .setParameter("until", Instants.toMicros(until))
                .getResultList();
    }
}
