package dev.outlay.budget.access;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The management groups that are known: those of the table {@code management_group}, those that a subscription is in, and those at which somebody has a role. */
final class KnownGroupTable {

    private static final String KNOWN = """
        select k.group_key, (array_agg(k.group_arm_id order by k.place, k.group_arm_id))[1] as group_arm_id, max(k.display_name) as display_name
        from (select group_key, group_arm_id, display_name, 1 as place from management_group
              union all select group_key, group_arm_id, null, 2 from management_group_subscription
              union all select scope_key, scope_arm_id, null, 3 from role_assignment
                        where starts_with(scope_key, '/providers/microsoft.management/managementgroups/')) k
        """;

    private static final String LIST = KNOWN + """
        where k.group_key collate "C" > ?1 group by k.group_key order by k.group_key collate "C" limit ?2
        """;

    private static final String FIND = KNOWN + " where k.group_key = ?1 group by k.group_key";

    private static final String SUBSCRIPTIONS =
            "select subscription_name from management_group_subscription where group_key = ?1 order by subscription";

    private static final String PUT = """
        insert into management_group (group_key, group_arm_id, display_name) values (?1, ?2, ?3)
        on conflict (group_key) do update set display_name = excluded.display_name
        """;

    private static final String DELETE = "delete from management_group where group_key = ?1";

    private static final String IS_USED = """
        select exists (select from management_group_subscription where group_key = ?1)
            or exists (select from role_assignment where scope_key = ?1)
        """;

    private KnownGroupTable() {}

    /** Those whose keys come after one, without their subscriptions, with one more than a page has where there is another one. */
    static Uni<List<ManagementGroup>> list(Mutiny.StatelessSession session, String after, int size) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, after)
                .setParameter(2, size + 1)
                .getResultList()
                .map(rows -> rows.stream().map(row -> read(row, List.of())).toList());
    }

    /** One, with its subscriptions. */
    static Uni<Optional<ManagementGroup>> find(Mutiny.StatelessSession session, String key) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, key)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.<ManagementGroup>empty())
                        : subscriptions(session, key).map(inIt -> Optional.of(read(rows.getFirst(), inIt))));
    }

    private static Uni<List<String>> subscriptions(Mutiny.StatelessSession session, String key) {
        return session.createNativeQuery(SUBSCRIPTIONS, String.class)
                .setParameter(1, key)
                .getResultList();
    }

    static Uni<Void> put(Mutiny.StatelessSession session, String key, String armId, String displayName) {
        return session.createNativeQuery(PUT)
                .setParameter(1, key)
                .setParameter(2, armId)
                .setParameter(3, displayName)
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, String key) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, key)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether a subscription is in it, or somebody has a role at it. */
    static Uni<Boolean> isUsed(Mutiny.StatelessSession session, String key) {
        return session.createNativeQuery(IS_USED, Boolean.class)
                .setParameter(1, key)
                .getSingleResult();
    }

    private static ManagementGroup read(Object[] row, List<String> subscriptions) {
        String armId = (String) row[1];
        String name = armId.substring(armId.lastIndexOf('/') + 1);
        return new ManagementGroup(armId, row[2] == null ? name : (String) row[2], subscriptions);
    }
}
