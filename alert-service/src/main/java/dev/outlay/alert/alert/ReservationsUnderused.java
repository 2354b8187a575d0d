package dev.outlay.alert.alert;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reservations of a scope were used less than a budget of category {@code ReservationUtilization} asks; see {@code
 * reservation-utilization.v1.schema.json}.
 *
 * @param frequency    for how long nothing is told again after this
 * @param below        how many were used less than the threshold
 * @param seen         how many there are
 * @param reservations those that were used less, least first; at most {@link #MOST} of them
 */
public record ReservationsUnderused(Frequency frequency, long below, long seen, List<Reservation> reservations)
        implements Occasion {

    /** As many reservations an event lists. */
    static final int MOST = 20;

    /** How many were used less and are not among those that are listed. */
    public long more() {
        return Math.max(0, below - reservations.size());
    }

    /**
     * A reservation as it was used in the window.
     *
     * @param id          as its provider names it
     * @param utilization used of used and unused, in percent
     * @param used        amortized cost of what was used, in {@code currency}
     * @param unused      amortized cost of what nobody used, in {@code currency}
     * @param currency    in which it is billed, ISO 4217
     */
    public record Reservation(
            String id,
            Optional<String> name,
            BigDecimal utilization,
            BigDecimal used,
            BigDecimal unused,
            String currency) {

        /** What people know it by: its name, or else the last segment of its id. */
        public String shownName() {
            return name.filter(text -> !text.isBlank()).orElseGet(() -> {
                String bare = id.replaceAll("/+$", "");
                return bare.isEmpty() ? id : bare.substring(bare.lastIndexOf('/') + 1);
            });
        }
    }

    /** For how long nothing is told again. */
    public enum Frequency {
        /** A day. */
        DAILY("Daily", Period.ofDays(1)),
        /** A week. */
        WEEKLY("Weekly", Period.ofWeeks(1)),
        /** A month. */
        MONTHLY("Monthly", Period.ofMonths(1));

        /** The words in the contract. */
        static final Set<String> WORDS =
                Arrays.stream(values()).map(Frequency::word).collect(Collectors.toUnmodifiableSet());

        private final String word;
        private final Period silence;

        Frequency(String word, Period silence) {
            this.word = word;
            this.silence = silence;
        }

        /** The word in the contract. */
        public String word() {
            return word;
        }

        /** The first day on which it may be told again where it was told on this one, UTC. */
        public LocalDate after(LocalDate day) {
            return day.plus(silence);
        }

        static Frequency ofWord(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
