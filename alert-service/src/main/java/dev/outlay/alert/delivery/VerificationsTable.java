package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.SealedSecrets;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The table {@code webhook_verification}: one row for each webhook and URI, by a unique index. Each time that a receiver is asked has an id of its own, and its row knows the last: an answer to
 * any other, or a callback of any other, changes nothing. A row is asked by one replica at a time, under a lease.
 */
@ApplicationScoped
public class VerificationsTable {

    /** How long one may be asked before another replica does. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final int LONGEST_DETAIL = 500;

    /** Whom to ask, and how often that was done, this time included. */
    record Asked(Handshake.Question question, int attempts) {}

    private final boolean asks;

    VerificationsTable(Settings settings) {
        this.asks = settings.webhook().handshake();
    }

    /**
     * Has the webhooks of a group asked that are told in Outlay's own form and were not at the URI that they have, and nobody at a URI that they have no longer. Azure's receivers answer no handshake. Where nobody is asked
     * ({@code outlay.webhook.handshake}) nothing is noted, so that nobody is either when that changes.
     *
     * @param group row of the group
     */
    public Uni<Integer> register(
            Mutiny.QueryProducer session, UUID group, List<Receiver.Webhook> webhooks, Instant now) {
        if (!asks) {
            return Uni.createFrom().item(0);
        }
        List<Receiver.Webhook> own = webhooks.stream()
                .filter(webhook -> webhook.format() == BodyFormat.CLOUD_EVENTS)
                .toList();
        return GoneVerificationsTable.retire(session, group, own)
                .chain(() -> own.isEmpty()
                        ? Uni.createFrom().item(0)
                        : insert(session, group, own, now, "do nothing returning cast(id as text)"));
    }

    /**
     * Has a webhook asked now, whatever it has said before; how it stands stays until it has answered. What it says to what it is being asked does not count any more, and it is asked
     * when that is over.
     */
    Uni<Integer> askAgain(Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, Instant now) {
        return insert(
                session,
                group,
                List.of(webhook),
                now,
                "do update set due_at = excluded.due_at, attempts = 0, question = null returning cast(id as text)");
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
                .setParameter("names", names(group, webhooks))
                .setParameter("targets", targets(webhooks))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /**
     * Takes some that are to be asked, for the time of a lease. Customers take turns: the next of each goes before the one after it of any, and of one no more than some are asked at a
     * time, so that nobody waits for the receivers of others. Of one customer those go first that are asked for the first time, or anew.
     */
    Uni<List<Asked>> claim(Mutiny.StatelessSession session, int most, int mostOfOne, Instant now) {
        return session.createNativeQuery("""
                        with m as (
                            select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now,
                                   timestamptz 'epoch' + cast(:lease as bigint) * interval '1 microsecond' as lease
                        ), busy as materialized (
                            select g.customer_key, count(*) as used
                            from m join webhook_verification v on v.asked_until > m.now join action_group g on g.id = v.group_id
                            group by g.customer_key
                        ), ranked as (
                            select v.id, v.due_at,
                                   row_number() over (partition by g.customer_key order by v.attempts > 0, v.due_at, v.id)
                                       + coalesce(b.used, 0) as place
                            from m join webhook_verification v on v.due_at <= m.now and (v.asked_until is null or v.asked_until <= m.now)
                            join action_group g on g.id = v.group_id
                            left join busy b on b.customer_key = g.customer_key
                        ), chosen as (
                            select v.id from m
                            join ranked r on r.place <= cast(:ofOne as int)
                            join webhook_verification v on v.id = r.id
                            where v.due_at <= m.now and (v.asked_until is null or v.asked_until <= m.now)
                            order by r.place, r.due_at, r.id limit :most
                            for update of v skip locked
                        ), fresh as materialized (
                            select id, gen_random_uuid() as question from chosen
                        )
                        update webhook_verification v
                        set attempts = v.attempts + 1, due_at = m.lease, asked_until = m.lease, asking = f.question, question = f.question
                        from fresh f, action_group g, m
                        where v.id = f.id and g.id = v.group_id
                        returning cast(f.question as text), v.receiver_name, v.target, v.attempts, g.secrets,
                                  (select string_agg(encode(k.sealed, 'hex'), ' ' order by k.retired_at desc) from retired_webhook_key k
                                   where k.group_id = v.group_id and k.receiver_name = v.receiver_name and k.signs_until > m.now)
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("lease", Instants.toMicros(now.plus(LEASE)))
                .setParameter("most", most)
                .setParameter("ofOne", mostOfOne)
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

    /**
     * Notes what was answered, where that was not asked anew meanwhile and the receiver has not called back, which is its later word. One that could not be asked stands as before if it has
     * agreed once, and is asked again later.
     */
    Uni<Integer> conclude(Mutiny.StatelessSession session, Asked asked, Verification.Answer answer, Instant now) {
        UUID question = asked.question().id();
        return note(session, asked, answer, now).call(() -> session.createNativeQuery("""
                        update webhook_verification set asking = null, asked_until = null where asking = cast(:question as uuid)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("question", question.toString())
                .getResultList());
    }

    private static Uni<Integer> note(
            Mutiny.StatelessSession session, Asked asked, Verification.Answer answer, Instant now) {
        UUID question = asked.question().id();
        return switch (answer) {
            case Verification.Answer.Granted granted ->
                write(session, question, Word.of(granted.means(), granted.rate()), true, now);
            case Verification.Answer.Denied denied ->
                write(
                        session,
                        question,
                        new Word(
                                Optional.of(Verification.State.Refused),
                                Optional.empty(),
                                Optional.empty(),
                                denied.reason(),
                                denied.detail(),
                                Optional.empty()),
                        true,
                        now);
            case Verification.Answer.Silent silent ->
                write(
                        session,
                        question,
                        new Word(
                                silent.again() ? Optional.empty() : Optional.of(Verification.State.Unverified),
                                Optional.empty(),
                                Optional.empty(),
                                silent.reason(),
                                silent.detail(),
                                silent.again()
                                        ? Verification.waitAfter(asked.attempts())
                                                .map(now::plus)
                                        : Optional.empty()),
                        true,
                        now);
        };
    }

    /**
     * It agrees by the callback of a question, which has to be the last that it was asked. Says whether there is such a webhook.
     *
     * @param question id of that question
     */
    Uni<Boolean> grant(Mutiny.StatelessSession session, UUID question, Optional<Integer> rate, Instant now) {
        return write(session, question, Word.of(Verification.CALLBACK, rate), false, now)
                .map(written -> written > 0);
    }

    /**
     * What is noted of a receiver.
     *
     * @param state empty where the one that there is stays, and how it was reached
     */
    private record Word(
            Optional<Verification.State> state,
            Optional<String> means,
            Optional<Integer> rate,
            String reason,
            String detail,
            Optional<Instant> dueAt) {
        static Word of(String means, Optional<Integer> rate) {
            return new Word(
                    Optional.of(Verification.State.Verified), Optional.of(means), rate, "", "", Optional.empty());
        }
    }

    /** Whoever has called back has no time any more at which it is asked: an answer that is still to come finds none. */
    private static Uni<Integer> write(
            Mutiny.StatelessSession session, UUID question, Word word, boolean isAnswer, Instant now) {
        return session.createNativeQuery("""
                        update webhook_verification v
                        set state = coalesce(cast(:state as text), v.state),
                            means = case when cast(:state as text) is null then v.means else cast(:means as text) end,
                            rate = case when cast(:state as text) is null then v.rate else cast(:rate as int) end,
                            next_at = case when v.rate is not null then v.next_at end,
                            reason = nullif(:reason, ''), detail = nullif(:detail, ''),
                            due_at = timestamptz 'epoch' + cast(:due as bigint) * interval '1 microsecond',
                            state_since = case when coalesce(cast(:state as text), v.state) = v.state and v.attempts > 1 then v.state_since
                                else timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end
                        where v.question = cast(:question as uuid) and (v.due_at is not null or not cast(:answer as boolean))
                        returning cast(v.id as text)
                        """, String.class)
                .setParameter("question", question.toString())
                .setParameter("answer", isAnswer)
                .setParameter("state", word.state().map(Enum::name).orElse(null))
                .setParameter("means", word.means().orElse(null))
                .setParameter("rate", word.rate().orElse(null))
                .setParameter("reason", word.reason())
                .setParameter("detail", shorten(word.detail()))
                .setParameter("due", word.dueAt().map(Instants::toMicros).orElse(null))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    static String[] names(UUID group, List<Receiver.Webhook> webhooks) {
        return webhooks.stream()
                .map(webhook -> WebhookId.of(group, webhook.name()).receiver())
                .toArray(String[]::new);
    }

    static String[] targets(List<Receiver.Webhook> webhooks) {
        return webhooks.stream().map(webhook -> webhook.uri().toString()).toArray(String[]::new);
    }

    private static String shorten(String detail) {
        String printable = detail.replaceAll("\\p{Cntrl}+", " ");
        return printable.length() <= LONGEST_DETAIL ? printable : printable.substring(0, LONGEST_DETAIL);
    }
}
