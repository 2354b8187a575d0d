package dev.outlay.budget.evaluation;

import com.github.benmanes.caffeine.cache.Interner;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.CostFilterJson;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.NotificationsJson;
import dev.outlay.budget.budget.PeriodAmountsJson;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.StatedProfile;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads what the index holds: everything that changed after a number. Who knows nothing yet, which a negative number says, hears nothing of what is gone. */
final class WatchTable {

    /**
     * A series that budgets ask for: not the unfiltered month of a scope, which every charge is added to without being asked for.
     *
     * @param state 0 asked, 1 building, 2 ready, 3 ended
     * @param change number of the change that brought it into this state
     */
    record Series(
            int id,
            int scopeId,
            Periods periods,
            Metric metric,
            @Nullable CostFilter filter,
            int state,
            long change) {

        boolean isReady() {
            return state == 2;
        }

        /** Whether batches add to it. */
        boolean isFed() {
            return state == 1 || state == 2;
        }
    }

    /**
     * @param change number of the change
     * @param watched null when the budget was deleted
     */
    record Changed(UUID uuid, long change, @Nullable WatchedBudget watched) {}

    /** Notifications that were read before, by their text: budgets that a script made have the same. */
    private record Alike(Map<String, List<Notification>> notifications) {

        List<Notification> notifications(String text) {
            return notifications.computeIfAbsent(text, NotificationsJson::read);
        }
    }

    /**
     * A part of what there is, in the order of ids.
     *
     * @param isLast whether nothing comes after it
     */
    record Page<T>(List<T> rows, boolean isLast) {

        /** @param others how many there were to choose from, up to the limit; none where there is no row */
        private static <T> Page<T> of(List<T> rows, long others, int limit) {
            return new Page<>(rows, rows.size() == others && others < limit);
        }
    }

    /** Who wrote a budget names up to 200 groups, and is the same of all that one script makes, whenever they are read. */
    private static final Interner<String> WRITERS = Interner.newWeakInterner();

    private static final String NUMBER = "select number from budget_change";

    /** Of filters and notifications on a page, in bytes: what is read at once is in memory twice. */
    private static final int MOST_OF_A_PAGE = 8 * 1024 * 1024;

    private static final String SERIES = """
            select id, scope_id, time_grain, metric, cast(filter as text), state, change, first_day, last_day from spend_series
            where (filter is not null or time_grain > 1 or metric > 1)
            """;

    private static final String CHANGED_SERIES = """
            select s.id, s.scope_id, s.time_grain, s.metric, cast(s.filter as text), s.state, s.change, s.first_day, s.last_day, listed.others
            from (select id, count(*) over () as others, row_number() over (order by id) as place,
                         sum(coalesce(octet_length(cast(filter as text)), 0)) over (order by id) as so_far
                  from (select id, filter from spend_series
                        where (filter is not null or time_grain > 1 or metric > 1) and change > ?1 and (?1 >= 0 or state <> 3) and id > ?2
                        order by id limit ?3) next) listed
            join spend_series s on s.id = listed.id
            where listed.place = 1 or listed.so_far <= %d order by s.id
            """.formatted(MOST_OF_A_PAGE);

    private static final String BUDGETS = """
            select b.uuid, b.scope_arm_id, b.name, b.provider, b.series_id, b.amount, b.time_grain, b.metric, b.start_date, b.end_date,
                   s.filter_hash, b.filter_text, b.notifications, b.created_by, b.created_tenant, b.scope_id, cast(scope.currency as text),
                   scope.kind, scope.billing_account, scope.billing_profile, scope.customer, scope.subscription, scope.resource_group,
                   b.deleted_at is not null, b.change, case when b.time_grain = 200 then cast(b.filter as text) end, b.period_amounts,
                   b.writers, listed.others
            from (select uuid, count(*) over () as others, row_number() over (order by uuid) as place, sum(bytes) over (order by uuid) as so_far
                  from (select uuid, bytes + coalesce(octet_length(writers), 0) as bytes from budget
                        where change > ?1 and uuid > ?2 and (?1 >= 0 or deleted_at is null) and series_id is not null order by uuid limit ?3) next) listed
            join budget b on b.uuid = listed.uuid join scope on scope.id = b.scope_id join spend_series s on s.id = b.series_id
            where listed.place = 1 or listed.so_far <= %d order by b.uuid
            """.formatted(MOST_OF_A_PAGE);

    private static final String CUSTOMERS_VERSION =
            "select cast(coalesce(sum(version + 1), 0) as bigint) from customer";

    /** One row for each place of a customer, in their order; one without a place for a customer that has only an agreement. */
    private static final String TERMS = """
            select scope.key, cast(customer.agreement as integer), place.from_month, place.profile_scope, profile.billing_account, profile.billing_profile,
                   place.profile_name, cast(profile.currency as text)
            from customer join scope on scope.id = customer.scope_id
            left join customer_place place on place.customer_scope = customer.scope_id left join scope profile on profile.id = place.profile_scope
            where customer.agreement = 2 or place.profile_scope is not null
            order by customer.scope_id, place.from_month
            """;

    private WatchTable() {}

    static Uni<Long> number(Mutiny.StatelessSession session) {
        return session.createNativeQuery(NUMBER, Long.class).getSingleResult();
    }

    /** A page of the series that changed after a number, by id: fewer where their filters are large. */
    static Uni<Page<Series>> series(Mutiny.StatelessSession session, long after, int afterId, int limit) {
        return session.createNativeQuery(CHANGED_SERIES, Object[].class)
                .setParameter(1, after)
                .setParameter(2, afterId)
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> Page.of(rows.stream().map(WatchTable::seriesOf).toList(), others(rows, 9), limit));
    }

    private static long others(List<Object[]> rows, int column) {
        return rows.isEmpty() ? 0 : ((Number) rows.getFirst()[column]).longValue();
    }

    /** A page of the series that are ready, by id. */
    static Uni<List<Series>> ready(Mutiny.StatelessSession session, int afterId, int limit) {
        return session.createNativeQuery(SERIES + " and state = 2 and id > ?1 order by id limit ?2", Object[].class)
                .setParameter(1, afterId)
                .setParameter(2, limit)
                .getResultList()
                .map(rows -> rows.stream().map(WatchTable::seriesOf).toList());
    }

    /** A page of the budgets that changed after a number, in the order of their ids: fewer where they are large. */
    static Uni<Page<Changed>> budgets(Mutiny.StatelessSession session, long after, UUID afterUuid, int limit) {
        return session.createNativeQuery(BUDGETS, Object[].class)
                .setParameter(1, after)
                .setParameter(2, afterUuid)
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> {
                    Alike alike = new Alike(new HashMap<>());
                    return Page.of(
                            rows.stream().map(row -> budgetOf(row, alike)).toList(), others(rows, 28), limit);
                });
    }

    /** Moves with every change of a customer. */
    static Uni<Long> customersVersion(Mutiny.StatelessSession session) {
        return session.createNativeQuery(CUSTOMERS_VERSION, Long.class).getSingleResult();
    }

    /** Customers that are not under the Microsoft Customer Agreement, or whose profile is stated. */
    static Uni<Map<ScopeKey, CustomerTerms>> terms(Mutiny.StatelessSession session) {
        return session.createNativeQuery(TERMS, Object[].class).getResultList().map(rows -> {
            Map<ScopeKey, CustomerTerms> terms = new HashMap<>();
            rows.forEach(row -> terms.merge(
                    new ScopeKey((String) row[0]),
                    new CustomerTerms(Agreement.of((Integer) row[1]), place(row)),
                    WatchTable::both));
            return terms;
        });
    }

    private static List<StatedProfile> place(Object[] row) {
        return row[3] == null
                ? List.of()
                : List.of(StatedProfile.of(
                        (LocalDate) row[2],
                        (Integer) row[3],
                        (String) row[4],
                        (String) row[5],
                        (String) row[6],
                        (String) row[7]));
    }

    private static CustomerTerms both(CustomerTerms one, CustomerTerms later) {
        return new CustomerTerms(
                one.agreement(),
                Stream.concat(one.profiles().stream(), later.profiles().stream())
                        .toList());
    }

    private static Series seriesOf(Object[] row) {
        String filter = (String) row[4];
        return new Series(
                (Integer) row[0],
                (Integer) row[1],
                Periods.of(
                        TimeGrain.of(((Number) row[2]).intValue()),
                        row[7] == null ? LocalDate.EPOCH : (LocalDate) row[7],
                        (LocalDate) row[8]),
                Metric.of(((Number) row[3]).intValue()),
                filter == null ? null : CostFilterJson.read(filter),
                ((Number) row[5]).intValue(),
                (Long) row[6]);
    }

    private static Changed budgetOf(Object[] row, Alike alike) {
        UUID uuid = (UUID) row[0];
        if ((Boolean) row[23]) {
            return new Changed(uuid, (Long) row[24], null);
        }
        TimeGrain grain = TimeGrain.of(((Number) row[6]).intValue());
        Budget budget = new Budget(
                uuid,
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (Integer) row[4],
                (BigDecimal) row[5],
                PeriodAmountsJson.read((String) row[26]),
                grain,
                Metric.of(((Number) row[7]).intValue()),
                (LocalDate) row[8],
                (LocalDate) row[9],
                grain == TimeGrain.CUSTOM ? filterHash((String) row[25]) : (UUID) row[10],
                (String) row[11],
                alike.notifications((String) row[12]),
                new Budget.Creator((String) row[13], (String) row[14]),
                writers((String) row[27]));
        WatchedBudget.Place place = new WatchedBudget.Place(
                ScopeKind.of(((Number) row[17]).intValue()),
                (String) row[18],
                (String) row[19],
                (String) row[20],
                (String) row[21],
                (String) row[22]);
        return new Changed(uuid, (Long) row[24], new WatchedBudget(budget, (Integer) row[15], place, (String) row[16]));
    }

    private static @Nullable String writers(@Nullable String text) {
        return text == null ? null : WRITERS.intern(text);
    }

    /** What a series of given days is known by tells those days too; whether a condition was told does not depend on them. */
    private static UUID filterHash(@Nullable String filter) {
        return CostFilter.hash(filter == null ? null : CostFilterJson.read(filter));
    }
}
