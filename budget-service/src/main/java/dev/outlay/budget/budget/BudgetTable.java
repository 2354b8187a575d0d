package dev.outlay.budget.budget;

import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code budget} and {@code budget_change}, and the spend and forecast that a budget shows. */
@ApplicationScoped
class BudgetTable {

    /** Taken first: it makes changes of budgets wait for each other, so that their numbers become visible in order. */
    private static final String NUMBER = "update budget_change set number = number + 1 where only_row returning number";

    /** Of what is kept as it was sent, of the budgets on a page of a list, in bytes; one has at most {@value BudgetSize#MOST}. */
    private static final int MOST_OF_A_PAGE = 4 * 1024 * 1024;

    private static final String COLUMNS = """
            select b.uuid, b.name, b.category, b.amount, b.time_grain, b.start_date, b.filter_text, b.notifications, b.time_period,
                   b.change, case when b.series_id is null then u.utilization else coalesce(p.amount, 0) end,
                   coalesce(s.state, case when u.budget_uuid is null then 1 else 2 end), b.period_amounts, b.end_date, coalesce(b.end_date < cast(?3 as date), false),
                   f.amount, b.metric, case when is_of_quantity(b.metric) then s.unit else cast(billed.currency as text) end""";

    private static final String FROM = """

            from budget b
            left join spend_series s on s.id = b.series_id
            left join budget_utilization u on u.budget_uuid = b.uuid and u.budget_change = b.change
            cross join lateral (
                select spend_currency(b.metric, coalesce(of_scope.currency, cast(cast(?2 as text) as char(3)))) as currency
                from billing_currency(b.scope_id, greatest(b.start_date, least(cast(?3 as date), b.end_date))) as of_scope) as billed
            left join spend p on p.series_id = b.series_id and p.currency = billed.currency and b.start_date <= cast(?3 as date)
                and p.period_start = period_start(b.time_grain, least(cast(?3 as date), b.end_date), b.start_date)
            left join budget_forecast f on f.budget_uuid = b.uuid and f.series_id = b.series_id and f.currency = billed.currency
                and b.start_date <= cast(?3 as date) and coalesce(b.end_date >= cast(?3 as date), true)
                and f.period_start = period_start(b.time_grain, cast(?3 as date), b.start_date)
            """;

    private static final String FIND =
            COLUMNS + FROM + "where b.deleted_at is null and b.scope_id = ?1 and b.name_key = ?4";

    /** What is large is not read before it is known to be on the page. */
    private static final String PAGE = COLUMNS + ", listed.others" + FROM + """
            join (select uuid, count(*) over () as others, row_number() over (order by name_key) as place, sum(bytes) over (order by name_key) as so_far
                  from budget
                  where deleted_at is null and scope_id = ?1 and name_key > ?4
                    and (cast(?5 as text) is null or lower(category) = cast(?5 as text))) listed on listed.uuid = b.uuid
            where listed.place <= ?6 and (listed.place = 1 or listed.so_far <= %d) order by b.name_key
            """.formatted(MOST_OF_A_PAGE);

    /** Where {@code listed.others} is. */
    private static final int OTHERS = 18;

    private static final String INSERT = """
            insert into budget (uuid, scope_id, scope_arm_id, name, name_key, provider, category, amount, time_grain, metric, start_date,
                                end_date, filter, filter_text, notifications, time_period, series_id, version, created_at, changed_at,
                                created_by, created_tenant, change, period_amounts)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, cast(?8 as numeric), ?9, ?10, ?11, cast(?12 as date), cast(cast(?13 as text) as jsonb),
                    cast(?14 as text), ?15, ?16, cast(?17 as integer), 1, clock_timestamp(), clock_timestamp(), ?18, ?19, ?20, cast(?21 as text))
            """;

    private static final String UPDATE = """
            update budget set provider = ?2, category = ?3, amount = cast(?4 as numeric), time_grain = ?5, end_date = cast(?6 as date),
                              filter = cast(cast(?7 as text) as jsonb), filter_text = cast(?8 as text), notifications = ?9,
                              time_period = ?10, series_id = cast(?11 as integer), version = version + 1, changed_at = clock_timestamp(), change = ?12,
                              period_amounts = cast(?13 as text), metric = ?14
            where uuid = ?1 and deleted_at is null
            """;

    private static final String DELETE = """
            with forgotten as (delete from budget_forecast where budget_uuid = ?1)
            update budget set deleted_at = clock_timestamp(), changed_at = clock_timestamp(), version = version + 1, change = ?2
            where uuid = ?1 and deleted_at is null
            """;

    /** Who looks at reservations next takes this budget first. */
    private static final String LOOK = """
            insert into budget_utilization (budget_uuid) values (?1)
            on conflict (budget_uuid) do update set not_before = excluded.not_before
            """;

    private static final String COUNT = "select count(*) from budget where scope_id = ?1 and deleted_at is null";

    /** The number of this transaction's change; others wait until it is over. */
    Uni<Long> nextChange(Mutiny.StatelessSession session) {
        return session.createNativeQuery(NUMBER, Long.class).getSingleResult();
    }

    Uni<Long> count(Mutiny.StatelessSession session, Place place) {
        return session.createNativeQuery(COUNT, Long.class)
                .setParameter(1, place.id())
                .getSingleResult();
    }

    /** @param today UTC: decides which period's spend is shown */
    Uni<Optional<KeptBudget>> find(Mutiny.StatelessSession session, Place place, String name, LocalDate today) {
        return select(session, FIND, place, today)
                .setParameter(4, name.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(BudgetTable::read));
    }

    /**
     * A part of a list.
     *
     * @param hasMore whether there are others behind it
     */
    record Listed(List<KeptBudget> budgets, boolean hasMore) {}

    /**
     * Some of a scope, by name: at least one where there is any, and no more than a page holds.
     *
     * @param after the name in lower case behind which they begin; empty for the first
     * @param category in lower case; null for every one
     * @param most how many at most
     */
    Uni<Listed> page(
            Mutiny.StatelessSession session,
            Place place,
            LocalDate today,
            String after,
            @Nullable String category,
            int most) {
        return select(session, PAGE, place, today)
                .setParameter(4, after)
                .setParameter(5, category)
                .setParameter(6, most)
                .getResultList()
                .map(rows -> new Listed(
                        rows.stream().map(BudgetTable::read).toList(),
                        !rows.isEmpty() && ((Number) rows.getFirst()[OTHERS]).longValue() > rows.size()));
    }

    private static Mutiny.SelectionQuery<Object[]> select(
            Mutiny.StatelessSession session, String sql, Place place, LocalDate today) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter(1, place.id())
                .setParameter(2, place.currency())
                .setParameter(3, today);
    }

    private static KeptBudget read(Object[] row) {
        return new KeptBudget(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                (BigDecimal) row[3],
                (String) row[12],
                timeGrain(((Number) row[4]).intValue()),
                Metric.of(((Number) row[16]).intValue()),
                (LocalDate) row[5],
                (LocalDate) row[13],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                ((Number) row[9]).longValue(),
                (BigDecimal) row[10],
                (BigDecimal) row[15],
                (String) row[17],
                ((Number) row[11]).intValue() == 2,
                (Boolean) row[14]);
    }

    private static String timeGrain(int code) {
        return ReservationGrain.of(code).map(ReservationGrain::label).orElseGet(() -> TimeGrain.of(code)
                .label());
    }

    /** Who asks for a budget where. */
    record Asked(UUID uuid, Place place, String scopeArmId, String name, String provider, Budget.Creator creator) {}

    Uni<Void> insert(
            Mutiny.StatelessSession session,
            Asked asked,
            BudgetRequest request,
            @Nullable Integer series,
            long change) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, asked.uuid())
                .setParameter(2, asked.place().id())
                .setParameter(3, asked.scopeArmId())
                .setParameter(4, asked.name())
                .setParameter(5, asked.name().toLowerCase(Locale.ROOT))
                .setParameter(6, asked.provider())
                .setParameter(7, Objects.requireNonNull(request.category()))
                .setParameter(8, request.amount())
                .setParameter(9, grain(request))
                .setParameter(10, request.metric().code())
                .setParameter(11, Objects.requireNonNull(request.startDate()))
                .setParameter(12, request.endDate())
                .setParameter(13, filter(request))
                .setParameter(14, request.filterText())
                .setParameter(15, request.notificationsText())
                .setParameter(16, Objects.requireNonNull(request.timePeriodText()))
                .setParameter(17, series)
                .setParameter(18, asked.creator().principalId())
                .setParameter(19, asked.creator().tenantId())
                .setParameter(20, change)
                .setParameter(21, request.periodAmountsText())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> update(
            Mutiny.StatelessSession session,
            UUID uuid,
            String provider,
            BudgetRequest request,
            @Nullable Integer series,
            long change) {
        return session.createNativeQuery(UPDATE)
                .setParameter(1, uuid)
                .setParameter(2, provider)
                .setParameter(3, Objects.requireNonNull(request.category()))
                .setParameter(4, request.amount())
                .setParameter(5, grain(request))
                .setParameter(6, request.endDate())
                .setParameter(7, filter(request))
                .setParameter(8, request.filterText())
                .setParameter(9, request.notificationsText())
                .setParameter(10, Objects.requireNonNull(request.timePeriodText()))
                .setParameter(11, series)
                .setParameter(12, change)
                .setParameter(13, request.periodAmountsText())
                .setParameter(14, request.metric().code())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Has the reservations of a budget looked at anew, in the transaction that wrote the budget. */
    Uni<Void> askForUtilization(Mutiny.StatelessSession session, UUID uuid) {
        return session.createNativeQuery(LOOK)
                .setParameter(1, uuid)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Hides a budget; its alerts stay, and another budget may take its name. */
    Uni<Void> delete(Mutiny.StatelessSession session, UUID uuid, long change) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, uuid)
                .setParameter(2, change)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static short grain(BudgetRequest request) {
        ReservationTerms reservations = request.reservations();
        return reservations == null
                ? Objects.requireNonNull(request.grain()).code()
                : Objects.requireNonNull(reservations.grain()).code();
    }

    private static @Nullable String filter(BudgetRequest request) {
        CostFilter filter = request.filter();
        return filter == null ? null : CostFilterJson.write(filter);
    }
}
