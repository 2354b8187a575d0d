package dev.outlay.budget.access;

import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts subscriptions into management groups and takes them out. A group needs no making: it is there when a role is assigned at it or a subscription put into it.
 * What a subscription inherits is told to the alert service as a role assignment at that subscription, which decides as for any other one.
 */
@ApplicationScoped
public class ManagementGroups {

    public static final FieldNames FIELDS = ManagementGroupTable.FIELDS.names();

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final Audit audit;

    ManagementGroups(Mutiny.SessionFactory sessions, Outbox outbox, Audit audit) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** The subscriptions of a group, by id. */
    public Uni<ListPart<ManagementGroupMember>> list(Scope.ManagementGroup group, ListQuestion question) {
        return sessions.withStatelessSession(
                session -> ManagementGroupTable.list(session, GroundsTable.key(group), question));
    }

    /** One subscription of a group; empty when it is not in it. */
    public Uni<Optional<ManagementGroupMember>> find(Scope.ManagementGroup group, String subscription) {
        return sessions.withStatelessSession(session -> ManagementGroupTable.find(session, subscription))
                .map(found -> found.filter(member -> member.isIn(GroundsTable.key(group))));
    }

    /**
     * Puts a subscription into a group, out of the one that it was in.
     *
     * @param groupArmId as in the request
     */
    public Uni<ManagementGroupMember> put(
            ChangedBy by, Scope.ManagementGroup group, String groupArmId, String subscription) {
        ManagementGroupMember member = new ManagementGroupMember(subscription, groupArmId);
        String key = GroundsTable.key(group);
        return sessions.withStatelessTransaction(session -> ManagementGroupTable.lock(session)
                        .chain(() -> ManagementGroupTable.find(session, subscription))
                        .call(() -> changed(
                                session,
                                subscription,
                                () -> ManagementGroupTable.put(session, by.principal(), key, member)))
                        .chain(former -> entered(session, by, former, member)))
                .replaceWith(member);
    }

    /** Takes a subscription out of a group; false when it was not in it. */
    public Uni<Boolean> remove(ChangedBy by, Scope.ManagementGroup group, String subscription) {
        String key = GroundsTable.key(group);
        return sessions.withStatelessTransaction(session -> ManagementGroupTable.lock(session)
                .chain(() -> ManagementGroupTable.find(session, subscription))
                .map(found -> found.filter(former -> former.isIn(key)))
                .call(former -> former.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : changed(session, subscription, () -> ManagementGroupTable.remove(session, key, subscription))
                                .chain(() -> left(session, by, former.get())))
                .map(Optional::isPresent));
    }

    /** Who asks for one of two groups finds there that the subscription has left it, or come into it. */
    private Uni<Void> entered(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Optional<ManagementGroupMember> former,
            ManagementGroupMember member) {
        Optional<ManagementGroupMember> same = former.filter(before -> before.isIn(lower(member.groupArmId())));
        Uni<Void> departure =
                former.isEmpty() || same.isPresent() ? Uni.createFrom().voidItem() : left(session, by, former.get());
        return departure.chain(() -> audit.add(
                session,
                by.author(),
                subject(member),
                same.map(AuditedRoles::json).orElse(null),
                AuditedRoles.json(member)));
    }

    private Uni<Void> left(Mutiny.StatelessSession session, ChangedBy by, ManagementGroupMember former) {
        return audit.add(session, by.author(), subject(former), AuditedRoles.json(former), null);
    }

    private static Subject subject(ManagementGroupMember member) {
        return Subject.of(AuditedKind.GROUP_SUBSCRIPTION, member.groupArmId(), member.subscription());
    }

    /** What was inherited before is taken back, unless it is inherited after. The lock is held. */
    private <T> Uni<T> changed(Mutiny.StatelessSession session, String subscription, Supplier<Uni<T>> change) {
        return ManagementGroupTable.inherited(session, subscription)
                .chain(before -> change.get().call(() -> ManagementGroupTable.inherited(session, subscription)
                        .chain(after -> outbox.append(session, messages(subscription, before, after)))));
    }

    private static List<OutboxMessage> messages(
            String subscription,
            List<ManagementGroupTable.Inherited> before,
            List<ManagementGroupTable.Inherited> after) {
        List<OutboxMessage> messages = new ArrayList<>();
        before.stream()
                .filter(role -> !after.contains(role))
                .map(role -> AccessEvents.noInherited(role.name(), lower(subscription)))
                .forEach(messages::add);
        after.stream()
                .filter(role -> !before.contains(role))
                .map(role -> AccessEvents.inherited(role.name(), lower(subscription), role.principalId(), role.role()))
                .forEach(messages::add);
        return messages;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
