package dev.outlay.budget.resourcegroup;

import dev.outlay.budget.access.SeenGroups;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code resource_group}, and those groups of the table {@code scope} of which it says nothing. One that was deleted is there again when it is stated again, or when a charge of a later day has named it: what still costs is not hidden, and what was charged late
 * for the days before brings nothing back.
 */
final class ResourceGroupTable {

    private static final String IS_THERE = """
        (r.deleted_on is null
         or exists (select from cost_group g join daily_cost d on d.cost_group_id = g.id where g.resource_group_scope = s.id and d.day > r.deleted_on and d.charges <> 0))
        """;

    private static final String NAME = "lower(s.resource_group) collate \"C\"";

    private static final String SHOWN = """
        select s.resource_group, r.location, r.managed_by, cast(r.tags as text) as tags, %s as sort_key
        from scope s left join resource_group r on r.scope_id = s.id
        """.formatted(NAME);

    private static final String FIND = SHOWN + " where s.id = ?1 and " + IS_THERE;

    /** Of tags on a page, in bytes: each group may have 115 KiB of them. */
    private static final int MOST_OF_A_PAGE = 4 * 1024 * 1024;

    private static final String LIST = """
        select resource_group, location, managed_by, tags, sort_key, others from (
            select next.*, count(*) over () as others, row_number() over (order by sort_key) as place,
                   sum(coalesce(octet_length(tags), 0)) over (order by sort_key) as so_far
            from (
        """ + SHOWN + """
        where s.kind = 5 and lower(s.subscription) = ?1 and lower(s.billing_account) = lower(?2) and lower(coalesce(s.customer, '')) = lower(?3)
          and (cast(?4 as boolean) or lower(s.resource_group) = any(cast(?5 as text[])))
          and (?6 = '' or exists (select from jsonb_each_text(r.tags) t where lower(t.key) = ?6 and (cast(?7 as text) is null or t.value = cast(?7 as text))))
          and %s > ?8 and %s
        order by %s limit ?9) next) listed
        where place < ?9 and (place = 1 or so_far <= %d) order by sort_key
        """.formatted(NAME, IS_THERE, NAME, MOST_OF_A_PAGE);

    /** Those of the subscription of a place that somebody has stated, but for one. */
    private static final String COUNT_OTHERS = """
        select count(*) from scope s join resource_group r on r.scope_id = s.id
        where s.kind = 5 and lower(s.subscription) = ?1 and lower(s.billing_account) = lower(?2) and lower(coalesce(s.customer, '')) = lower(?3)
          and r.deleted_on is null and s.id <> ?4
        """;

    private static final String PUT = """
        insert into resource_group (scope_id, location, managed_by, tags, deleted_on)
        values (?1, cast(?2 as text), cast(?3 as text), cast(cast(?4 as text) as jsonb),
            case when cast(?5 as text) is not null then greatest(cast(cast(?5 as text) as date),
                (select max(d.day) from cost_group g join daily_cost d on d.cost_group_id = g.id where g.resource_group_scope = ?1 and d.charges <> 0)) end)
        on conflict (scope_id) do update set location = excluded.location, managed_by = excluded.managed_by, tags = excluded.tags, deleted_on = excluded.deleted_on
        """;

    private static final String NO_TAGS = "{}";

    private ResourceGroupTable() {}

    /** A group that is there. */
    static Uni<Optional<ResourceGroup>> find(Mutiny.StatelessSession session, Place place) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, place.id())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ResourceGroupTable::read));
    }

    /**
     * A page of groups.
     *
     * @param next the sort key after which the next page begins; null when this is the last
     */
    record Listed(List<ResourceGroup> groups, @Nullable String next) {}

    /** Those of a subscription that are there, by name: fewer than are asked for where their tags are large, and at least one. */
    static Uni<Listed> list(
            Mutiny.StatelessSession session, Scope.Subscription subscription, SeenGroups seen, GroupQuestion question) {
        Place place = seen.place();
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, lower(subscription.subscription()))
                .setParameter(2, place.account())
                .setParameter(3, place.customer() == null ? "" : place.customer())
                .setParameter(4, seen.areAll())
                .setParameter(5, seen.names().toArray(String[]::new))
                .setParameter(6, lower(question.tag()))
                .setParameter(7, question.value())
                .setParameter(8, question.after())
                .setParameter(9, question.size() + 1)
                .getResultList()
                .map(rows -> new Listed(
                        rows.stream().map(ResourceGroupTable::read).toList(),
                        rows.isEmpty() || ((Number) rows.getFirst()[5]).longValue() == rows.size()
                                ? null
                                : (String) rows.getLast()[4]));
    }

    /** How many other groups somebody has stated in the subscription of this one. */
    static Uni<Long> countOthers(Mutiny.StatelessSession session, Scope.ResourceGroup scope, Place kept) {
        return session.createNativeQuery(COUNT_OTHERS, Long.class)
                .setParameter(1, lower(scope.subscription()))
                .setParameter(2, kept.account())
                .setParameter(3, kept.customer() == null ? "" : kept.customer())
                .setParameter(4, kept.id())
                .getSingleResult();
    }

    /** Keeps what is said of a group, which is there from then on. */
    static Uni<Void> put(Mutiny.StatelessSession session, Place kept, ResourceGroup group) {
        return put(session, kept, group.location(), group.managedBy(), group.tags(), null);
    }

    /** Forgets what was said of a group, which is not there from then on. */
    static Uni<Void> delete(Mutiny.StatelessSession session, Place kept, LocalDate today) {
        return put(session, kept, null, null, NO_TAGS, today);
    }

    private static Uni<Void> put(
            Mutiny.StatelessSession session,
            Place kept,
            @Nullable String location,
            @Nullable String managedBy,
            String tags,
            @Nullable LocalDate deletedOn) {
        return session.createNativeQuery(PUT)
                .setParameter(1, kept.id())
                .setParameter(2, location)
                .setParameter(3, managedBy)
                .setParameter(4, tags)
                .setParameter(5, deletedOn == null ? null : deletedOn.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static ResourceGroup read(Object[] row) {
        return new ResourceGroup(
                (String) row[0], (String) row[1], (String) row[2], row[3] == null ? NO_TAGS : (String) row[3]);
    }
}
