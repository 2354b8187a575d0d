package dev.outlay.budget.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.forecast.Forecast;
import dev.outlay.budget.forecast.RecurringPurchases;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Learns what the days to come of a budget's spend are like. What was learnt from complete days is remembered for a while, since those seldom change and budgets are forecast every minute; what the days
 * since have cost is read each time.
 */
@ApplicationScoped
public class BudgetOutlooks {

    private static final int MOST_REMEMBERED = 20_000;

    /** As far as the longest period of a budget that has a next one. */
    private static final int PAYMENT_DAYS = 400;

    /**
     * What a budget spends on.
     *
     * @param place row of the scope
     * @param filter null for all that the scope sees
     * @param currency of the scope, ISO 4217
     */
    public record Spending(
            ScopeKind kind, int place, @Nullable CostFilter filter, Metric metric, String currency) {}

    private record Question(Spending spending, CompleteDays days) {}

    /** @param bought on days that are not complete; once that changes, what is expected does too */
    private record Learnt(Outlook outlook, BigDecimal bought) {}

    /** What days that are not complete have cost. */
    private record Fresh(Map<LocalDate, BigDecimal> used, BigDecimal bought) {}

    private final Answering answering;
    private final int freshDays;
    private final String partnerTenant;
    private final Cache<Question, Learnt> learnt;

    BudgetOutlooks(Answering answering, AccessConfig accessConfig, ForecastConfig config) {
        this.answering = answering;
        this.freshDays = config.freshDays();
        this.partnerTenant = accessConfig.partnerTenant().orElse("");
        this.learnt = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(config.remembered())
                .build();
    }

    /** Which days are complete. */
    public CompleteDays days(LocalDate today) {
        return CompleteDays.of(today, freshDays);
    }

    /** What is known of the days after the complete ones. */
    public Uni<Outlook> of(Spending spending, CompleteDays days) {
        HistoryQuestion history = new HistoryQuestion(
                CostView.of(spending.kind()), spending.place(), question(spending, days), partnerTenant);
        return answering
                .bounded(session -> fresh(session, history, spending, days))
                .chain(fresh -> learnt(history, spending, days, fresh.bought())
                        .map(known -> known.outlook().after(fresh.used())));
    }

    private static CostQuestion question(Spending spending, CompleteDays days) {
        return new CostQuestion(
                spending.metric(),
                new Days(days.until(), days.today()),
                Granularity.DAILY,
                null,
                List.of(CostMeasure.COST),
                List.of(),
                spending.filter() == null ? null : BudgetFilter.of(spending.filter()),
                List.of());
    }

    private static Uni<Fresh> fresh(
            Mutiny.StatelessSession session, HistoryQuestion history, Spending spending, CompleteDays days) {
        return history.categories(session, new Days(days.until().plusDays(1), days.today()))
                .map(rows -> {
                    Map<LocalDate, BigDecimal> used = new TreeMap<>();
                    BigDecimal bought = BigDecimal.ZERO;
                    for (CostRow row : rows) {
                        String category = row.groups().getFirst();
                        BigDecimal amount = row.amounts().getFirst();
                        if (!row.currency().equals(spending.currency())) {
                            continue;
                        }
                        if (category.equals(ChargeCategory.USAGE.label())) {
                            used.put(Objects.requireNonNull(row.time()), amount);
                        } else if (category.equals(ChargeCategory.PURCHASE.label())) {
                            bought = bought.add(amount);
                        }
                    }
                    return new Fresh(used, bought);
                });
    }

    private Uni<Learnt> learnt(HistoryQuestion history, Spending spending, CompleteDays days, BigDecimal bought) {
        Question asked = new Question(spending, days);
        Learnt known = learnt.getIfPresent(asked);
        if (known != null && known.bought().compareTo(bought) == 0) {
            return Uni.createFrom().item(known);
        }
        return answering
                .bounded(session -> history.read(session, days.until(), days.today()))
                .chain(read -> answering.workedOut(() -> new Learnt(outlook(read, spending, days), bought)))
                .invoke(fresh -> learnt.put(asked, fresh));
    }

    private static Outlook outlook(CostHistory history, Spending spending, CompleteDays days) {
        return history.series().stream()
                .filter(series -> series.currency().equals(spending.currency()))
                .findFirst()
                .map(series -> new Outlook(
                        Forecast.of(series.usage().getFirst(), days.until(), spending.currency()),
                        !series.usage().getFirst().isEmpty(),
                        RecurringPurchases.expected(
                                series.purchases().getFirst(),
                                days.today().minusDays(1),
                                days.today().plusDays(PAYMENT_DAYS)),
                        Map.of(),
                        spending.currency()))
                .orElseGet(() -> new Outlook(Optional.empty(), false, List.of(), Map.of(), spending.currency()));
    }
}
