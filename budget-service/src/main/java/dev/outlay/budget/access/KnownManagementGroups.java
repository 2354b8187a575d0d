package dev.outlay.budget.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Which management groups there are, and what they are called. None needs making: one is known as well when a subscription is in it or somebody has a role at it. Whoever asks has been admitted. */
@ApplicationScoped
public class KnownManagementGroups {

    /**
     * A page of a list.
     *
     * @param next after which the next page begins; null when this is the last
     */
    public record Page(
            List<ManagementGroup> groups, @Nullable String next) {}

    private final Mutiny.SessionFactory sessions;
    private final Audit audit;

    KnownManagementGroups(Mutiny.SessionFactory sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Those after one, by id. */
    public Uni<Page> list(String after, int size) {
        return sessions.withStatelessSession(session -> KnownGroupTable.list(session, after, size))
                .map(found -> found.size() <= size
                        ? new Page(found, null)
                        : new Page(
                                found.subList(0, size),
                                CustomRole.key(found.get(size - 1).armId())));
    }

    /** One, with the subscriptions in it; empty where it is not known. */
    public Uni<Optional<ManagementGroup>> find(Scope.ManagementGroup group) {
        return sessions.withStatelessSession(session -> KnownGroupTable.find(session, GroundsTable.key(group)));
    }

    /**
     * Makes a group, or says anew what it is called.
     *
     * @param displayName null where it is not said: then it stays
     */
    public Uni<ManagementGroup> put(ChangedBy by, Scope.ManagementGroup group, @Nullable String displayName) {
        String key = GroundsTable.key(group);
        return sessions.withStatelessTransaction(session -> audit.waitFor(session, thing(key))
                .chain(() -> KnownGroupTable.find(session, key))
                .chain(before -> {
                    String said = displayName != null
                            ? displayName
                            : before.map(ManagementGroup::displayName).orElse(group.group());
                    return KnownGroupTable.put(session, key, group.armId(), said)
                            .chain(() -> audit.add(
                                    session,
                                    by.author(),
                                    subject(group),
                                    before.map(known -> json(known.displayName()))
                                            .orElse(null),
                                    json(said)));
                })
                .chain(() -> KnownGroupTable.find(session, key))
                .map(Optional::orElseThrow));
    }

    /** Forgets a group; nothing happens where none is known. Fails with a refusal while a subscription is in it or somebody has a role at it. */
    public Uni<Void> delete(ChangedBy by, Scope.ManagementGroup group) {
        String key = GroundsTable.key(group);
        return sessions.withStatelessTransaction(session -> audit.waitFor(session, thing(key))
                .chain(() -> ManagementGroupTable.lock(session))
                .chain(() -> KnownGroupTable.isUsed(session, key))
                .invoke(used -> {
                    if (used) {
                        throw new Refusal(
                                        409,
                                        "ManagementGroupIsNotEmpty",
                                        "The management group '" + group.group()
                                                + "' has subscriptions or role assignments. Take them away first.")
                                .exception();
                    }
                })
                .chain(() -> KnownGroupTable.find(session, key))
                .chain(before -> before.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : KnownGroupTable.delete(session, key)
                                .chain(() -> audit.add(
                                        session,
                                        by.author(),
                                        subject(group),
                                        json(before.get().displayName()),
                                        null))));
    }

    private static String thing(String key) {
        return "management group\n" + key;
    }

    private static Subject subject(Scope.ManagementGroup group) {
        return Subject.of(AuditedKind.MANAGEMENT_GROUP, group.armId(), group.group());
    }

    private static String json(String displayName) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("displayName", displayName)
                .toString();
    }
}
