package dev.outlay.alert.delivery;

import dev.outlay.alert.access.Principal;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.TestSends.Asked;
import dev.outlay.alert.delivery.TestSends.Line;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code test_send} and {@code test_send_receiver}. */
@ApplicationScoped
class TestSendsTable {

    /** Azure's words for the kinds of receivers. Source: azure-rest-contract.md section 10 and its examples. */
    private static final Map<String, String> MECHANISMS = Map.ofEntries(
            Map.entry("automationRunbookReceivers", "AutomationRunbook"),
            Map.entry("azureAppPushReceivers", "AzureAppPush"),
            Map.entry("azureFunctionReceivers", "AzureFunction"),
            Map.entry("eventHubReceivers", "EventHub"),
            Map.entry("incidentReceivers", "Incident"),
            Map.entry("itsmReceivers", "Itsm"),
            Map.entry("logicAppReceivers", "LogicApp"),
            Map.entry("secureWebhookReceivers", "SecureWebhook"),
            Map.entry("smsReceivers", "Sms"),
            Map.entry("voiceReceivers", "Voice"));

    /**
     * How long the principal has to wait for its next test; empty where it need not. Others of the same principal wait here
     * until this transaction has ended, so that two at once are counted one after the other.
     */
    Uni<Optional<Duration>> waitAfter(
            Mutiny.StatelessSession session, Principal principal, Instant now, int most, Duration window) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:principal, 20261126)) as text)",
                        String.class)
                .setParameter("principal", principal.id())
                .getSingleResult()
                .chain(() -> session.createNativeQuery("""
                                select count(*), cast(extract(epoch from min(created_at)) * 1000000 as bigint) from (
                                    select created_at from test_send
                                    where md5(principal) = md5(:principal) and principal = :principal
                                      and created_at > timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond'
                                    order by created_at desc limit :most
                                ) as latest
                                """, Object[].class)
                        .setParameter("principal", principal.id())
                        .setParameter("since", Instants.toMicros(now.minus(window)))
                        .setParameter("most", most)
                        .getSingleResult())
                .map(row -> ((Number) row[0]).intValue() < most
                        ? Optional.empty()
                        : Optional.of(Duration.between(
                                now, Instants.ofMicros((Long) row[1]).plus(window))));
    }

    Uni<Integer> insert(Mutiny.StatelessSession session, UUID id, Asked asked, List<Line> lines, Instant now) {
        return session.createNativeQuery("""
                        with made as (
                            insert into test_send (id, place_key, customer_key, principal, created_at)
                            values (cast(:id as uuid), :place, :customer, :principal,
                                    timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                            returning id
                        )
                        insert into test_send_receiver (test_send_id, position, name, mechanism, kind, receiver)
                        select made.id, t.position, t.name, t.mechanism, t.kind, t.receiver
                        from made, unnest(cast(:positions as int[]), cast(:names as text[]), cast(:mechanisms as text[]),
                                          cast(:kinds as text[]), cast(:receivers as text[]))
                                   as t(position, name, mechanism, kind, receiver)
                        returning position
                        """, Integer.class)
                .setParameter("id", id.toString())
                .setParameter("place", asked.place())
                .setParameter(
                        "customer", asked.sight().all() ? "" : asked.sight().customer())
                .setParameter("principal", asked.principal().id())
                .setParameter("now", Instants.toMicros(now))
                .setParameter(
                        "positions", IntStream.range(0, lines.size()).boxed().toArray(Integer[]::new))
                .setParameter(
                        "names",
                        lines.stream().map(line -> line.receiver().name()).toArray(String[]::new))
                .setParameter(
                        "mechanisms",
                        lines.stream().map(line -> mechanism(line.receiver())).toArray(String[]::new))
                .setParameter(
                        "kinds",
                        lines.stream().map(line -> line.planned().kind()).toArray(String[]::new))
                .setParameter(
                        "receivers",
                        lines.stream().map(line -> line.planned().receiver()).toArray(String[]::new))
                .getResultList()
                .map(List::size);
    }

    private static String mechanism(Receiver receiver) {
        return switch (receiver) {
            case Receiver.Email ignored -> "Email";
            case Receiver.Webhook ignored -> "Webhook";
            case Receiver.Role ignored -> "ArmRole";
            case Receiver.Unsupported other -> MECHANISMS.getOrDefault(other.kind(), other.kind());
        };
    }

    /** The test with this id, if it was asked for at exactly this place and by somebody whose tests the caller sees. */
    Uni<Optional<TestSendView>> find(Mutiny.StatelessSession session, UUID id, String place, Sight sight) {
        return session.createNativeQuery("""
                        select cast(extract(epoch from t.created_at) * 1000000 as bigint), r.name, r.mechanism, d.state, d.reason, d.detail,
                               (select cast(extract(epoch from max(a.ended_at)) * 1000000 as bigint) from delivery_attempt a
                                where a.delivery_id = d.id),
                               cast(extract(epoch from coalesce(d.finished_at, d.created_at)) * 1000000 as bigint)
                        from test_send t
                        join test_send_receiver r on r.test_send_id = t.id
                        join delivery_alert da on da.alert_id = t.id and da.kind = r.kind and md5(da.receiver) = md5(r.receiver)
                        join delivery d on d.id = da.delivery_id
                        where t.id = cast(:id as uuid) and t.place_key = :place
                          and (cast(:all as boolean) or t.customer_key = :customer)
                        order by r.position
                        """, Object[].class)
                .setParameter("id", id.toString())
                .setParameter("place", place)
                .setParameter("all", sight.all())
                .setParameter("customer", sight.customer())
                .getResultList()
                .map(rows -> rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new TestSendView(
                                id,
                                Instants.ofMicros((Long) rows.getFirst()[0]),
                                rows.stream().map(TestSendsTable::line).toList())));
    }

    private static TestSendView.Line line(Object[] row) {
        DeliveryState state = DeliveryState.valueOf((String) row[3]);
        TestSendView.Line line = new TestSendView.Line(
                (String) row[1],
                (String) row[2],
                state,
                Optional.ofNullable((String) row[4]),
                Optional.ofNullable((String) row[5]),
                Optional.ofNullable((Long) row[6]).map(Instants::ofMicros),
                Optional.empty());
        return line.isOpen()
                ? line
                : new TestSendView.Line(
                        line.name(),
                        line.mechanism(),
                        state,
                        line.reason(),
                        line.detail(),
                        line.sentAt(),
                        Optional.of(Instants.ofMicros((Long) row[7])));
    }
}
