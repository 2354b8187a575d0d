package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.conformance.ConformanceRunsTable.Asking;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.WebhookTurnsTable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Begins to try receivers, and says how that goes. What somebody may ask for is counted in the database, so it holds for all replicas. */
@ApplicationScoped
public class OperateConformance {

    /** Runs at a time, of everybody. */
    public static final int MOST_RUNNING = 16;

    /** Runs at a time of one scheme, host and port, over which each has a connection of its own. */
    public static final int MOST_RUNNING_OF_ENDPOINT = 8;

    /** Runs at a time of one customer, or of the partner: however many people ask, places are left to others. */
    public static final int MOST_RUNNING_OF_CUSTOMER = 8;

    /** Runs at a time of one principal: endpoints that hang leave places to others. */
    public static final int MOST_RUNNING_OF_ONE = 4;

    /** Runs of one principal within {@link #WINDOW}. */
    public static final int MOST_ASKED = 20;

    /** Reports of one webhook that are kept. */
    public static final int MOST_KEPT = 20;

    /** The time in which runs are counted. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration LITTLE = Duration.ofSeconds(30);

    /** What came of asking. */
    public sealed interface Begun {
        /** It goes on by itself from now on. */
        record Running(ConformanceRun run) implements Begun {}

        /** One of that webhook goes on already. */
        record Already() implements Begun {}

        /** The receiver is left alone for so long: it has asked for that, or does nothing but fail. */
        record Resting(Duration after) implements Begun {}

        /** As many go on as may, or the principal has asked too often; after this time it may be otherwise. */
        record TooMany(String why, Duration after) implements Begun {}

        /** The receiver wants no messages from here, or has not agreed where it has to. */
        record Unwanted(String reason, String detail) implements Begun {}
    }

    private final Transactions transactions;
    private final ConformanceRunsTable runs;
    private final TriedCasesTable cases;
    private final WebhookTurnsTable turns;
    private final ConductConformance conduct;
    private final Clock clock;

    OperateConformance(
            Transactions transactions,
            ConformanceRunsTable runs,
            TriedCasesTable cases,
            WebhookTurnsTable turns,
            ConductConformance conduct,
            Clock clock) {
        this.transactions = transactions;
        this.runs = runs;
        this.cases = cases;
        this.turns = turns;
        this.conduct = conduct;
        this.clock = clock;
    }

    /** Begins to try the receiver of a webhook, disabled or not. */
    public Uni<Begun> begin(Kept group, Receiver.Webhook webhook, String principal) {
        Instant now = clock.instant();
        Asking asking = new Asking(webhook.endpoint(), group.customer(), principal);
        return transactions
                .streaming(
                        session -> turns.unwanted(session, group.row(), webhook).chain(unwanted -> {
                            Optional<Begun> not = unwanted.<Begun>map(
                                            why -> new Begun.Unwanted(why.reason(), why.detail()))
                                    .or(() -> turns.resting(group.row(), webhook, now)
                                            .map(until -> new Begun.Resting(Duration.between(now, until))));
                            return not.isPresent()
                                    ? Uni.createFrom().item(not.get())
                                    : runs.count(session, asking, now.minus(WINDOW))
                                            .chain(count -> tooMany(count, now)
                                                    .map(refused ->
                                                            Uni.createFrom().item(refused))
                                                    .orElseGet(() -> runs.begin(
                                                                    session, group.row(), webhook, principal, now)
                                                            .map(begun -> begun.<Begun>map(Begun.Running::new)
                                                                    .orElseGet(Begun.Already::new))));
                        }))
                .invoke(conduct::wake);
    }

    private static Optional<Begun> tooMany(ConformanceRunsTable.Count count, Instant now) {
        if (count.running() >= MOST_RUNNING) {
            return Optional.of(new Begun.TooMany(
                    "As many runs go on as may at a time (" + MOST_RUNNING
                            + "), of everybody; wait until one has ended.",
                    LITTLE));
        }
        if (count.ofEndpoint() >= MOST_RUNNING_OF_ENDPOINT) {
            return Optional.of(new Begun.TooMany(
                    "As many runs go on as may at a time of one endpoint (" + MOST_RUNNING_OF_ENDPOINT
                            + "); wait until one has ended.",
                    LITTLE));
        }
        if (count.ofCustomer() >= MOST_RUNNING_OF_CUSTOMER) {
            return Optional.of(new Begun.TooMany(
                    "As many runs go on as may at a time of one customer (" + MOST_RUNNING_OF_CUSTOMER
                            + "); wait until one has ended.",
                    LITTLE));
        }
        if (count.ofPrincipal() >= MOST_RUNNING_OF_ONE) {
            return Optional.of(new Begun.TooMany(
                    "A principal may have " + MOST_RUNNING_OF_ONE + " runs at a time; wait until one has ended.",
                    LITTLE));
        }
        return count.askedByPrincipal() >= MOST_ASKED
                ? Optional.of(new Begun.TooMany(
                        "A principal may ask for " + MOST_ASKED + " runs within " + WINDOW.toMinutes() + " minutes.",
                        Duration.between(now, count.firstAsked().orElse(now).plus(WINDOW))))
                : Optional.empty();
    }

    /** The run of a webhook of this group with this id, with its cases so far. */
    public Uni<Optional<ConformanceRun>> find(Kept group, UUID id) {
        return transactions.streaming(session -> runs.find(session, group.row(), id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : cases.of(session, id).map(done -> found.map(run -> run.with(done)))));
    }
}
