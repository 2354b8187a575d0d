package dev.outlay.budget.ledger;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code scope}, {@code subscription_owner} and the series that every scope has: its unfiltered month. */
final class ScopeTable {

    /**
     * A scope as stored.
     *
     * @param currency as fixed by its first charge, ISO 4217; null while nothing was charged
     */
    record Known(ScopeKey key, int id, @Nullable String currency) {}

    private static final String ADD = """
            insert into scope (key, kind, billing_account, billing_profile, customer, subscription, resource_group, display_name, currency)
            select * from unnest(cast(?1 as text[]), cast(?2 as smallint[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),
                                 cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]), cast(?9 as text[]))
              as given (key, kind, billing_account, billing_profile, customer, subscription, resource_group, display_name, currency)
            order by given.key collate "C"
            on conflict (key) do update set currency = coalesce(scope.currency, excluded.currency),
                                            display_name = coalesce(excluded.display_name, scope.display_name)
            returning key, id, cast(currency as text)
            """;

    /** Each scope's unfiltered month, which is kept from the scope's first charge on and so needs no building. */
    private static final String ADD_MONTHS = """
            insert into spend_series (scope_id, time_grain, metric, filter_hash, state, change)
            select id, 1, 1, ?2, 2, 0 from unnest(cast(?1 as integer[])) as scopes (id) order by 1 on conflict do nothing
            """;

    private static final String CHARGED = """
            select scope.id, cast(scope.currency as text), series.id from scope
            join spend_series series on series.scope_id = scope.id
            where scope.id = any(cast(?1 as integer[])) and series.filter_hash = ?2 and series.metric = 1 and series.time_grain = 1
            """;

    private static final String MONTHS = """
            select scope_id, id from spend_series
            where scope_id = any(cast(?1 as integer[])) and filter_hash = ?2 and metric = 1 and time_grain = 1
            """;

    /**
     * Adds what is not there yet before anything is locked. A transaction that has come past this knows each of its subscriptions to be there: one that adds the same waits for
     * it here, in the order of the key, and holds nothing that it could want. Adding and locking in one statement would take the rows that are new to it later than the others, and
     * two batches that know different ones would wait for each other in a circle.
     */
    private static final String ADD_OWNERS = """
            insert into subscription_owner (subscription, scope_id, newest_charge)
            select subscription, scope_id, timestamptz 'epoch' + newest * interval '1 microsecond'
            from unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as bigint[])) as given (subscription, scope_id, newest)
            order by given.subscription collate "C"
            on conflict do nothing
            returning subscription
            """;

    /**
     * A statement sees rows as they were when it began, so what {@link #OWN} compares with has to be locked by one before it: of two batches that state a
     * subscription at the same time, the second sees what the first has made of it. Whatever becomes of a row, it stays locked until the commit: who reads it then
     * reads what is true.
     */
    private static final String LOCK_OWNERS =
            "select subscription from subscription_owner where subscription = any(cast(?1 as text[])) order by 1 for update";

    /** The newest charge decides whose a subscription is; the answer says for each whether this made it somebody else's, or was a charge of somebody else. */
    private static final String OWN = """
            with given as (select * from unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as bigint[])) as t (subscription, scope_id, newest)),
            before as (select subscription, scope_id from subscription_owner where subscription = any(cast(?1 as text[]))),
            stated as (
                update subscription_owner set scope_id = given.scope_id, newest_charge = timestamptz 'epoch' + given.newest * interval '1 microsecond'
                from given
                where subscription_owner.subscription = given.subscription
                  and subscription_owner.newest_charge <= timestamptz 'epoch' + given.newest * interval '1 microsecond'
                returning subscription_owner.subscription, subscription_owner.scope_id)
            select given.subscription, stated.scope_id is null or before.scope_id is distinct from stated.scope_id
            from given left join stated using (subscription) left join before using (subscription)
            """;

    /**
     * The collation is said where texts of both tables are compared: compared in that of {@code subscription_owner}, the index over scopes would not serve, and each of a
     * batch's subscriptions would be looked for among all scopes.
     */
    private static final String OWNERS = """
            select o.subscription, s.billing_account, s.customer, string_agg(other.customer, chr(10) order by other.id)
            from subscription_owner o
            join scope s on s.id = o.scope_id
            left join scope other on other.kind = 4 and lower(other.subscription) = o.subscription collate "default"
                 and other.id <> s.id and lower(other.billing_account) = lower(s.billing_account)
                 and exists (select from cost_group g where g.subscription_scope = other.id)
            where o.subscription = any(cast(?1 as text[]))
            group by o.subscription, s.id
            order by 1
            """;

    private ScopeTable() {}

    /** Adds scopes that are not there yet and returns all of them. */
    static Uni<Map<ScopeKey, Known>> add(Mutiny.StatelessSession session, Collection<ScopeRow> rows) {
        TreeMap<String, ScopeRow> byKey = new TreeMap<>();
        rows.forEach(row -> byKey.putIfAbsent(row.key().text(), row));
        List<ScopeRow> given = List.copyOf(byKey.values());
        return session.createNativeQuery(ADD, Object[].class)
                .setParameter(1, texts(given, row -> row.key().text()))
                .setParameter(2, given.stream().map(row -> row.kind().code()).toArray(Short[]::new))
                .setParameter(3, texts(given, ScopeRow::account))
                .setParameter(4, texts(given, ScopeRow::profile))
                .setParameter(5, texts(given, ScopeRow::customer))
                .setParameter(6, texts(given, ScopeRow::subscription))
                .setParameter(7, texts(given, ScopeRow::resourceGroup))
                .setParameter(8, texts(given, ScopeRow::displayName))
                .setParameter(9, texts(given, ScopeRow::currency))
                .getResultList()
                .map(found -> found.stream()
                        .map(row -> new Known(new ScopeKey((String) row[0]), (Integer) row[1], (String) row[2]))
                        .collect(Collectors.toMap(Known::key, Function.identity())));
    }

    /** Makes sure that scopes have their unfiltered month and returns its id by scope. */
    static Uni<Map<Integer, Integer>> months(Mutiny.StatelessSession session, Collection<Integer> scopes) {
        Integer[] ids = scopes.toArray(Integer[]::new);
        return session.createNativeQuery(ADD_MONTHS)
                .setParameter(1, ids)
                .setParameter(2, CostFilter.NONE)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(MONTHS, Object[].class)
                        .setParameter(1, ids)
                        .setParameter(2, CostFilter.NONE)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Integer) row[0], row -> (Integer) row[1])));
    }

    /** Scopes that were charged, with the series of their unfiltered month. */
    static Uni<List<Charged>> charged(Mutiny.StatelessSession session, Collection<Integer> scopes) {
        return session.createNativeQuery(CHARGED, Object[].class)
                .setParameter(1, scopes.toArray(Integer[]::new))
                .setParameter(2, CostFilter.NONE)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Charged((Integer) row[0], (String) row[1], (Integer) row[2]))
                        .toList());
    }

    /**
     * Notes whose subscriptions are.
     *
     * @param owners subscription, lower case, to the scope of the subscription at its customer, with the start of the newest charge in microseconds
     * @return what became of each
     */
    static Uni<List<Claimed>> own(Mutiny.StatelessSession session, Map<String, Owned> owners) {
        List<Map.Entry<String, Owned>> given = List.copyOf(new TreeMap<>(owners).entrySet());
        return statement(session.createNativeQuery(ADD_OWNERS, String.class), given)
                .getResultList()
                .chain(added -> session.createNativeQuery(LOCK_OWNERS, String.class)
                        .setParameter(1, subscriptions(given))
                        .getResultList()
                        .chain(() -> statement(session.createNativeQuery(OWN, Object[].class), given)
                                .getResultList())
                        .map(rows -> claimed(rows, Set.copyOf(added))));
    }

    private static <T> Mutiny.SelectionQuery<T> statement(
            Mutiny.SelectionQuery<T> query, List<Map.Entry<String, Owned>> given) {
        return query.setParameter(1, subscriptions(given))
                .setParameter(
                        2, given.stream().map(entry -> entry.getValue().scope()).toArray(Integer[]::new))
                .setParameter(
                        3,
                        given.stream()
                                .map(entry -> entry.getValue().newestMicros())
                                .toArray(Long[]::new));
    }

    private static String[] subscriptions(List<Map.Entry<String, Owned>> given) {
        return given.stream().map(Map.Entry::getKey).toArray(String[]::new);
    }

    /** What was added belonged to nobody, which is news as well. */
    private static List<Claimed> claimed(List<Object[]> rows, Set<String> added) {
        return rows.stream()
                .map(row -> new Claimed((String) row[0], (Boolean) row[1] || added.contains((String) row[0])))
                .toList();
    }

    /** Whose subscriptions are, and whose else there are charges of. */
    static Uni<List<Owner>> owners(Mutiny.StatelessSession session, Collection<String> subscriptions) {
        return session.createNativeQuery(OWNERS, Object[].class)
                .setParameter(1, subscriptions.toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(ScopeTable::owner).toList());
    }

    private static Owner owner(Object[] row) {
        @Nullable String customer = (String) row[2];
        @Nullable String others = (String) row[3];
        return new Owner(
                (String) row[0],
                (String) row[1],
                customer,
                others == null ? List.of() : others.lines().toList());
    }

    /** A subscription's scope and its newest charge. */
    record Owned(int scope, long newestMicros) {}

    /** @param isNews whether others must hear: the subscription is somebody else's than before, or has charges of another than its owner */
    record Claimed(String subscription, boolean isNews) {}

    /** @param others the other customers that have charges in the subscription */
    record Owner(
            String subscription, String account, @Nullable String customer, List<String> others) {}

    /**
     * A scope that was charged.
     *
     * @param currency ISO 4217
     * @param month series of its unfiltered month
     */
    record Charged(int id, @Nullable String currency, int month) {}

    private static @Nullable String[] texts(List<ScopeRow> rows, Function<ScopeRow, @Nullable String> value) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }
}
