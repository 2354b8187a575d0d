package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.ActionGroup;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells whoever owns a webhook that it was disabled, by mail, since the webhook itself takes nothing: the e-mail receivers of its group,
 * and the operator where there are none. A replica that dies while telling leaves it to the end of its lease; the mail is then sent again under
 * the same id.
 */
@ApplicationScoped
class TellOwners {

    private static final Logger LOG = Logger.getLogger(TellOwners.class);
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final DisabledWebhooksTable disabled;
    private final ActionGroupsTable groups;
    private final Notices notices;
    private final Settings settings;
    private final Clock clock;

    TellOwners(
            Transactions transactions,
            DisabledWebhooksTable disabled,
            ActionGroupsTable groups,
            Notices notices,
            Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.disabled = disabled;
        this.groups = groups;
        this.notices = notices;
        this.settings = settings;
        this.clock = clock;
    }

    /** Tells of those of which nobody was told yet, as many at once as one turn takes. */
    Uni<Void> tell() {
        return transactions
                .streaming(session -> disabled.claim(session, clock.instant(), LEASE))
                .chain(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUniAndConcatenate(this::tell)
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    /** It is told where anybody was, or nobody can be; else it is tried again after the lease. What fails for one holds up no other. */
    private Uni<Void> tell(DisabledWebhook webhook) {
        return transactions
                .streaming(session -> groups.findKept(session, webhook.id().group()))
                .chain(kept -> Multi.createFrom()
                        .iterable(kept.map(found -> notices(webhook, found)).orElse(List.of()))
                        .onItem()
                        .transformToUniAndConcatenate(this::send)
                        .collect()
                        .asList())
                .chain(sent -> {
                    LOG.infof(
                            "webhook=%s/%s disabled reason=%s notices=%d sent=%d",
                            webhook.id().group(),
                            webhook.id().receiver(),
                            webhook.reason(),
                            sent.size(),
                            sent.stream().filter(each -> each).count());
                    return sent.isEmpty() || sent.contains(true)
                            ? transactions.streaming(session -> disabled.told(session, webhook, clock.instant()))
                            : Uni.createFrom().voidItem();
                })
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("The owner of a webhook cannot be told; trying again: %s", failure);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Boolean> send(Notice notice) {
        return notices.send(notice).replaceWith(true).onFailure().recoverWithItem(failure -> {
            LOG.warnf("notice=%s cannot be sent: %s", notice.id(), failure);
            return false;
        });
    }

    private List<Notice> notices(DisabledWebhook webhook, Kept kept) {
        String name = kept.webhook(webhook.id().receiver())
                .map(Receiver.Webhook::name)
                .orElse(webhook.id().receiver());
        String text = DisabledWords.text(
                webhook, kept.id().id(), name, settings.publicUrl().orElse(""));
        return addresses(kept).stream()
                .map(address -> new Notice(
                        webhook.noticeId(address),
                        address,
                        DisabledWords.subject(name, kept.id().name()),
                        text))
                .toList();
    }

    private List<String> addresses(Kept kept) {
        List<String> ofGroup = kept.group().map(ActionGroup::receivers).orElse(List.of()).stream()
                .filter(Receiver.Email.class::isInstance)
                .map(receiver -> ((Receiver.Email) receiver).address())
                .distinct()
                .toList();
        Optional<String> operator = settings.mail().operator();
        return ofGroup.isEmpty() ? operator.stream().toList() : ofGroup;
    }
}
