package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Webhooks as people see them, and what people change about them. */
@ApplicationScoped
class WebhookViewsTable {

    private static final String HEALTH = """
            cast(extract(epoch from w.disabled_at) * 1000000 as bigint), w.disabled_reason,
            cast(extract(epoch from w.failing_since) * 1000000 as bigint), w.last_failure_reason,
            cast(extract(epoch from w.last_success_at) * 1000000 as bigint),
            cast(extract(epoch from w.last_failure_at) * 1000000 as bigint),
            (select count(*) from delivery d
             where d.group_id = w.group_id and d.receiver_name = w.receiver_name and d.state in ('Gathering', 'Pending', 'Sending')),
            (select count(*) from delivery d
             where d.group_id = w.group_id and d.receiver_name = w.receiver_name and d.state in ('GaveUp', 'Refused'))
            """;

    /** Until when earlier keys of the webhooks of a group sign, by the receiver's name in lower case. */
    Uni<Map<String, Instant>> previousKeys(Mutiny.StatelessSession session, Kept kept, Instant now) {
        return session.createNativeQuery("""
                        select receiver_name, cast(extract(epoch from max(signs_until)) * 1000000 as bigint) from retired_webhook_key
                        where group_id = cast(:group as uuid)
                          and signs_until > timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        group by receiver_name
                        """, Object[].class)
                .setParameter("group", kept.row().toString())
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                row -> (String) row[0], row -> Instants.ofMicros((Long) row[1]))));
    }

    /** All webhooks of a group, tried or not, in the order in which they were put. */
    Uni<List<WebhookView>> ofGroup(Mutiny.StatelessSession session, Kept kept) {
        List<Receiver.Webhook> webhooks =
                kept.group().map(readable -> readable.webhooks()).orElse(List.of());
        if (webhooks.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery("""
                        select t.name, """ + HEALTH + """
                        from unnest(cast(:names as text[]), cast(:targets as text[])) as t(name, target)
                        join webhook_endpoint w on w.group_id = cast(:group as uuid) and w.receiver_name = t.name
                                               and w.target_key = md5(t.target)
                        """, Object[].class)
                .setParameter("group", kept.row().toString())
                .setParameter(
                        "names",
                        webhooks.stream()
                                .map(webhook -> webhook.name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .setParameter(
                        "targets",
                        webhooks.stream()
                                .map(webhook -> webhook.uri().toString())
                                .toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Object[]> tried = new HashMap<>();
                    rows.forEach(row -> tried.put((String) row[0], row));
                    return webhooks.stream()
                            .map(webhook -> view(
                                    kept.id().id(),
                                    webhook.name(),
                                    webhook.endpoint(),
                                    tried.get(webhook.name().toLowerCase(Locale.ROOT))))
                            .toList();
                });
    }

    /** The webhooks that were ever tried, the newest first, of one state where one is given, at most {@code limit} of them after a place. */
    Uni<List<WebhookView.Listed>> list(
            Mutiny.StatelessSession session, Optional<WebhookView.State> state, Optional<PagePlace> after, int limit) {
        return session.createNativeQuery("""
                        select w.receiver_name, """ + HEALTH + """
                               , g.owner_id || '/providers/Microsoft.Insights/actionGroups/' || g.name, w.endpoint,
                               cast(extract(epoch from w.created_at) * 1000000 as bigint), cast(w.id as text)
                        from webhook_endpoint w join action_group g on g.id = w.group_id
                        where (w.created_at, w.id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                      cast(:beforeId as uuid))
                          and (cast(:state as text) is null
                               or cast(:state as text) = case when w.disabled_at is not null then 'Disabled'
                                                              when w.failing_since is not null then 'Failing' else 'Healthy' end)
                        order by w.created_at desc, w.id desc limit :limit
                        """, Object[].class)
                .setParameter("state", state.map(Enum::name).orElse(null))
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new WebhookView.Listed(
                                view((String) row[9], (String) row[0], (String) row[10], row),
                                (Long) row[11],
                                UUID.fromString((String) row[12])))
                        .toList());
    }

    /** Lets a webhook be sent to again, and its row of failures begin anew. Returns whether it was disabled or failing. */
    Uni<Boolean> enable(Mutiny.StatelessSession session, WebhookId webhook, String target) {
        return session.createNativeQuery("""
                        update webhook_endpoint
                        set disabled_at = null, disabled_reason = null, failing_since = null, telling_until = null, told_at = null
                        where group_id = cast(:group as uuid) and receiver_name = :name and target_key = md5(:target)
                          and (disabled_at is not null or failing_since is not null)
                        returning receiver_name
                        """, String.class)
                .setParameter("group", webhook.group().toString())
                .setParameter("name", webhook.receiver())
                .setParameter("target", target)
                .getResultList()
                .map(enabled -> !enabled.isEmpty());
    }

    private static WebhookView view(String group, String name, String endpoint, Object @Nullable [] row) {
        if (row == null) {
            return new WebhookView(
                    group,
                    name,
                    endpoint,
                    WebhookView.State.Untried,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty());
        }
        Optional<Instant> disabled = instant(row[1]);
        Optional<Instant> failing = instant(row[3]);
        WebhookView.State state = disabled.isPresent()
                ? WebhookView.State.Disabled
                : failing.isPresent() ? WebhookView.State.Failing : WebhookView.State.Healthy;
        return new WebhookView(
                group,
                name,
                endpoint,
                state,
                disabled.isPresent() ? Optional.ofNullable((String) row[2]) : Optional.ofNullable((String) row[4]),
                disabled.or(() -> failing),
                instant(row[5]),
                instant(row[6]),
                ((Number) row[7]).longValue(),
                ((Number) row[8]).longValue(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Instant> instant(@Nullable Object micros) {
        return Optional.ofNullable((Long) micros).map(Instants::ofMicros);
    }
}
