package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.SealedSecrets;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code webhook_verification}: one row for each webhook and URI, by a unique index. */
@ApplicationScoped
public class VerificationsTable {

    /** How long one may be asked before another replica does. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final int LONGEST_DETAIL = 500;

    /** Whom to ask, how often that was done, this time included, and whether the row is still this replica's to conclude. */
    record Asked(Handshake.Question question, int attempts) {}

    /**
     * Has the webhooks of a group asked that are told in Outlay's own form and were not at the URI that they have. Azure's receivers answer no handshake.
     *
     * @param group row of the group
     */
    public Uni<Integer> register(
            Mutiny.QueryProducer session, UUID group, List<Receiver.Webhook> webhooks, Instant now) {
        List<Receiver.Webhook> own = webhooks.stream()
                .filter(webhook -> webhook.format() == BodyFormat.CLOUD_EVENTS)
                .toList();
        return own.isEmpty()
                ? Uni.createFrom().item(0)
                : insert(session, group, own, now, "do nothing returning cast(id as text)");
    }

    /** Has a webhook asked now, whatever it has said before; how it stands stays until it has answered. */
    Uni<Integer> askAgain(Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, Instant now) {
        return insert(
                session,
                group,
                List.of(webhook),
                now,
                "do update set due_at = excluded.due_at, attempts = 0 returning cast(id as text)");
    }

    private static Uni<Integer> insert(
            Mutiny.QueryProducer session, UUID group, List<Receiver.Webhook> webhooks, Instant now, String otherwise) {
        return session.createNativeQuery("""
                        insert into webhook_verification (id, group_id, receiver_name, target_key, target, state, due_at, state_since, created_at)
                        select gen_random_uuid(), cast(:group as uuid), t.name, md5(t.target), t.target, 'Unverified', m.now, m.now, m.now
                        from unnest(cast(:names as text[]), cast(:targets as text[])) as t(name, target)
                        cross join (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as m
                        order by t.name
                        on conflict (group_id, receiver_name, target_key)\s""" + otherwise, String.class)
                .setParameter("group", group.toString())
                .setParameter(
                        "names",
                        webhooks.stream()
                                .map(webhook ->
                                        WebhookId.of(group, webhook.name()).receiver())
                                .toArray(String[]::new))
                .setParameter(
                        "targets",
                        webhooks.stream()
                                .map(webhook -> webhook.uri().toString())
                                .toArray(String[]::new))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /** Takes some that are to be asked, for the time of a lease; those whose group is gone are not asked any more. */
    Uni<List<Asked>> claim(Mutiny.StatelessSession session, int most, Instant now) {
        return session.createNativeQuery("""
                        update webhook_verification v
                        set attempts = v.attempts + 1, due_at = timestamptz 'epoch' + cast(:lease as bigint) * interval '1 microsecond'
                        from action_group g
                        where g.id = v.group_id
                          and v.id in (select id from webhook_verification
                                       where due_at <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                                       order by due_at limit :most for update skip locked)
                        returning cast(v.id as text), v.receiver_name, v.target, v.attempts, g.secrets,
                                  (select string_agg(encode(k.sealed, 'hex'), ' ' order by k.retired_at desc) from retired_webhook_key k
                                   where k.group_id = v.group_id and k.receiver_name = v.receiver_name
                                     and k.signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("lease", Instants.toMicros(now.plus(LEASE)))
                .setParameter("most", most)
                .getResultList()
                .map(rows -> rows.stream().map(row -> asked(row, now)).toList());
    }

    private static Asked asked(Object[] row, Instant now) {
        List<byte[]> keys = new ArrayList<>(
                SealedSecrets.of((String) row[4], (String) row[1]).stream().toList());
        Optional.ofNullable((String) row[5]).stream()
                .flatMap(hex -> Arrays.stream(hex.split(" ")))
                .map(HexFormat.of()::parseHex)
                .forEach(keys::add);
        return new Asked(
                new Handshake.Question(UUID.fromString((String) row[0]), (String) row[2], List.copyOf(keys), now),
                (Integer) row[3]);
    }

    /** Takes rows whose group is gone away, as many as there are. */
    Uni<Integer> dropOrphans(Mutiny.StatelessSession session, Instant now) {
        return session.createNativeQuery("""
                        delete from webhook_verification v
                        where v.due_at <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                          and not exists (select 1 from action_group g where g.id = v.group_id)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /** Notes what was answered. One that could not be asked stands as before if it has agreed once, and is asked again later. */
    Uni<Integer> conclude(Mutiny.StatelessSession session, Asked asked, Verification.Answer answer, Instant now) {
        return switch (answer) {
            case Verification.Answer.Granted granted ->
                write(
                        session,
                        asked.question().id(),
                        Verification.State.Verified,
                        Optional.of(granted.means()),
                        granted.rate(),
                        "",
                        "",
                        Optional.empty(),
                        now);
            case Verification.Answer.Denied denied ->
                write(
                        session,
                        asked.question().id(),
                        Verification.State.Refused,
                        Optional.empty(),
                        Optional.empty(),
                        denied.reason(),
                        denied.detail(),
                        Optional.empty(),
                        now);
            case Verification.Answer.Silent silent ->
                write(
                        session,
                        asked.question().id(),
                        silent.again() ? null : Verification.State.Unverified,
                        Optional.empty(),
                        Optional.empty(),
                        silent.reason(),
                        silent.detail(),
                        silent.again()
                                ? Verification.waitAfter(asked.attempts()).map(now::plus)
                                : Optional.empty(),
                        now);
        };
    }

    /** It agrees by its callback. Says whether there is such a webhook. */
    Uni<Boolean> grant(Mutiny.StatelessSession session, UUID id, Optional<Integer> rate, Instant now) {
        return write(
                        session,
                        id,
                        Verification.State.Verified,
                        Optional.of(Verification.CALLBACK),
                        rate,
                        "",
                        "",
                        Optional.empty(),
                        now)
                .map(written -> written > 0);
    }

    /** Without a state the one that there is stays, and how it was reached. */
    @SuppressWarnings("TooManyParameters") // The columns.
    private static Uni<Integer> write(
            Mutiny.StatelessSession session,
            UUID id,
            Verification.@Nullable State state,
            Optional<String> means,
            Optional<Integer> rate,
            String reason,
            String detail,
            Optional<Instant> dueAt,
            Instant now) {
        return session.createNativeQuery("""
                        update webhook_verification v
                        set state = coalesce(cast(:state as text), v.state),
                            means = case when cast(:state as text) is null then v.means else cast(:means as text) end,
                            rate = case when cast(:state as text) is null then v.rate else cast(:rate as int) end,
                            next_at = case when cast(:state as text) is null then v.next_at end,
                            reason = nullif(:reason, ''), detail = nullif(:detail, ''),
                            due_at = timestamptz 'epoch' + cast(:due as bigint) * interval '1 microsecond',
                            state_since = case when coalesce(cast(:state as text), v.state) = v.state and v.attempts > 1 then v.state_since
                                else timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end
                        where v.id = cast(:id as uuid)
                        returning cast(v.id as text)
                        """, String.class)
                .setParameter("id", id.toString())
                .setParameter("state", state == null ? null : state.name())
                .setParameter("means", means.orElse(null))
                .setParameter("rate", rate.orElse(null))
                .setParameter("reason", reason)
                .setParameter("detail", shorten(detail))
                .setParameter("due", dueAt.map(Instants::toMicros).orElse(null))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    private static String shorten(String detail) {
        String printable = detail.replaceAll("\\p{Cntrl}+", " ");
        return printable.length() <= LONGEST_DETAIL ? printable : printable.substring(0, LONGEST_DETAIL);
    }

    /** How the webhooks of a group stand at the URIs that they have, by the receiver's name in lower case; only what was ever asked. */
    Uni<Map<String, Verification>> ofGroup(
            Mutiny.StatelessSession session, UUID group, List<Receiver.Webhook> webhooks) {
        return session.createNativeQuery("""
                        select v.receiver_name, v.state, v.reason, v.detail, v.means, v.rate,
                               cast(extract(epoch from v.state_since) * 1000000 as bigint), cast(extract(epoch from v.due_at) * 1000000 as bigint)
                        from unnest(cast(:names as text[]), cast(:targets as text[])) as t(name, target)
                        join webhook_verification v on v.group_id = cast(:group as uuid) and v.receiver_name = t.name
                                                   and v.target_key = md5(t.target)
                        """, Object[].class)
                .setParameter("group", group.toString())
                .setParameter(
                        "names",
                        webhooks.stream()
                                .map(webhook ->
                                        WebhookId.of(group, webhook.name()).receiver())
                                .toArray(String[]::new))
                .setParameter(
                        "targets",
                        webhooks.stream()
                                .map(webhook -> webhook.uri().toString())
                                .toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Verification> found = new HashMap<>();
                    rows.forEach(row -> found.put((String) row[0], verification(row)));
                    return found;
                });
    }

    private static Verification verification(Object[] row) {
        return new Verification(
                Verification.State.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2]),
                Optional.ofNullable((String) row[3]),
                Optional.ofNullable((String) row[4]),
                Optional.ofNullable((Integer) row[5]),
                Instants.ofMicros((Long) row[6]),
                Optional.ofNullable((Long) row[7]).map(Instants::ofMicros));
    }
}
