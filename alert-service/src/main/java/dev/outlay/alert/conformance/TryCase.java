package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.WebhookKeysTable;
import dev.outlay.alert.conformance.ConformanceRunsTable.Taken;
import dev.outlay.alert.conformance.Specimens.Specimen;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.WebhookTurnsTable;
import dev.outlay.alert.delivery.WebhookTurnsTable.Turn;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Tries a receiver with one case: before each message it is asked whether the run still is this replica's, whether the webhook still is what it was, and whether it is its turn. */
@ApplicationScoped
class TryCase {

    private static final Logger LOG = Logger.getLogger(TryCase.class);

    /** How long a run may take in all: a receiver that allows a message a minute needs no more than a quarter of it. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** How long it waits at most before it asks again whether it is its turn. */
    private static final long PATIENCE_MILLIS = 1000;

    /** What came of it. */
    sealed interface Tried {
        /** It was tried, or need not be. */
        record Done(TriedCase tried) implements Tried {}

        /** The run cannot go on. */
        record Over(String reason) implements Tried {}

        /** Another replica carries the run on, or nobody any more. */
        record Lost() implements Tried {}
    }

    /** Whether a message may go. */
    private sealed interface Ready {
        record Go(Standing standing) implements Ready {}

        record Wait(Instant until) implements Ready {}

        record Not(Tried why) implements Ready {}
    }

    private final Transactions transactions;
    private final ConformanceRunsTable runs;
    private final ActionGroupsTable groups;
    private final WebhookKeysTable keys;
    private final WebhookTurnsTable turns;
    private final Specimens specimens;
    private final TryMessage messages;
    private final Clock clock;
    private final Vertx vertx;

    @SuppressWarnings("TooManyParameters") // What a message needs meets here.
    TryCase(
            Transactions transactions,
            ConformanceRunsTable runs,
            ActionGroupsTable groups,
            WebhookKeysTable keys,
            WebhookTurnsTable turns,
            Specimens specimens,
            TryMessage messages,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.runs = runs;
        this.groups = groups;
        this.keys = keys;
        this.turns = turns;
        this.specimens = specimens;
        this.messages = messages;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** Tries one; {@code done} are the cases before it. */
    Uni<Tried> of(Taken run, ConformanceCase next, List<TriedCase> done) {
        Optional<Finding> needless = Finding.needless(done);
        if (needless.isPresent()) {
            return Uni.createFrom().item(untried(next, needless.get()));
        }
        return ready(run, false).chain(ready -> switch (ready) {
            case Ready.Go go ->
                keysOfOthers(run, next, go.standing()).chain(others -> specimens
                        .needless(next, go.standing(), others)
                        .map(finding -> Uni.createFrom().item(untried(next, finding)))
                        .orElseGet(() -> send(
                                run,
                                specimens.of(next, go.standing(), clock.instant()),
                                new Sending(next, done, new ArrayList<>(), new ArrayList<>()))));
            case Ready.Wait wait -> Uni.createFrom().item(new Tried.Lost());
            case Ready.Not not -> Uni.createFrom().item(not.why());
        });
    }

    /** Keys with which other webhooks at the same URI are signed, for the case that needs to know. */
    private Uni<List<byte[]>> keysOfOthers(Taken run, ConformanceCase next, Standing standing) {
        return next == ConformanceCase.RETIRED_KEY && !standing.retired().isEmpty()
                ? transactions.streaming(
                        session -> keys.ofOthersAt(session, standing.webhook().uri(), run.group(), run.receiver()))
                : Uni.createFrom().item(List.of());
    }

    private static Tried untried(ConformanceCase next, Finding finding) {
        return new Tried.Done(new TriedCase(next, finding, List.of()));
    }

    /** What has come of the messages of a case so far. */
    private record Sending(ConformanceCase of, List<TriedCase> done, List<Heard> heard, List<SentMessage> sent) {}

    private Uni<Tried> send(Taken run, List<Specimen> left, Sending sending) {
        boolean leftAlone = sending.heard().stream().anyMatch(Heard::leaveAlone);
        if (left.isEmpty() || leftAlone) {
            return Uni.createFrom()
                    .item(new Tried.Done(new TriedCase(
                            sending.of(), Finding.of(sending.of(), sending.heard(), sending.done()), sending.sent())));
        }
        return turn(run).chain(ready -> switch (ready) {
            case Ready.Go go ->
                send(left.getFirst(), sending)
                        .invoke(heard -> leaveAlone(run, go.standing(), heard))
                        .chain(() -> send(run, left.subList(1, left.size()), sending));
            case Ready.Wait wait -> Uni.createFrom().item(new Tried.Lost());
            case Ready.Not not -> Uni.createFrom().item(not.why());
        });
    }

    private void leaveAlone(Taken run, Standing standing, Heard heard) {
        if (heard.leaveAlone()) {
            heard.patience()
                    .ifPresent(
                            patience -> turns.leaveAlone(run.group(), standing.webhook(), patience, clock.instant()));
        }
    }

    /** Waits for its turn, in a loop: a receiver that allows little would make a long row of one continuation in another. */
    private Uni<Ready> turn(Taken run) {
        return Uni.createFrom()
                .deferred(() -> ready(run, true))
                .call(ready -> ready instanceof Ready.Wait wait
                        ? pause(wait.until())
                        : Uni.createFrom().item(true))
                .repeat()
                .whilst(ready -> ready instanceof Ready.Wait)
                .collect()
                .last();
    }

    private Uni<Heard> send(Specimen specimen, Sending sending) {
        Instant timestamp = clock.instant().minus(specimen.age());
        long begun = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> messages.send(specimen.parcel(), timestamp))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "a webhook could not be tried in a way nobody foresaw");
                    return Heard.nothing("unforeseen", failure.getClass().getSimpleName());
                })
                .invoke(heard -> {
                    sending.heard().add(heard);
                    sending.sent()
                            .add(new SentMessage(
                                    specimen.parcel().id(),
                                    timestamp,
                                    messages.bytes(specimen.parcel()),
                                    specimen.parcel().sealedSecrets().size(),
                                    heard.status(),
                                    heard.reason(),
                                    Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                                    SentMessage.excerpt(heard.text())));
                });
    }

    private Uni<Boolean> pause(Instant until) {
        long left = Duration.between(clock.instant(), until).toMillis();
        long millis = Math.clamp(left, 1, PATIENCE_MILLIS);
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(true)));
    }

    /** Asks, and takes its turn where one is wanted. */
    private Uni<Ready> ready(Taken run, boolean turn) {
        Instant now = clock.instant();
        if (now.isAfter(run.createdAt().plus(LONGEST))) {
            return Uni.createFrom().item(new Ready.Not(new Tried.Over("took-too-long")));
        }
        return transactions.streaming(session -> runs.hold(session, run, now.plus(ConductConformance.LEASE))
                .chain(held -> !held
                        ? Uni.createFrom().<Ready>item(new Ready.Not(new Tried.Lost()))
                        : groups.findKept(session, run.group()).chain(kept -> {
                            Optional<Receiver.Webhook> webhook = kept.flatMap(found -> found.webhook(run.receiver()));
                            Optional<Ready> not = changed(run, webhook);
                            if (not.isPresent()) {
                                return Uni.createFrom().item(not.get());
                            }
                            return keys.earlier(session, run.group(), run.receiver())
                                    .map(earlier -> standing(kept.orElseThrow(), webhook.orElseThrow(), earlier))
                                    .chain(standing -> !turn
                                            ? Uni.createFrom().<Ready>item(new Ready.Go(standing))
                                            : turns.take(session, run.group(), webhook.orElseThrow(), now)
                                                    .map(taken -> ready(run, taken, standing)));
                        })));
    }

    private static Ready ready(Taken run, Turn turn, Standing standing) {
        return switch (turn) {
            case Turn.Now now -> new Ready.Go(standing);
            case Turn.Later later -> new Ready.Wait(later.at());
            case Turn.Resting resting ->
                resting.until().isAfter(run.createdAt().plus(LONGEST))
                        ? new Ready.Not(new Tried.Over(Finding.LEFT_ALONE))
                        : new Ready.Wait(resting.until());
            case Turn.Unwanted unwanted -> new Ready.Not(new Tried.Over(unwanted.reason()));
        };
    }

    private static Optional<Ready> changed(Taken run, Optional<Receiver.Webhook> webhook) {
        if (webhook.isEmpty()) {
            return Optional.of(new Ready.Not(new Tried.Over("webhook-not-found")));
        }
        return digest(webhook.get().uri().toString()).equals(run.target())
                ? Optional.empty()
                : Optional.of(new Ready.Not(new Tried.Over("webhook-changed")));
    }

    private static Standing standing(Kept kept, Receiver.Webhook webhook, WebhookKeysTable.Earlier earlier) {
        Optional<byte[]> present =
                Optional.ofNullable(kept.sealedSecrets().get(webhook.name().toLowerCase(Locale.ROOT)));
        return new Standing(
                kept.id().owner(),
                webhook,
                Stream.concat(present.stream(), earlier.signing().stream()).toList(),
                earlier.retired());
    }

    /** As tables keep a URI to compare it. */
    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("MD5 is part of every Java", impossible);
        }
    }
}
