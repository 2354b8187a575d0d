package dev.outlay.alert.actiongroup;

import dev.outlay.alert.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code action_group} by place: how many groups there are at a billing account or in a subscription, and which. */
public final class GroupsOfPlaceTable {

    /** Of a customer in a subscription, and of the partner there or at a billing account. */
    public static final int MOST = 2_000;

    /** Of the bodies on a page of a list, in bytes. */
    private static final int MOST_OF_A_PAGE = 4 * 1024 * 1024;

    private static final String IN_SUBSCRIPTION = "md5(subscription_key) = md5(:place) and subscription_key = :place";
    private static final String AT_OWNER = "md5(owner_key) = md5(:place) and owner_key = :place";

    private GroupsOfPlaceTable() {}

    /**
     * Fails with {@link TooManyGroups} where there are so many that no other can be made. Whoever makes a group there waits until the end of the transaction of whoever is just making one, so that each is counted.
     *
     * @param customer whose it is to be, as tables keep a customer; empty for the partner
     */
    static Uni<Void> requireRoom(Mutiny.Session session, ActionGroupId id, String customer) {
        Optional<String> subscription = id.subscription();
        String place = subscription.orElseGet(() -> id.owner().key());
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:place, 20261128)) as text)", String.class)
                .setParameter("place", place + "\n" + customer)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(
                                "select count(*) from action_group where "
                                        + (subscription.isPresent() ? IN_SUBSCRIPTION : AT_OWNER)
                                        + " and customer_key = :customer",
                                Long.class)
                        .setParameter("place", place)
                        .setParameter("customer", customer)
                        .getSingleResult())
                .invoke(count -> {
                    if (count >= MOST) {
                        throw new TooManyGroups(subscription.isPresent());
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Where a page of a list begins: after the group of this name, in lower case, and row.
     *
     * @param row id of the row, of which there are several of one name in several resource groups
     */
    public record Position(String name, UUID row) {

        /** Before all: no name is empty. */
        public static final Position FIRST = new Position("", new UUID(0, 0));
    }

    /**
     * A part of a list.
     *
     * @param last where the next part begins; empty where there is none
     */
    public record Page(List<ActionGroup> groups, Optional<Position> last) {}

    /**
     * The groups of a resource group or billing account, or of a whole subscription, by name: at least one where there is any, and no more than a page holds. What is large is not read before it is
     * known to be on the page.
     */
    public static Uni<Page> list(Mutiny.Session session, Scope scope, Sight sight, Position after) {
        return session.createNativeQuery(
                        """
                        select g.owner_id, g.name, g.body, g.name_key, cast(g.id as text), listed.others
                        from (select id, count(*) over () as others, row_number() over (order by name_key, id) as place,
                                     sum(octet_length(body)) over (order by name_key, id) as so_far
                              from action_group where\s""" + (scope instanceof Scope.Subscription ? IN_SUBSCRIPTION : AT_OWNER) + """

                                and (cast(:all as boolean) or customer_key = :customer)
                                and (name_key, id) > (:name, cast(:row as uuid))) as listed
                        join action_group g on g.id = listed.id
                        where listed.place <= :most and (listed.place = 1 or listed.so_far <= :bytes)
                        order by g.name_key, g.id
                        """, Object[].class)
                .setParameter(
                        "place",
                        scope instanceof Scope.Subscription
                                ? scope.subscriptionKey().orElseThrow()
                                : scope.key())
                .setParameter("all", sight.all())
                .setParameter("customer", sight.customer())
                .setParameter("name", after.name())
                .setParameter("row", after.row().toString())
                .setParameter("most", MOST)
                .setParameter("bytes", MOST_OF_A_PAGE)
                .getResultList()
                .map(GroupsOfPlaceTable::page);
    }

    private static Page page(List<Object[]> rows) {
        boolean hasMore = !rows.isEmpty() && ((Number) rows.getFirst()[5]).longValue() > rows.size();
        return new Page(
                rows.stream()
                        .map(row -> ActionGroupJson.stored(
                                ActionGroupsTable.id((String) row[0], (String) row[1]), (String) row[2]))
                        .toList(),
                hasMore
                        ? Optional.of(
                                new Position((String) rows.getLast()[3], UUID.fromString((String) rows.getLast()[4])))
                        : Optional.empty());
    }
}
