package dev.outlay.budget.forecast;

import dev.outlay.budget.money.MinorUnits;
import java.math.BigDecimal;

/**
 * What some days to come are expected to cost, in one currency and with its decimals.
 *
 * @param amount the mean
 * @param likely between these it is in four cases of five
 * @param nearlySure between these it is in nineteen cases of twenty
 */
public record Expected(BigDecimal amount, Interval likely, Interval nearlySure) {

    /** The quantile of the normal distribution with a tenth above it. */
    private static final double OF_80_PERCENT = 1.2816;

    /** The one with a fortieth above it. */
    private static final double OF_95_PERCENT = 1.9600;

    /** Both ends belong to it. */
    public record Interval(BigDecimal lower, BigDecimal upper) {

        private Interval plus(BigDecimal known) {
            return new Interval(lower.add(known), upper.add(known));
        }
    }

    /**
     * @param deviation the standard deviation of the error
     * @param least below which nothing is expected
     */
    static Expected of(double mean, double deviation, double least, String currency) {
        return new Expected(
                rounded(mean, currency),
                around(mean, OF_80_PERCENT * deviation, least, currency),
                around(mean, OF_95_PERCENT * deviation, least, currency));
    }

    private static Interval around(double mean, double distance, double least, String currency) {
        return new Interval(
                rounded(Math.max(least, mean - distance), currency),
                rounded(Math.max(least, mean + distance), currency));
    }

    private static BigDecimal rounded(double amount, String currency) {
        return MinorUnits.rounded(BigDecimal.valueOf(amount), currency);
    }

    /** Nothing, for sure. */
    public static Expected nothing(String currency) {
        return of(0, 0, 0, currency);
    }

    /** With an amount that is known: it moves what is expected and makes it no less sure. */
    public Expected plus(BigDecimal known) {
        return new Expected(amount.add(known), likely.plus(known), nearlySure.plus(known));
    }
}
