package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Whether and when a message that is no delivery may go to a webhook: what its receiver has said of messages holds of those too. Its turn is taken under the lock of the row that says so, as a claim does, so that over all replicas
 * no more go than are allowed; what waits there for its turn goes before. For how long a receiver is left alone, because it has asked for that or does nothing but fail, each replica knows of what it has sent itself.
 */
@ApplicationScoped
public class WebhookTurnsTable {

    private final Settings.Unverified unverified;
    private final Underway underway;

    WebhookTurnsTable(Settings settings, Underway underway) {
        this.unverified = settings.webhook().unverified();
        this.underway = underway;
    }

    /** What is said to a message. */
    public sealed interface Turn {
        /** It may go, and has taken its turn. */
        record Now() implements Turn {}

        /** Not before this moment, UTC. */
        record Later(Instant at) implements Turn {}

        /** The receiver is left alone until this moment, UTC: no turn was taken. */
        record Resting(Instant until) implements Turn {}

        /** The receiver wants none, or has not agreed where it has to. */
        record Unwanted(String reason, String detail) implements Turn {}
    }

    /** Whether a webhook's receiver has agreed to messages, as far as it has to; nothing is taken. */
    public Uni<Optional<Turn.Unwanted>> unwanted(
            Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook) {
        return find(session, group, webhook, "").map(found -> unwanted(webhook, found));
    }

    /** Until when a webhook's receiver is left alone, as far as this replica knows; empty where it is not. */
    public Optional<Instant> resting(UUID group, Receiver.Webhook webhook, Instant now) {
        return underway.quiet(WebhookId.of(group, webhook.name()), now);
    }

    /** Has a webhook's receiver left alone for as long as it has asked in answer to such a message, by deliveries as well. */
    public void leaveAlone(UUID group, Receiver.Webhook webhook, Duration patience, Instant now) {
        underway.asked(WebhookId.of(group, webhook.name()), patience, now);
    }

    /** Takes the next turn at a webhook, where it is there. */
    public Uni<Turn> take(Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, Instant now) {
        return find(session, group, webhook, " for update of v").chain(found -> {
            Optional<Turn.Unwanted> unwanted = unwanted(webhook, found);
            if (unwanted.isPresent()) {
                return Uni.createFrom().item(unwanted.get());
            }
            Optional<Instant> resting = resting(group, webhook, now);
            if (resting.isPresent()) {
                return Uni.createFrom().item(new Turn.Resting(resting.get()));
            }
            return found.filter(row -> row[1] != null)
                    .map(row -> take(session, row, now))
                    .orElseGet(() -> Uni.createFrom().item(new Turn.Now()));
        });
    }

    private Optional<Turn.Unwanted> unwanted(Receiver.Webhook webhook, Optional<Object[]> found) {
        Optional<Verification.State> state = found.map(row -> Verification.State.valueOf((String) row[0]));
        return webhook.format() == BodyFormat.CLOUD_EVENTS
                ? Sending.unwanted(new Verification.Known(state, false), unverified)
                        .filter(Outcome.Refused.class::isInstance)
                        .map(Outcome.Refused.class::cast)
                        .map(refused -> new Turn.Unwanted(refused.reason(), refused.detail()))
                : Optional.empty();
    }

    private static Uni<Turn> take(Mutiny.StatelessSession session, Object[] row, Instant now) {
        Pace pace = Pace.of((Integer) row[1], Optional.ofNullable((Long) row[2]).map(Instants::ofMicros), now);
        Pace past = pace.past(1);
        boolean othersWait = (Boolean) row[4];
        if (othersWait || pace.nextAt().isAfter(now)) {
            return Uni.createFrom().item(new Turn.Later(othersWait ? past.nextAt() : pace.nextAt()));
        }
        return session.createNativeQuery("""
                        update webhook_verification
                        set next_at = timestamptz 'epoch' + cast(:next as bigint) * interval '1 microsecond'
                        where id = cast(:id as uuid)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("next", Instants.toMicros(past.nextAt()))
                .setParameter("id", (String) row[3])
                .getResultList()
                .replaceWith(new Turn.Now());
    }

    private static Uni<Optional<Object[]>> find(
            Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, String lock) {
        return session.createNativeQuery("""
                        select v.state, v.rate, cast(extract(epoch from v.next_at) * 1000000 as bigint), cast(v.id as text),
                               exists (select 1 from delivery d
                                       where d.group_id = v.group_id and d.receiver_name = v.receiver_name and d.target = v.target
                                         and d.state = 'Pending' and d.reason = :reason)
                        from webhook_verification v
                        where v.group_id = cast(:group as uuid) and v.receiver_name = :name and v.target_key = md5(:target)
                        """ + lock, Object[].class)
                .setParameter("reason", WebhookPacesTable.ALLOWED_RATE)
                .setParameter("group", group.toString())
                .setParameter("name", WebhookId.of(group, webhook.name()).receiver())
                .setParameter("target", webhook.uri().toString())
                .getResultList()
                .map(List::stream)
                .map(rows -> rows.findFirst());
    }
}
