package dev.outlay.sample.partner;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Real rates of the past: the European Central Bank's reference rates of the first banking day of each month, as units for one euro. Later
 * months use the last one known, as Microsoft does with a month whose rate is not out yet.
 */
final class ExchangeRates {
    private static final String TABLE = """
            2025-01-02 USD 1.0321 CHF 0.9371 SEK 11.4223 NOK 11.7173 DKK 7.4583 GBP 0.83118
            2025-02-03 USD 1.0274 CHF 0.9393 SEK 11.4810 NOK 11.7138 DKK 7.4618 GBP 0.83136
            2025-03-03 USD 1.0465 CHF 0.9428 SEK 11.1500 NOK 11.6950 DKK 7.4583 GBP 0.82530
            2025-04-01 USD 1.0788 CHF 0.9520 SEK 10.8160 NOK 11.3180 DKK 7.4616 GBP 0.83665
            2025-05-02 USD 1.1343 CHF 0.9343 SEK 10.9375 NOK 11.7585 DKK 7.4619 GBP 0.85330
            2025-06-02 USD 1.1419 CHF 0.9336 SEK 10.8535 NOK 11.5100 DKK 7.4606 GBP 0.84340
            2025-07-01 USD 1.1810 CHF 0.9324 SEK 11.1590 NOK 11.8445 DKK 7.4607 GBP 0.85880
            2025-08-01 USD 1.1404 CHF 0.9312 SEK 11.1965 NOK 11.8128 DKK 7.4629 GBP 0.86650
            2025-09-01 USD 1.1715 CHF 0.9383 SEK 11.0120 NOK 11.7315 DKK 7.4639 GBP 0.86620
            2025-10-01 USD 1.1724 CHF 0.9365 SEK 11.0355 NOK 11.6580 DKK 7.4659 GBP 0.87040
            2025-11-03 USD 1.1514 CHF 0.9298 SEK 10.9350 NOK 11.6480 DKK 7.4676 GBP 0.87650
            2025-12-01 USD 1.1646 CHF 0.9323 SEK 10.9630 NOK 11.7710 DKK 7.4687 GBP 0.87780
            2026-01-02 USD 1.1721 CHF 0.9296 SEK 10.8085 NOK 11.7985 DKK 7.4694 GBP 0.87190
            2026-02-02 USD 1.1840 CHF 0.9199 SEK 10.5935 NOK 11.4655 DKK 7.4691 GBP 0.86580
            2026-03-02 USD 1.1698 CHF 0.9117 SEK 10.7080 NOK 11.1910 DKK 7.4712 GBP 0.87390
            2026-04-01 USD 1.1605 CHF 0.9191 SEK 10.8880 NOK 11.2080 DKK 7.4726 GBP 0.87113
            """;

    private static final NavigableMap<YearMonth, Rates> BY_MONTH = read();

    private ExchangeRates() {}

    /**
     * Units of a currency for one US dollar.
     *
     * @param units scale 10, half-even
     * @param date the day of the rate
     */
    record Rate(BigDecimal units, LocalDate date) {}

    private record Rates(LocalDate date, Map<String, BigDecimal> forOneEuro) {}

    /** The rate that the charges of a month are converted with; months before the table use its first. */
    static Rate forOneDollar(String currency, YearMonth month) {
        Map.Entry<YearMonth, Rates> row = BY_MONTH.floorEntry(month);
        Rates rates = (row == null ? BY_MONTH.firstEntry() : row).getValue();
        BigDecimal units = rates.forOneEuro()
                .getOrDefault(currency, BigDecimal.ONE)
                .divide(rates.forOneEuro().getOrDefault("USD", BigDecimal.ONE), 10, RoundingMode.HALF_EVEN);
        return new Rate(units, rates.date());
    }

    private static NavigableMap<YearMonth, Rates> read() {
        NavigableMap<YearMonth, Rates> months = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.strip().split(" ");
            LocalDate date = LocalDate.parse(words[0]);
            Map<String, BigDecimal> rates = new TreeMap<>();
            for (int index = 1; index < words.length; index += 2) {
                rates.put(words[index], new BigDecimal(words[index + 1]));
            }
            months.put(YearMonth.from(date), new Rates(date, rates));
        });
        return months;
    }
}
