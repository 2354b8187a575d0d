package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.actiongroup.WebhookKeysTable;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do with the webhooks of their groups: see how it goes with them, let them be sent to again, and get what was missed. */
@ApplicationScoped
public class OperateWebhooks {

    /** A webhook that somebody has named. */
    public record Named(Kept group, Receiver.Webhook webhook) {
        WebhookId id() {
            return WebhookId.of(group.row(), webhook.name());
        }
    }

    private final Transactions transactions;
    private final ActionGroupsTable groups;
    private final WebhookViewsTable views;
    private final RecoveriesTable recoveries;
    private final WebhookKeysTable keys;
    private final VerificationsTable verifications;
    private final VerificationViewsTable said;
    private final SecretSeal seal;
    private final Underway underway;
    private final Dispatcher dispatcher;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // Owners look at everything that is theirs.
    OperateWebhooks(
            Transactions transactions,
            ActionGroupsTable groups,
            WebhookViewsTable views,
            RecoveriesTable recoveries,
            WebhookKeysTable keys,
            VerificationsTable verifications,
            VerificationViewsTable said,
            SecretSeal seal,
            Underway underway,
            Dispatcher dispatcher,
            Clock clock) {
        this.transactions = transactions;
        this.groups = groups;
        this.views = views;
        this.recoveries = recoveries;
        this.keys = keys;
        this.verifications = verifications;
        this.said = said;
        this.seal = seal;
        this.underway = underway;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** The newest webhooks after a place, of one state where one is given; only what was ever tried. */
    public Uni<List<WebhookView.Listed>> list(Optional<WebhookView.State> state, Optional<PagePlace> after, int limit) {
        return transactions.streaming(session -> views.list(session, state, after, limit));
    }

    /** The group, as whoever asks sees it. */
    public Uni<Optional<Kept>> group(ActionGroupId id, Sight sight) {
        return transactions.streaming(session -> groups.findKept(session, id, sight));
    }

    /** The webhooks of a group. */
    public Uni<List<WebhookView>> ofGroup(Kept group) {
        return transactions.streaming(session -> views.ofGroup(session, group)
                .chain(all -> views.previousKeys(session, group, clock.instant())
                        .map(previous -> all.stream()
                                .map(webhook -> withKeys(group, webhook, previous))
                                .toList()))
                .chain(all -> said.ofGroup(session, group.row(), webhooks(group))
                        .map(found -> all.stream()
                                .map(webhook -> Optional.ofNullable(
                                                found.get(webhook.receiver().toLowerCase(Locale.ROOT)))
                                        .map(webhook::with)
                                        .orElse(webhook))
                                .toList())));
    }

    private static List<Receiver.Webhook> webhooks(Kept group) {
        return group.group().map(readable -> readable.webhooks()).orElse(List.of());
    }

    private WebhookView withKeys(Kept group, WebhookView webhook, Map<String, Instant> previous) {
        String name = webhook.receiver().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(group.sealedSecrets().get(name))
                .map(seal::open)
                .map(key -> webhook.with(new WebhookView.Keys(
                        key.scheme().word(), key.publicKey(), Optional.ofNullable(previous.get(name)))))
                .orElse(webhook);
    }

    /**
     * Gives a webhook another key of a scheme; the one that it had signs beside it for that long.
     *
     * @param fresh the new key, which nobody can read back later
     */
    public Uni<WebhookKeysTable.Rotation> rotate(Named named, WebhookSecret fresh, Duration overlap) {
        return transactions.streaming(
                session -> keys.rotate(session, named.group().row(), named.id().receiver(), fresh, overlap));
    }

    /** Has the receiver of a webhook asked whether it wants messages, soon. Returns how it stands till then. */
    public Uni<WebhookView> verify(Named named) {
        return transactions
                .streaming(session ->
                        verifications.askAgain(session, named.group().row(), named.webhook(), clock.instant()))
                .chain(() -> view(named));
    }

    /** Has a webhook sent to again, whatever there was against it. Returns how it stands then. */
    public Uni<WebhookView> enable(Named named) {
        return transactions
                .streaming(session ->
                        views.enable(session, named.id(), named.webhook().uri().toString()))
                .invoke(() -> underway.forgive(named.id()))
                .invoke(dispatcher::wake)
                .chain(() -> view(named));
    }

    /** How it stands with a webhook. */
    public Uni<WebhookView> view(Named named) {
        return ofGroup(named.group()).map(all -> all.stream()
                .filter(each -> each.receiver().equals(named.webhook().name()))
                .findFirst()
                .orElseThrow());
    }

    /** Begins to send again what a webhook has missed between two moments. */
    public Uni<Optional<Recovery>> recover(Named named, Instant since, Instant until, String by) {
        return transactions.streaming(session -> recoveries
                .begin(session, named.id(), since, until, by, clock.instant())
                .chain(id -> recoveries.find(session, named.group().row(), id)));
    }

    /** The recovery of a webhook of this group with this id. */
    public Uni<Optional<Recovery>> recovery(Kept group, UUID id) {
        return transactions.streaming(session -> recoveries.find(session, group.row(), id));
    }
}
