package dev.outlay.budget.ledger;

import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.money.DollarValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in the daily cost and in every spend: each replaced row taken back with the values that are stored, each new one added. Taking back and
 * adding are the same arithmetic, so a charge may move to another customer, period or currency and nothing is left behind.
 */
public final class Differences {

    /** @param group row of {@code cost_group} */
    public record DailyKey(int group, LocalDate day) {}

    /** A change of one day's cost; amounts are in the group's currency, or US dollars where they say so. */
    public static final class Daily {
        private long charges;
        private BigDecimal billed = BigDecimal.ZERO;
        private BigDecimal effective = BigDecimal.ZERO;
        private BigDecimal retail = BigDecimal.ZERO;
        private BigDecimal billedUsd = BigDecimal.ZERO;
        private BigDecimal effectiveUsd = BigDecimal.ZERO;

        public long charges() {
            return charges;
        }

        public BigDecimal billed() {
            return billed;
        }

        public BigDecimal effective() {
            return effective;
        }

        public BigDecimal retail() {
            return retail;
        }

        public BigDecimal billedUsd() {
            return billedUsd;
        }

        public BigDecimal effectiveUsd() {
            return effectiveUsd;
        }

        private void add(LedgerRow row, int sign) {
            charges += sign;
            billed = plus(billed, row.billed(), sign);
            effective = plus(effective, row.effective(), sign);
            if (row.retail() != null && row.set().counting().rbac() == Price.RETAIL) {
                retail = plus(retail, row.retail(), sign);
            }
            DollarValue dollars = row.dollars();
            if (dollars != null && dollars.billed() != null) {
                billedUsd = plus(billedUsd, dollars.billed(), sign);
            }
            if (dollars != null && dollars.effective() != null) {
                effectiveUsd = plus(effectiveUsd, dollars.effective(), sign);
            }
        }

        private boolean isNothing() {
            return charges == 0
                    && billed.signum() == 0
                    && effective.signum() == 0
                    && retail.signum() == 0
                    && billedUsd.signum() == 0
                    && effectiveUsd.signum() == 0;
        }
    }

    /** @param periodStart first day of the period, UTC */
    public record SpendKey(int series, LocalDate periodStart, String currency) {}

    /** A change of one spend, and how crossings that it causes are told. */
    public static final class Spend {
        private BigDecimal amount = BigDecimal.ZERO;
        private @Nullable Alerts alerts;
        private @Nullable String traceparent;

        public BigDecimal amount() {
            return amount;
        }

        /** Of the last charge that was added to it and is traced. */
        public @Nullable String traceparent() {
            return traceparent;
        }

        public Alerts alerts() {
            return alerts == null ? Alerts.TELL : alerts;
        }

        private void add(BigDecimal value, int sign, @Nullable Alerts asked, @Nullable Telling telling) {
            amount = plus(amount, value, sign);
            if (asked != null) {
                alerts = alerts == null ? asked : alerts.orStronger(asked);
            }
            if (telling != null && telling.traceparent() != null) {
                traceparent = telling.traceparent();
            }
        }
    }

    /**
     * That charges of a description were added to a quantity.
     *
     * @param unit of measure in which it says them
     */
    public record Unit(int series, int dimensionSet, String unit) {}

    private final Function<DimensionSet, List<SeriesTarget>> targets;
    private final LocalDate today;
    private final Map<DailyKey, Daily> days = new HashMap<>();
    private final Map<SpendKey, Spend> spends = new HashMap<>();
    private final Set<Unit> units = new HashSet<>();

    /** The charges of a batch are of a few days, and each day is asked for once for each of their spends. */
    private final Map<TimeGrain, Map<LocalDate, Period>> periods = new EnumMap<>(TimeGrain.class);

    /**
     * @param targets the spends that a description is added to
     * @param today in UTC; decides whether a period has ended
     */
    public Differences(Function<DimensionSet, List<SeriesTarget>> targets, LocalDate today) {
        this.targets = targets;
        this.today = today;
    }

    public void takeBack(LedgerRow row) {
        change(row, -1, null);
    }

    public void add(LedgerRow row, Telling telling) {
        change(row, 1, telling);
    }

    private void change(LedgerRow row, int sign, @Nullable Telling telling) {
        LocalDate day = row.day();
        days.computeIfAbsent(new DailyKey(row.set().costGroup(), day), unused -> new Daily())
                .add(row, sign);
        for (SeriesTarget target : targets.apply(row.set())) {
            BigDecimal amount = target.months().count(day) ? target.amountOf(row) : null;
            if (amount == null) {
                continue;
            }
            Period period = periodOf(target.periods(), day);
            if (period == null) {
                continue;
            }
            Alerts alerts = telling == null ? null : telling.in(target.periods().grain(), period.end(), today);
            spends.computeIfAbsent(
                            new SpendKey(target.series(), period.start(), target.currencyOf(row)),
                            unused -> new Spend())
                    .add(amount, sign, alerts, telling);
            if (target.unit() != null && sign > 0) {
                units.add(new Unit(target.series(), row.set().id(), target.unit()));
            }
        }
    }

    private @Nullable Period periodOf(Periods cut, LocalDate day) {
        return cut.only() != null
                ? cut.of(day)
                : periods.computeIfAbsent(cut.grain(), unused -> new HashMap<>())
                        .computeIfAbsent(day, cut::of);
    }

    /** Changed days, in the order in which they are locked. */
    public List<Map.Entry<DailyKey, Daily>> days() {
        return days.entrySet().stream()
                .filter(entry -> !entry.getValue().isNothing())
                .sorted(Comparator.comparingInt((Map.Entry<DailyKey, Daily> entry) ->
                                entry.getKey().group())
                        .thenComparing(entry -> entry.getKey().day()))
                .toList();
    }

    /**
     * Changed spends, in the order in which they are locked. A change of nothing is kept where charges were added: their spend then exists, at zero.
     */
    public List<Map.Entry<SpendKey, Spend>> spends() {
        return spends.entrySet().stream()
                .filter(entry -> entry.getValue().amount.signum() != 0 || entry.getValue().alerts != null)
                .sorted(Comparator.comparingInt((Map.Entry<SpendKey, Spend> entry) ->
                                entry.getKey().series())
                        .thenComparing(entry -> entry.getKey().periodStart())
                        .thenComparing(entry -> entry.getKey().currency()))
                .toList();
    }

    /** Changes of spends by key, to find how a crossing is told. */
    public @Nullable Spend spend(SpendKey key) {
        return spends.get(key);
    }

    /** In which units quantities were added to; empty where all that moved is cost. */
    public Set<Unit> units() {
        return Set.copyOf(units);
    }

    private static BigDecimal plus(BigDecimal sum, BigDecimal value, int sign) {
        return sign > 0 ? sum.add(value) : sum.subtract(value);
    }
}
