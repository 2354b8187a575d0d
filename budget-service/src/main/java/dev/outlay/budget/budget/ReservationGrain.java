package dev.outlay.budget.budget;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Over which days a budget of category ReservationUtilization looks at what was used: whole days, UTC (azure-rest-contract.md section 2). The code is what the database keeps. */
public enum ReservationGrain {
    LAST_7_DAYS(307, "Last7Days", 7, TellingFrequency.WEEKLY),
    LAST_30_DAYS(330, "Last30Days", 30, TellingFrequency.MONTHLY);

    private final short code;
    private final String label;
    private final int days;
    private final TellingFrequency usual;

    ReservationGrain(int code, String label, int days, TellingFrequency usual) {
        this.code = (short) code;
        this.label = label;
        this.days = days;
        this.usual = usual;
    }

    /** What the database keeps; no {@link TimeGrain} has it. */
    public short code() {
        return code;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** How often it is told where the notification does not say it: no day is told of twice. */
    public TellingFrequency usualFrequency() {
        return usual;
    }

    /** The days that are looked at when so much is known. */
    public Period until(LocalDate lastDay) {
        return new Period(lastDay.minusDays(days - 1L), lastDay.plusDays(1));
    }

    /** Finds the grain of a code; empty for those of {@link TimeGrain}. */
    public static Optional<ReservationGrain> of(int code) {
        return Arrays.stream(values()).filter(grain -> grain.code == code).findFirst();
    }

    /** Reads ARM's word in any casing. */
    static Optional<ReservationGrain> named(String label) {
        return Arrays.stream(values())
                .filter(grain -> grain.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
