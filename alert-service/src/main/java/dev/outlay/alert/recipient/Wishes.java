package dev.outlay.alert.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When a recipient wants mail. Times are of the wall clock in the zone.
 *
 * @param digest     how often, outside of quiet hours
 * @param dailyAt    when, where it is daily
 * @param quietHours in none of which there is mail; together they leave time in every week
 * @param exceeded   what becomes meanwhile of a mail that a whole amount is spent
 */
public record Wishes(ZoneId zone, Digest digest, LocalTime dailyAt, List<QuietHours> quietHours, Exceeded exceeded) {

    /** Ends of quiet hours that are looked at, one after the other: more than any two weeks have. */
    private static final int MOST_ENDS = 1000;

    /** How often a recipient is told. */
    public enum Digest {
        /** Whenever there is something. */
        AT_ONCE("AtOnce"),
        /** At each full hour, all together. */
        HOURLY("Hourly"),
        /** Once a day, all together. */
        DAILY("Daily");

        private final String word;

        Digest(String word) {
            this.word = word;
        }

        /** The word of the API. */
        public String word() {
            return word;
        }

        static Optional<Digest> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }
    }

    /** What becomes of a mail that a whole amount is spent, or more. */
    public enum Exceeded {
        /** It waits like any other. */
        WAIT("wait"),
        /** It is told at once. */
        TELL("tell");

        private final String word;

        Exceeded(String word) {
            this.word = word;
        }

        /** The word of the API. */
        public String word() {
            return word;
        }

        static Optional<Exceeded> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }
    }

    /**
     * When a mail that is ready now may go; now, where it need not wait.
     *
     * @param waited whether it has waited for its digest already, so that only quiet hours can make it wait longer
     */
    public Instant mayGoAt(Instant now, boolean waited) {
        Instant ready = waited ? now : nextDigest(now);
        return quietUntil(ready).orElse(ready);
    }

    private Instant nextDigest(Instant now) {
        return switch (digest) {
            case AT_ONCE -> now;
            case HOURLY -> {
                ZonedDateTime shown = now.atZone(zone);
                Instant next = shown.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
                // Where clocks are put back by half an hour, the full hour after the last one may be past.
                yield next.isAfter(now) ? next : next.plus(1, ChronoUnit.HOURS);
            }
            case DAILY -> {
                LocalDate today = LocalDate.ofInstant(now, zone);
                Instant moment = daily(today);
                yield moment.isAfter(now) ? moment : daily(today.plusDays(1));
            }
        };
    }

    private Instant daily(LocalDate day) {
        return QuietHours.first(day.atTime(dailyAt), zone.getRules());
    }

    /** The end of the quiet hours around a moment, those included that begin before others are over; empty where it is not quiet. */
    public Optional<Instant> quietUntil(Instant moment) {
        Instant end = moment;
        for (int ends = 0; ends < MOST_ENDS; ends++) {
            Instant reached = end;
            Optional<Instant> next = quietHours.stream()
                    .flatMap(each -> each.endAround(reached, zone).stream())
                    .max(Instant::compareTo);
            if (next.isEmpty()) {
                break;
            }
            end = next.get();
        }
        return end.isAfter(moment) ? Optional.of(end) : Optional.empty();
    }
}
