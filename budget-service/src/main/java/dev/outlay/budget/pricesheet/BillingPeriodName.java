package dev.outlay.budget.pricesheet;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;

/** The name of a billing period, which is a calendar month (UTC): six digits, such as 202611. */
public final class BillingPeriodName {

    private static final int LENGTH = 6;
    private static final int YEAR = 4;
    private static final int FIRST_YEAR = 2000;

    private BillingPeriodName() {}

    public static String of(YearMonth period) {
        return String.format(Locale.ROOT, "%04d%02d", period.getYear(), period.getMonthValue());
    }

    /** The month of a name; empty for what is none. */
    public static Optional<YearMonth> read(String name) {
        if (name.length() != LENGTH || !name.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        try {
            YearMonth month =
                    YearMonth.of(Integer.parseInt(name.substring(0, YEAR)), Integer.parseInt(name.substring(YEAR)));
            return month.getYear() < FIRST_YEAR ? Optional.empty() : Optional.of(month);
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }
}
