package dev.outlay.budget.pricesheet;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads from when or until when a price holds. */
final class EffectiveTime {

    private static final int LONGEST = 40;
    private static final DateTimeFormatter AMERICAN =
            DateTimeFormatter.ofPattern("M/d/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private EffectiveTime() {}

    /**
     * A day as year-month-day or month/day/year, or a time as ISO 8601, in UTC where it says no offset. To the microsecond, cut off: the last tenth of one before midnight is still that day.
     *
     * @return empty for anything else, and for years before 1900 or after 9999
     */
    static Optional<Instant> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Instant time = text.indexOf('/') >= 0
                    ? LocalDate.parse(text, AMERICAN).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : iso(text);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            return year < 1900 || year > 9999 ? Optional.empty() : Optional.of(time.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant iso(String text) {
        int at = text.indexOf('T');
        if (at < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String time = text.substring(at);
        boolean hasOffset = time.endsWith("Z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
