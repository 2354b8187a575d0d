package dev.outlay.bench.forecast;

import dev.outlay.sample.partner.ChargeEvent;
import dev.outlay.sample.partner.Charges;
import dev.outlay.sample.partner.Partner;
import dev.outlay.sample.partner.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The usage of the sample partner by customer and service, as billed. */
final class SampleSeries {

    private static final String FIRST_CUSTOMER = "00000000-0000-4000-8000-000000000001";

    private SampleSeries() {}

    /**
     * Thirteen months up to a day.
     *
     * @param seed what the partner follows from
     */
    static List<Series> of(long seed, LocalDate until) {
        Charges charges = new Charges(Partner.of(new Seed(seed), FIRST_CUSTOMER));
        Map<String, Series> series = new TreeMap<>();
        for (LocalDate day = Charges.firstDay(until); !day.isAfter(until); day = day.plusDays(1)) {
            for (ChargeEvent charge : charges.of(day)) {
                if ("Usage".equals(charge.data().get("ChargeCategory"))) {
                    add(series, day, charge.data());
                }
            }
        }
        return List.copyOf(series.values());
    }

    private static void add(Map<String, Series> series, LocalDate day, Map<String, Object> charge) {
        String currency = String.valueOf(charge.get("BillingCurrency"));
        String name = charge.get("x_CustomerName") + ", " + charge.get("ServiceName") + ", " + currency;
        NavigableMap<LocalDate, BigDecimal> days = series.computeIfAbsent(
                        name, unused -> new Series(name, currency, new TreeMap<>()))
                .days();
        days.merge(day, (BigDecimal) charge.get("BilledCost"), BigDecimal::add);
    }
}
