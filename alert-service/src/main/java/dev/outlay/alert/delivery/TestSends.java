package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.actiongroup.ActionGroup;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.alert.TestCrossing;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tests receivers. A test is an alert of a crossing that never was, with its deliveries, in the tables of all others, so that the
 * dispatcher sends it as it sends them: by the same rules about addresses, signed, and after a restart as well. It is tried
 * once. How many somebody may ask for is counted in the database, so it holds for all replicas.
 */
@ApplicationScoped
public class TestSends {

    /** Receivers of one test. */
    public static final int MOST_RECEIVERS = 50;

    /** Tests of one principal within {@link #WINDOW}. */
    public static final int MOST_TESTS = 30;

    /** The time in which tests are counted. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /**
     * What is asked for.
     *
     * @param scope      where, and the scope of the crossing
     * @param group      the action group whose receivers are tested, or at which others are
     * @param sight      whose groups the caller sees
     * @param forecasted whether a forecast is said to have crossed
     * @param receivers  whom to tell; empty for all receivers of the group
     */
    public record Asked(
            Scope scope,
            Optional<ActionGroupId> group,
            Sight sight,
            Principal principal,
            boolean forecasted,
            List<Receiver> receivers) {

        String place() {
            return group.map(ActionGroupId::key).orElseGet(scope::key);
        }
    }

    /** What came of asking. */
    public sealed interface Started {

        /** It is on its way. */
        record Sent(UUID id) implements Started {}

        /** There is no such group. */
        record NoGroup() implements Started {}

        /** The group has more receivers than one test may have, or none. */
        record NotSoMany(int receivers) implements Started {}

        /** The principal has asked too often; after this time it may again. */
        record TooOften(Duration after) implements Started {}
    }

    /** A receiver and the delivery that was planned for it. */
    record Line(Receiver receiver, PlannedDelivery planned) {}

    private final Transactions transactions;
    private final TestSendsTable tests;
    private final AlertsTable alerts;
    private final ActionGroupsTable groups;
    private final DeliveriesTable deliveries;
    private final Dispatcher dispatcher;
    private final DeliveryPlan plan;
    private final AccessHeard heard;
    private final SecretSeal seal;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // One use case over four tables.
    TestSends(
            Transactions transactions,
            TestSendsTable tests,
            AlertsTable alerts,
            ActionGroupsTable groups,
            DeliveriesTable deliveries,
            Dispatcher dispatcher,
            Settings settings,
            AccessDecision.Rules rules,
            AccessHeard heard,
            SecretSeal seal,
            Clock clock) {
        this.transactions = transactions;
        this.tests = tests;
        this.alerts = alerts;
        this.groups = groups;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.plan = RecordCrossings.planFor(settings, rules, heard);
        this.heard = heard;
        this.seal = seal;
        this.clock = clock;
    }

    /** Makes a test and has it sent. */
    public Uni<Started> start(Asked asked) {
        Instant now = clock.instant();
        return transactions
                .streaming(session -> tests.waitAfter(session, asked.principal(), now, MOST_TESTS, WINDOW)
                        .chain(wait -> wait.isPresent()
                                ? Uni.createFrom().<Started>item(new Started.TooOften(wait.get()))
                                : start(session, asked, now)))
                .invoke(dispatcher::wake);
    }

    private Uni<Started> start(Mutiny.StatelessSession session, Asked asked, Instant now) {
        return groups.findAll(session, asked.group().stream().toList()).chain(found -> {
            Optional<Kept> kept = asked.group().flatMap(id -> seen(asked, found.getOrDefault(id.key(), List.of())));
            if (asked.group().isPresent() && kept.isEmpty()) {
                return Uni.createFrom().item(new Started.NoGroup());
            }
            List<Receiver> receivers = asked.receivers().isEmpty()
                    ? kept.flatMap(Kept::group).map(ActionGroup::receivers).orElse(List.of())
                    : asked.receivers();
            return receivers.isEmpty() || receivers.size() > MOST_RECEIVERS
                    ? Uni.createFrom().item(new Started.NotSoMany(receivers.size()))
                    : send(session, asked, kept, receivers, now);
        });
    }

    private static Optional<Kept> seen(Asked asked, List<Kept> ofThisName) {
        Optional<Kept> own = ofThisName.stream()
                .filter(kept -> kept.customer().equals(asked.sight().customer()))
                .findFirst();
        return own.or(() -> asked.sight().all() ? ofThisName.stream().findFirst() : Optional.empty());
    }

    private Uni<Started> send(
            Mutiny.StatelessSession session, Asked asked, Optional<Kept> kept, List<Receiver> receivers, Instant now) {
        UUID id = UUID.randomUUID();
        Told told = TestCrossing.of(id, asked.scope(), customer(asked), asked.principal(), asked.forecasted(), now);
        Kept tested = new Kept(
                kept.map(Kept::row).orElse(id),
                asked.group().orElseGet(() -> new ActionGroupId(asked.scope(), "test-" + id)),
                kept.flatMap(Kept::group),
                kept.map(Kept::customer).orElse(""),
                secrets(kept, receivers));
        List<Line> lines = receivers.stream()
                .flatMap(receiver -> plan.ofReceiver(told.crossing(), tested, receiver).stream()
                        .map(planned -> new Line(receiver, planned)))
                .toList();
        return alerts.insert(session, List.of(told), now)
                .chain(() -> deliveries.insert(session, once(lines), now))
                .chain(() -> tests.insert(session, id, asked, lines, now))
                .replaceWith(new Started.Sent(id));
    }

    /** A receiver that is named twice is told once, and both are told what came of it. */
    private static List<PlannedDelivery> once(List<Line> lines) {
        Map<String, PlannedDelivery> once = new LinkedHashMap<>();
        lines.forEach(line ->
                once.putIfAbsent(line.planned().kind() + "\n" + line.planned().receiver(), line.planned()));
        return List.copyOf(once.values());
    }

    /** A customer's people ask for their own; the partner's for whoever owns the subscription. */
    private Optional<CustomerKey> customer(Asked asked) {
        if (asked.scope().isBilling()) {
            return Optional.empty();
        }
        return asked.scope()
                .subscriptionKey()
                .flatMap(heard::customerOf)
                .flatMap(owner -> asked.sight().all()
                        ? Optional.of(owner)
                        : Optional.of(new CustomerKey(
                                owner.billingAccount(), asked.principal().tenant())));
    }

    /**
     * The secrets with which a test is signed: what the request gives, else what is kept for a receiver of the same name and
     * address, so that none is used for another's; else one that nobody knows.
     */
    private Map<String, byte[]> secrets(Optional<Kept> kept, List<Receiver> receivers) {
        Map<String, byte[]> secrets = new HashMap<>();
        for (Receiver receiver : receivers) {
            if (receiver instanceof Receiver.Webhook webhook) {
                String name = webhook.name().toLowerCase(Locale.ROOT);
                byte[] secret = webhook.givenSecret()
                        .flatMap(WebhookSecret::read)
                        .map(seal::seal)
                        .or(() -> kept.filter(group -> has(group, webhook))
                                .flatMap(group -> Optional.ofNullable(
                                        group.sealedSecrets().get(name))))
                        .orElseGet(() -> seal.seal(WebhookSecret.make()));
                secrets.put(name, secret);
            }
        }
        return Map.copyOf(secrets);
    }

    private static boolean has(Kept kept, Receiver.Webhook webhook) {
        return kept.group().map(ActionGroup::webhooks).orElse(List.of()).stream()
                .anyMatch(own ->
                        own.name().equalsIgnoreCase(webhook.name()) && own.uri().equals(webhook.uri()));
    }

    /** What has come of a test so far; empty where there is none of this id that was asked for at that place. */
    public Uni<Optional<TestSendView>> find(UUID id, Asked asked) {
        return transactions.streaming(session -> tests.find(session, id, asked.place(), asked.sight()));
    }
}
