package dev.outlay.budget.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Which purchases come again, when, and for how much. A purchase is an appointment and no habit: it is not smoothed but repeated. One that does not say that it recurs was bought once, and is expected no
 * more.
 */
public final class RecurringPurchases {

    /** So long after it was due, what has not come has ended. */
    private static final int GRACE_DAYS = 5;

    /** Around a month, a quarter, half a year, a year: bills come on another day when the first is a Sunday. */
    private static final int TOLERANCE_DAYS = 3;

    private static final int[] MONTHS = {1, 2, 3, 6, 12};

    /**
     * A purchase that says that it recurs.
     *
     * @param what the same text for the same thing bought again
     * @param day UTC
     * @param amount in one currency; what was bought twice on a day is added up
     */
    public record Purchase(String what, LocalDate day, BigDecimal amount) {}

    /**
     * A purchase that is expected.
     *
     * @param day UTC
     */
    public record Payment(LocalDate day, BigDecimal amount) {}

    private RecurringPurchases() {}

    /**
     * What is expected to be bought again.
     *
     * @param bought in any order
     * @param complete the last day of which all is known, UTC
     * @param until the last day that is asked for, UTC
     * @return by day; each after {@code complete}
     */
    public static List<Payment> expected(List<Purchase> bought, LocalDate complete, LocalDate until) {
        Map<String, NavigableMap<LocalDate, BigDecimal>> byThing = new TreeMap<>();
        for (Purchase purchase : bought) {
            byThing.computeIfAbsent(purchase.what(), unused -> new TreeMap<>())
                    .merge(purchase.day(), purchase.amount(), BigDecimal::add);
        }
        Map<LocalDate, BigDecimal> payments = new TreeMap<>();
        byThing.values().forEach(thing -> {
            thing.values().removeIf(amount -> amount.signum() <= 0);
            repeat(thing, complete, until, payments);
        });
        return payments.entrySet().stream()
                .map(payment -> new Payment(payment.getKey(), payment.getValue()))
                .toList();
    }

    private static void repeat(
            NavigableMap<LocalDate, BigDecimal> bought,
            LocalDate complete,
            LocalDate until,
            Map<LocalDate, BigDecimal> payments) {
        if (bought.isEmpty()) {
            return;
        }
        IntFunction<LocalDate> next = rhythm(new ArrayList<>(bought.keySet()));
        BigDecimal amount = bought.lastEntry().getValue();
        if (next.apply(1).plusDays(GRACE_DAYS).isBefore(complete)) {
            return;
        }
        for (int time = 1; !next.apply(time).isAfter(until); time++) {
            LocalDate due = next.apply(time);
            LocalDate day = due.isAfter(complete) ? due : complete.plusDays(1);
            if (!day.isAfter(until)) {
                payments.merge(day, amount, BigDecimal::add);
            }
        }
    }

    /** The day of the next time, of the one after it, and so on. Of what was bought once a month is all that can be guessed. */
    private static IntFunction<LocalDate> rhythm(List<LocalDate> days) {
        LocalDate last = days.getLast();
        if (days.size() == 1) {
            return last::plusMonths;
        }
        LocalDate before = days.get(days.size() - 2);
        for (int months : MONTHS) {
            if (Math.abs(ChronoUnit.DAYS.between(before.plusMonths(months), last)) <= TOLERANCE_DAYS) {
                return time -> last.plusMonths((long) time * months);
            }
        }
        long gap = ChronoUnit.DAYS.between(before, last);
        return time -> last.plusDays(time * gap);
    }
}
