package dev.outlay.budget.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Dated reference rates against the euro, as the European Central Bank publishes them: units of a currency for one euro. Immutable once built.
 */
public final class ExchangeRates {

    /** Nothing imported yet. */
    public static final ExchangeRates NONE = new ExchangeRates(Map.of(), 0, RateDay.FIRST_OF_MONTH);

    private static final String EURO = "EUR";
    private static final String DOLLAR = "USD";

    private final Map<String, NavigableMap<LocalDate, BigDecimal>> perEuro;

    private final int maxAgeDays;
    private final RateDay rateDay;

    private ExchangeRates(Map<String, NavigableMap<LocalDate, BigDecimal>> perEuro, int maxAgeDays, RateDay rateDay) {
        this.perEuro = perEuro;
        this.maxAgeDays = maxAgeDays;
        this.rateDay = rateDay;
    }

    /**
     * What one unit of a currency is worth in US dollars.
     *
     * @param value dollars for one unit
     * @param day the day of the rates it was computed from
     */
    public record DollarRate(BigDecimal value, LocalDate day) {}

    /** Gathers rates. */
    public static final class Builder {
        private final Map<String, NavigableMap<LocalDate, BigDecimal>> perEuro = new HashMap<>();
        private final int maxAgeDays;
        private final RateDay rateDay;

        /**
         * Rates that convert a charge by the day that the second parameter says.
         *
         * @param maxAgeDays how many days before the wanted one a rate may be of; an older one is as good as none
         */
        public Builder(int maxAgeDays, RateDay rateDay) {
            this.maxAgeDays = maxAgeDays;
            this.rateDay = rateDay;
        }

        public Builder add(String currency, LocalDate day, BigDecimal unitsPerEuro) {
            perEuro.computeIfAbsent(currency, unused -> new TreeMap<>()).put(day, unitsPerEuro);
            return this;
        }

        public ExchangeRates build() {
            return new ExchangeRates(perEuro, maxAgeDays, rateDay);
        }
    }

    /**
     * The rate for a charge: of the last day on or before its {@link #rateDay} on which both the dollar and the currency were published
     * (DESIGN.md section 6, point 9). Empty when none was, or only so long before that the table has ended and not the market slept.
     */
    public Optional<DollarRate> dollarsFor(String currency, LocalDate chargeDay) {
        return dollarsOn(currency, rateDay.of(chargeDay));
    }

    /** Which day's rate converts a charge. */
    public RateDay rateDay() {
        return rateDay;
    }

    /** The rate of the last day on or before the given one, unless that is too long before. */
    public Optional<DollarRate> dollarsOn(String currency, LocalDate day) {
        return lastBefore(currency, day)
                .filter(found -> !found.day().plusDays(maxAgeDays).isBefore(day));
    }

    private Optional<DollarRate> lastBefore(String currency, LocalDate day) {
        NavigableMap<LocalDate, BigDecimal> dollars = perEuro.get(DOLLAR);
        if (dollars == null) {
            return Optional.empty();
        }
        Map.Entry<LocalDate, BigDecimal> dollar = dollars.floorEntry(day);
        if (currency.equals(EURO)) {
            return Optional.ofNullable(dollar).map(found -> new DollarRate(found.getValue(), found.getKey()));
        }
        NavigableMap<LocalDate, BigDecimal> units = perEuro.get(currency);
        while (dollar != null && units != null) {
            BigDecimal unit = units.get(dollar.getKey());
            if (unit != null) {
                return Optional.of(
                        new DollarRate(dollar.getValue().divide(unit, MathContext.DECIMAL128), dollar.getKey()));
            }
            dollar = dollars.lowerEntry(dollar.getKey());
        }
        return Optional.empty();
    }
}
