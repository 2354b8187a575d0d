package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.SealedSecrets;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Claims deliveries and records what came of them. */
@ApplicationScoped
class ClaimsTable {

    /**
     * How much may be claimed.
     *
     * @param most   deliveries at most
     * @param limits of each endpoint
     * @param busy   how many are on their way to an endpoint already
     * @param rooms  how many a webhook may be given, where it is not as many as any
     */
    record Room(int most, EndpointLimits limits, Map<String, Integer> busy, Map<WebhookId, Integer> rooms) {}

    /**
     * What was claimed.
     *
     * @param more  whether due deliveries were left out of sight, so that there may be claimable ones among them
     * @param muted how many were due and are not told for now
     * @param turns when those are sent that have a turn a little later, by their id
     */
    record Claims(List<Claimed> claimed, boolean more, int muted, Map<UUID, Instant> turns) {
        static final Claims NONE = new Claims(List.of(), false, 0, Map.of());

        /** These of them, where others are not sent now. There was room for those: more may be due. */
        Claims only(List<Claimed> rest) {
            return new Claims(List.copyOf(rest), true, muted, turns);
        }
    }

    /** An attempt and what it came to. */
    record Concluded(Claimed claimed, Conclusion conclusion) {}

    /** Rows that are looked at to find claimable ones; endpoints that are full, and webhooks without room, are not among them. */
    private static final int CANDIDATES = 1000;

    private final SaidTable said;

    ClaimsTable(SaidTable said) {
        this.said = said;
    }

    /**
     * Claims due deliveries and counts the attempt in the same statement, so that one who dies while sending has used it up.
     * Rows that another replica is claiming are skipped, and one that it has claimed is no longer due. A lease that has
     * ended makes its delivery due again.
     */
    Uni<Claims> claim(Mutiny.StatelessSession session, Room room, Instant now, Duration lease) {
        UUID claim = UUID.randomUUID();
        List<Map.Entry<String, Integer>> busy = List.copyOf(room.busy().entrySet());
        List<Map.Entry<WebhookId, Integer>> rooms = List.copyOf(room.rooms().entrySet());
        String[] full = busy.stream()
                .filter(entry -> entry.getValue() >= room.limits().of(entry.getKey()))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
        return session.createNativeQuery("""
                        with given as materialized (
                            select * from unnest(cast(cast(:groups as text[]) as uuid[]), cast(:names as text[]), cast(:rooms as int[]))
                                     as t(group_id, receiver_name, room)
                        ), candidates as materialized (
                            select id, endpoint, group_id, receiver_name, due_at from delivery d
                            where state in ('Gathering', 'Pending', 'Sending', 'Muted')
                              and due_at <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                              and endpoint <> all(cast(:full as text[]))
                              and not exists (select 1 from given g
                                              where g.room = 0 and g.group_id = d.group_id and g.receiver_name = d.receiver_name)
                            order by due_at limit :candidates
                        ), of_webhooks as (
                            select c.*, coalesce(g.room, cast(:perWebhook as int)) as room,
                                   row_number() over (partition by c.group_id, c.receiver_name order by c.due_at, c.id) as place
                            from candidates c
                            left join given g on g.group_id = c.group_id and g.receiver_name = c.receiver_name
                        ), ranked as (
                            select c.id, c.endpoint,
                                   row_number() over (partition by c.endpoint order by c.due_at, c.id) + coalesce(b.used, 0) as place
                            from of_webhooks c
                            left join unnest(cast(:busy as text[]), cast(:used as int[])) as b(endpoint, used)
                                   on b.endpoint = c.endpoint
                            where c.group_id is null or c.place <= c.room
                        ), chosen as (
                            select d.id from delivery d join ranked r on r.id = d.id
                            where r.place <= case when r.endpoint = 'smtp' then cast(:forSmtp as int) else cast(:perEndpoint as int) end
                              and d.state in ('Gathering', 'Pending', 'Sending', 'Muted')
                              and d.due_at <= timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                            order by d.due_at limit :most
                            for update of d skip locked
                        )
                        update delivery
                        set state = 'Sending', attempts = attempts + 1, claim = cast(:claim as uuid),
                            due_at = timestamptz 'epoch' + cast(:lease as bigint) * interval '1 microsecond'
                        where id in (select id from chosen)
                        returning cast(id as text), kind, receiver, target, endpoint, encode(sealed_secret, 'hex'), bundle, attempts,
                                  cast(extract(epoch from created_at) * 1000000 as bigint), (select count(*) from candidates), body_format,
                                  cast(group_id as text), receiver_name,
                                  exists (select 1 from webhook_endpoint w
                                          where w.group_id = delivery.group_id and w.receiver_name = delivery.receiver_name
                                            and w.target_key = md5(delivery.target) and w.disabled_at is not null),
                                  (select g.secrets from action_group g where g.id = delivery.group_id),
                                  (select string_agg(encode(k.sealed, 'hex'), ' ' order by k.retired_at desc)
                                   from retired_webhook_key k
                                   where k.group_id = delivery.group_id and k.receiver_name = delivery.receiver_name
                                     and k.signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'),
                                  silence_id is not null,
                                  case when kind <> 'email' then 'NONE'
                                       when reason in ('resolved', 'dismissed') then 'OVER'
                                       when reason = 'quiet-hours' or bundle like 'wished %' then 'PAST' else 'NONE' end,
                                  attempts > 1 or ((kind = 'email' or bundle is not null) and exists (
                                      select 1 from delivery_attempt t
                                      where t.delivery_id = delivery.id and (t.number > 1 or t.outcome in ('Accepted', 'TryLater', 'Refused')))),
                                  (select v.state || case when v.rate is null then '' else ' paced' end from webhook_verification v
                                   where v.group_id = delivery.group_id and v.receiver_name = delivery.receiver_name
                                     and v.target_key = md5(delivery.target))
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter(
                        "groups",
                        rooms.stream()
                                .map(entry -> entry.getKey().group().toString())
                                .toArray(String[]::new))
                .setParameter(
                        "names",
                        rooms.stream().map(entry -> entry.getKey().receiver()).toArray(String[]::new))
                .setParameter("rooms", rooms.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .setParameter("perWebhook", room.limits().perWebhook())
                .setParameter("full", full)
                .setParameter("candidates", CANDIDATES)
                .setParameter("busy", busy.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .setParameter("used", busy.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .setParameter("forSmtp", room.limits().forSmtp())
                .setParameter("perEndpoint", room.limits().perEndpoint())
                .setParameter("most", room.most())
                .setParameter("claim", claim.toString())
                .setParameter("lease", Instants.toMicros(now.plus(lease)))
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Claims.NONE)
                        : said.with(
                                        session,
                                        rows.stream()
                                                .map(row -> claimed(row, claim))
                                                .toList())
                                .map(claimed -> new Claims(
                                        claimed, ((Number) rows.getFirst()[9]).intValue() >= CANDIDATES, 0, Map.of())));
    }

    private static Claimed claimed(Object[] row, UUID claim) {
        return new Claimed(
                UUID.fromString((String) row[0]),
                claim,
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                keys(row),
                Optional.ofNullable((String) row[10])
                        .flatMap(BodyFormat::ofWord)
                        .orElse(BodyFormat.CLOUD_EVENTS),
                row[6] != null,
                (Integer) row[7],
                Instants.ofMicros((Long) row[8]),
                Optional.ofNullable((String) row[11])
                        .map(group -> new WebhookId(UUID.fromString(group), (String) row[12])),
                (Boolean) row[13],
                (Boolean) row[16],
                Claimed.Wait.valueOf((String) row[17]),
                (Boolean) row[18],
                known((String) row[19]),
                List.of());
    }

    private static Verification.Known known(@Nullable String column) {
        if (column == null) {
            return Verification.Known.NOTHING;
        }
        String[] words = column.split(" ", 2);
        return new Verification.Known(Optional.of(Verification.State.valueOf(words[0])), words.length > 1);
    }

    /** The key that the webhook has now, or had when the delivery was made where there is no such webhook any more; then retired ones. */
    private static List<byte[]> keys(Object[] row) {
        Optional<byte[]> present = Optional.ofNullable((String) row[14])
                .flatMap(secrets -> SealedSecrets.of(secrets, String.valueOf(row[12])))
                .or(() -> Optional.ofNullable((String) row[5]).map(HexFormat.of()::parseHex));
        List<byte[]> keys = new ArrayList<>(present.stream().toList());
        Optional.ofNullable((String) row[15]).stream()
                .flatMap(hex -> Arrays.stream(hex.split(" ")))
                .map(HexFormat.of()::parseHex)
                .forEach(keys::add);
        return List.copyOf(keys);
    }

    /**
     * Records what attempts came to, and the attempts beside it, where the claim is still held; returns the ids of those. After
     * the lease another may hold it, and what the late one saw is then no longer true of the delivery.
     */
    Uni<Set<UUID>> conclude(Mutiny.StatelessSession session, List<Concluded> concluded, Instant now) {
        if (concluded.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<Concluded> rows = concluded.stream()
                .sorted(Comparator.comparing(row -> row.claimed().id()))
                .toList();
        return session.createNativeQuery("""
                        with seen as materialized (
                            select * from unnest(cast(:ids as uuid[]), cast(:claims as uuid[]), cast(:attempts as int[]),
                                                 cast(:states as text[]), cast(:outcomes as text[]), cast(:reasons as text[]),
                                                 cast(:details as text[]), cast(:uncounted as int[]), cast(:due as bigint[]))
                                     as t(id, claim, attempt, state, outcome, reason, detail, uncounted, due)
                        ), told as (
                            update delivery d
                            set state = s.state, reason = nullif(s.reason, ''), detail = nullif(s.detail, ''), claim = null,
                                attempts = d.attempts - s.uncounted,
                                due_at = timestamptz 'epoch' + s.due * interval '1 microsecond',
                                finished_at = case when s.state <> 'Pending'
                                    then timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end
                            from seen s
                            where d.id = s.id and d.claim = s.claim
                            returning d.id
                        ), noted as (
                            insert into delivery_attempt (delivery_id, claim, number, ended_at, outcome, reason, detail)
                            select s.id, s.claim, s.attempt, timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                                   s.outcome, nullif(s.reason, ''), nullif(s.detail, '')
                            from told join seen s on s.id = told.id
                            where s.uncounted = 0
                               or not exists (select 1 from delivery_attempt a where a.delivery_id = s.id and a.outcome = s.outcome)
                        )
                        select cast(id as text) from told
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("ids", of(rows, UUID[]::new, row -> row.claimed().id()))
                .setParameter(
                        "claims", of(rows, UUID[]::new, row -> row.claimed().claim()))
                .setParameter("attempts", of(rows, Integer[]::new, row -> row.claimed()
                        .attempt()))
                .setParameter(
                        "states",
                        of(rows, String[]::new, row -> row.conclusion().state().name()))
                .setParameter("outcomes", of(rows, String[]::new, row -> row.conclusion()
                        .outcome()))
                .setParameter("reasons", of(rows, String[]::new, row -> row.conclusion()
                        .reason()))
                .setParameter("details", of(rows, String[]::new, row -> row.conclusion()
                        .detail()))
                .setParameter(
                        "uncounted",
                        of(rows, Integer[]::new, row -> row.conclusion().counted() ? 0 : 1))
                .setParameter("due", due(rows))
                .getResultList()
                .map(ids -> ids.stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet()));
    }

    private static <T> T[] of(List<Concluded> rows, IntFunction<T[]> array, Function<Concluded, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private static @Nullable Long[] due(List<Concluded> rows) {
        @Nullable Long[] due = new @Nullable Long[rows.size()];
        for (int i = 0; i < due.length; i++) {
            due[i] = rows.get(i).conclusion().dueAt().map(Instants::toMicros).orElse(null);
        }
        return due;
    }
}
