package dev.outlay.budget.arrival;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a source usually delivers, told from what it has delivered. Days from before its first delivery say nothing of that: they came all at once. Pure.
 *
 * @param days what arrived when, of at least the {@link #LOOKS_BACK} days before its newest one
 * @param since the first day on which something arrived
 * @param today UTC
 */
record Habit(List<ArrivedDay> days, LocalDate since, LocalDate today) {

    /** How many days back is looked: a source that comes once a month has come four times then. */
    static final int LOOKS_BACK = 124;

    /** A day that is so old is taken to be complete. */
    static final int SETTLED = 10;

    /** Of fewer settled days nothing is said. */
    static final int FEWEST_DAYS = 7;

    /** Of fewer days with deliveries nothing is said about how long it is usually silent. */
    static final int FEWEST_DELIVERIES = 4;

    private static final int DECIMALS = 4;

    /** The median share of a day's charges that there was when the day was 0, 1, 2 … {@link #SETTLED} days old, to four decimals, half to even; empty while too little is known. */
    List<BigDecimal> completeness() {
        Map<LocalDate, List<ArrivedDay>> settled = days.stream()
                .filter(arrived -> arrived.charges() > 0)
                .filter(arrived ->
                        !arrived.day().isBefore(since) && !arrived.day().isAfter(today.minusDays(SETTLED)))
                .collect(Collectors.groupingBy(ArrivedDay::day));
        if (settled.size() < FEWEST_DAYS) {
            return List.of();
        }
        List<BigDecimal> usual = new ArrayList<>();
        for (int age = 0; age <= SETTLED; age++) {
            int until = age;
            usual.add(median(settled.values().stream()
                    .map(day -> share(day, until))
                    .sorted()
                    .toList()));
        }
        return usual;
    }

    private static BigDecimal share(List<ArrivedDay> day, int age) {
        long all = day.stream().mapToLong(ArrivedDay::charges).sum();
        long there = day.stream()
                .filter(arrived -> arrived.age() <= age)
                .mapToLong(ArrivedDay::charges)
                .sum();
        return BigDecimal.valueOf(there).divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal median(List<BigDecimal> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1)
                        .add(sorted.get(middle))
                        .divide(BigDecimal.TWO, DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** How old the newest day is when another one ends, or today goes on. */
    static long age(LocalDate newestDay, LocalDate at) {
        return Math.max(0, ChronoUnit.DAYS.between(newestDay, at));
    }

    /** The oldest that the newest day was at the end of any day before that of the last delivery, in days; empty while too little is known. What is silent now does not count, or it could never be too long. */
    Optional<Long> longestAge() {
        NavigableMap<LocalDate, LocalDate> newest = new TreeMap<>();
        days.stream()
                .filter(arrived -> arrived.charges() > 0)
                .forEach(arrived -> newest.merge(
                        arrived.recordedOn(), arrived.newestDay(), (one, other) -> one.isAfter(other) ? one : other));
        if (newest.size() < FEWEST_DELIVERIES) {
            return Optional.empty();
        }
        long longest = 0;
        LocalDate known = newest.firstEntry().getValue();
        for (LocalDate at = newest.firstKey(); at.isBefore(newest.lastKey()); at = at.plusDays(1)) {
            LocalDate arrived = newest.get(at);
            known = arrived != null && arrived.isAfter(known) ? arrived : known;
            longest = Math.max(longest, age(known, at));
        }
        return Optional.of(longest);
    }

    /** Whether the newest day is older than it ever was, and that for a whole day: what comes once a day need not have come today. */
    boolean isLate(LocalDate newestDay) {
        return longestAge()
                .filter(longest -> age(newestDay, today.minusDays(1)) > longest)
                .isPresent();
    }
}
