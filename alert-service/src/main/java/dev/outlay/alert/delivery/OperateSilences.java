package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.silence.Silence;
import dev.outlay.alert.silence.SilencesTable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people do with silences: ask for one, see beforehand what it would mute, look at them, and end one. */
@ApplicationScoped
public class OperateSilences {

    /** Silences of one scope and of the same customer's people, or of the partner's, that are planned or in force. */
    public static final int MOST = 100;

    /** A preview looks so far back. */
    public static final Duration LOOKS_BACK = Duration.ofDays(30);

    private final Transactions transactions;
    private final SilencesTable silences;
    private final MutingTable muting;
    private final WouldMuteTable wouldMute;
    private final Dispatcher dispatcher;
    private final AccessHeard heard;
    private final String partnerTenant;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // One use case over three tables.
    OperateSilences(
            Transactions transactions,
            SilencesTable silences,
            MutingTable muting,
            WouldMuteTable wouldMute,
            Dispatcher dispatcher,
            AccessHeard heard,
            Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.silences = silences;
        this.muting = muting;
        this.wouldMute = wouldMute;
        this.dispatcher = dispatcher;
        this.heard = heard;
        this.partnerTenant = settings.partner().tenant().orElse("");
        this.clock = clock;
    }

    /** Makes one. Says whether it was: of a scope there are at most {@link #MOST} that are not over. */
    public Uni<Boolean> make(Silence silence) {
        return transactions
                .streaming(session -> silences.insert(session, silence, MOST))
                .map(made -> made > 0);
    }

    /** What one would mute if there were one now. */
    public Uni<WouldMute> preview(Silence silence) {
        Instant since = clock.instant().minus(LOOKS_BACK);
        return transactions.streaming(session -> wouldMute.find(session, silence, since, this::isPartners));
    }

    private boolean isPartners(Silence silence, String address) {
        return silence.customer().isPresent() && !partnerTenant.isEmpty() && heard.readsAt(partnerTenant, address);
    }

    /** The newest after a place: of exactly this scope where one is given, and of one customer's people where it is. */
    public Uni<List<Silence>> list(
            Optional<Scope> scope,
            Optional<CustomerKey> onlyOf,
            Optional<Silence.State> state,
            Optional<PagePlace> after,
            int limit) {
        return transactions.streaming(
                session -> silences.list(session, scope.map(Scope::key), onlyOf, state, clock.instant(), after, limit));
    }

    /** The one with this id, if it is of exactly this scope and, where one is given, of this customer's people. */
    public Uni<Optional<Silence>> find(UUID id, Scope scope, Optional<CustomerKey> onlyOf) {
        return transactions.streaming(session -> silences.find(session, id, scope.key(), onlyOf));
    }

    /**
     * Ends one that is not over yet, and has told at once what it has muted and what is told afterwards. One that is over stays as it
     * is. Returns how it stands then.
     *
     * @param principal id of whoever ends it, which is kept
     */
    public Uni<Optional<Silence>> end(UUID id, Scope scope, Optional<CustomerKey> onlyOf, String principal) {
        Instant now = clock.instant();
        return transactions
                .streaming(session -> silences.find(session, id, scope.key(), onlyOf)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(found)
                                : silences.end(session, id, principal, now)
                                        .chain(ended -> ended > 0
                                                ? muting.release(session, id, now)
                                                : Uni.createFrom().item(0))
                                        .chain(() -> silences.find(session, id, scope.key(), onlyOf))))
                .invoke(dispatcher::wake);
    }
}
