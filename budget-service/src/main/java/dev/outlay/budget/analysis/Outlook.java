package dev.outlay.budget.analysis;

import dev.outlay.budget.forecast.Expected;
import dev.outlay.budget.forecast.Forecast;
import dev.outlay.budget.forecast.RecurringPurchases.Payment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the days to come of one spend, in one currency.
 *
 * @param usage empty for too little history, or none
 * @param isUsed whether there was any usage
 * @param payments that are expected, by day
 * @param already what usage of days that are not complete has cost
 * @param currency ISO 4217
 */
public record Outlook(
        Optional<Forecast> usage,
        boolean isUsed,
        List<Payment> payments,
        Map<LocalDate, BigDecimal> already,
        String currency) {

    public Outlook {
        payments = List.copyOf(payments);
        already = Map.copyOf(already);
    }

    /** The same with what days have cost meanwhile. */
    Outlook after(Map<LocalDate, BigDecimal> spent) {
        return new Outlook(usage, isUsed, payments, spent, currency);
    }

    /** Whether there is enough to forecast from: of what is bought alone the payments are all there is to know. */
    public boolean isKnown() {
        return usage.isPresent() || (!isUsed && !payments.isEmpty());
    }

    /**
     * What is still to come of some days.
     *
     * @param first not a day that is complete
     */
    public Expected rest(LocalDate first, LocalDate last) {
        BigDecimal paid = payments.stream()
                .filter(payment ->
                        !payment.day().isBefore(first) && !payment.day().isAfter(last))
                .map(Payment::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return usage.map(forecast -> forecast.rest(first, last, already))
                .orElseGet(() -> Expected.nothing(currency))
                .plus(paid);
    }
}
