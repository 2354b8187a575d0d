package dev.outlay.budget.access;

import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListTable;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code management_group_subscription}, and the roles that it makes inherited. */
final class ManagementGroupTable {

    static final ListedFields FIELDS = new ListedFields(
            "subscriptions of a management group",
            List.of(new Field("name", "m.subscription_name"), new Field("displayName", "m.subscription_name")),
            List.of("name"));

    private static final ListTable<ManagementGroupMember> LIST = new ListTable<>(
            "m.subscription_name, m.group_arm_id",
            "from management_group_subscription m where m.group_key = ?1",
            "m.subscription",
            FIELDS,
            ManagementGroupTable::member);

    private static final String LOCK =
            "update management_group_change set number = number + 1 where only_row returning number";

    private static final String PUT = """
            insert into management_group_subscription (subscription, subscription_name, group_arm_id, group_key, added_at, added_by)
            values (?1, ?2, ?3, ?4, clock_timestamp(), ?5)
            on conflict (subscription) do update
                set subscription_name = excluded.subscription_name, group_arm_id = excluded.group_arm_id, group_key = excluded.group_key,
                    added_at = excluded.added_at, added_by = excluded.added_by
            """;

    private static final String DELETE =
            "delete from management_group_subscription where subscription = ?1 and group_key = ?2";

    private static final String FIND =
            "select subscription_name, group_arm_id from management_group_subscription where subscription = ?1";

    private static final String MEMBERS =
            "select subscription from management_group_subscription where group_key = ?1 order by subscription";

    private static final String INHERITED = """
            select a.name, a.principal_id, a.role
            from role_assignment a join management_group_subscription m on m.group_key = a.scope_key
            where m.subscription = ?1 order by a.name
            """;

    private ManagementGroupTable() {}

    /** A role that a subscription inherits. */
    record Inherited(String name, String principalId, String role) {}

    /** Has this transaction wait for every other one that changes what is inherited, and those that follow wait for it. */
    static Uni<Void> lock(Mutiny.StatelessSession session) {
        return session.createNativeQuery(LOCK, Long.class).getSingleResult().replaceWithVoid();
    }

    static Uni<Void> put(Mutiny.StatelessSession session, Principal by, String groupKey, ManagementGroupMember member) {
        return session.createNativeQuery(PUT)
                .setParameter(1, lower(member.subscription()))
                .setParameter(2, member.subscription())
                .setParameter(3, member.groupArmId())
                .setParameter(4, groupKey)
                .setParameter(5, by.id())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> remove(Mutiny.StatelessSession session, String groupKey, String subscription) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, lower(subscription))
                .setParameter(2, groupKey)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The subscriptions of a group, by id. */
    static Uni<ListPart<ManagementGroupMember>> list(
            Mutiny.StatelessSession session, String groupKey, ListQuestion question) {
        return LIST.part(session, question, groupKey);
    }

    private static ManagementGroupMember member(Object[] row) {
        return new ManagementGroupMember((String) row[0], (String) row[1]);
    }

    /** The group that a subscription is in. */
    static Uni<Optional<ManagementGroupMember>> find(Mutiny.StatelessSession session, String subscription) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, lower(subscription))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ManagementGroupTable::member));
    }

    /** Ids of all subscriptions of a group, in lower case. */
    static Uni<List<String>> members(Mutiny.StatelessSession session, String groupKey) {
        return session.createNativeQuery(MEMBERS, String.class)
                .setParameter(1, groupKey)
                .getResultList();
    }

    /** What a subscription inherits from the group that it is in. */
    static Uni<List<Inherited>> inherited(Mutiny.StatelessSession session, String subscription) {
        return session.createNativeQuery(INHERITED, Object[].class)
                .setParameter(1, lower(subscription))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Inherited((String) row[0], (String) row[1], (String) row[2]))
                        .toList());
    }

    /** What is around a scope, and inside of it. */
    static Uni<Surroundings> around(Mutiny.StatelessSession session, Scope scope) {
        return switch (scope) {
            case Scope.Subscription it -> around(session, it.subscription(), List.of(GroundsTable.key(it)));
            case Scope.ResourceGroup it ->
                around(
                        session,
                        it.subscription(),
                        List.of(GroundsTable.key(it), GroundsTable.key(new Scope.Subscription(it.subscription()))));
            case Scope.ManagementGroup it ->
                members(session, GroundsTable.key(it))
                        .map(members -> new Surroundings(
                                List.of(GroundsTable.key(it)),
                                members.stream()
                                        .map(member -> GroundsTable.key(new Scope.Subscription(member)))
                                        .toList()));
            default -> Uni.createFrom().item(new Surroundings(List.of(GroundsTable.key(scope)), List.of()));
        };
    }

    private static Uni<Surroundings> around(Mutiny.StatelessSession session, String subscription, List<String> inside) {
        return find(session, subscription)
                .map(member -> Stream.concat(
                        inside.stream(), member.stream().map(group -> CustomRole.key(group.groupArmId()))))
                .map(keys -> new Surroundings(keys.toList(), List.of(inside.getFirst())));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
