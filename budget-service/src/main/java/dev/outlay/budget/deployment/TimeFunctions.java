package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Functions of time, all of it in UTC. */
final class TimeFunctions {

    /** How Azure writes the time where no other way is asked for. */
    private static final String UNIVERSAL = "yyyyMMddTHHmmssZ";

    /** How Azure writes what a date and a duration lead to where no other way is asked for: 4/7/2023 2:53:14 PM. */
    private static final String GENERAL = "M/d/yyyy h:mm:ss tt";

    private static final int LONGEST_DATE = 40;

    /** What it takes to read a date that may have any of the known forms, in units of work. */
    private static final int DATE = 200;

    private static final List<DateTimeFormatter> KNOWN = List.of(
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT),
            DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.US));

    private TimeFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.between("utcNow", 0, 1, TimeFunctions::utcNow),
                Function.exactly("newGuid", 0, TimeFunctions::newGuid),
                Function.between("dateTimeAdd", 2, 3, TimeFunctions::dateTimeAdd));
    }

    private static JsonNode utcNow(Arguments call) {
        Instant now = call.surroundings().now(call.position());
        call.work().spend(DATE);
        return written(call, LocalDateTime.ofInstant(now, ZoneOffset.UTC), call.text(0, UNIVERSAL));
    }

    /** Another one each time, which is why Azure has it where it has the time: in defaults of parameters. */
    private static JsonNode newGuid(Arguments call) {
        call.surroundings().now(call.position());
        call.work().spend(DATE);
        return call.made(UUID.randomUUID().toString());
    }

    private static JsonNode dateTimeAdd(Arguments call) {
        call.work().spend(DATE);
        LocalDateTime base =
                date(call.text(0)).orElseThrow(() -> call.wrong(0, "a date, as 2026-01-31T00:00:00Z or 2026-01-31"));
        try {
            return written(call, added(base, call.text(1)), call.text(2, GENERAL));
        } catch (DateTimeException | ArithmeticException none) {
            throw call.problem(
                    "takes a duration of ISO 8601, as P1Y or -PT2H, that leads to a date between the years 1 and 9999");
        }
    }

    private static LocalDateTime added(LocalDateTime base, String duration) {
        if (duration.length() > LONGEST_DATE) {
            throw new DateTimeException("longer than any duration");
        }
        boolean negative = duration.startsWith("-");
        String plain = negative ? duration.substring(1) : duration;
        int time = plain.indexOf('T');
        String days = time < 0 ? plain : plain.substring(0, time);
        Period period = days.equals("P") && time > 0 ? Period.ZERO : Period.parse(days);
        Duration rest = time < 0 ? Duration.ZERO : Duration.parse("P" + plain.substring(time));
        LocalDateTime added =
                negative ? base.minus(period).minus(rest) : base.plus(period).plus(rest);
        if (added.getYear() < 1 || added.getYear() > 9999) {
            throw new DateTimeException("out of all bounds");
        }
        return added;
    }

    private static Optional<LocalDateTime> date(String text) {
        if (text.length() > LONGEST_DATE) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime());
        } catch (DateTimeException another) {
            return plainDate(text);
        }
    }

    private static Optional<LocalDateTime> plainDate(String text) {
        for (DateTimeFormatter form : KNOWN) {
            try {
                return Optional.of(LocalDateTime.parse(text, form));
            } catch (DateTimeException another) {
                // The next form may be its.
            }
        }
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static JsonNode written(Arguments call, LocalDateTime time, String format) {
        return call.made(DateFormat.written(time, format)
                .orElseThrow(() ->
                        call.problem("takes a format of y, M, d, H, h, m, s, f and t, and whatever stands between")));
    }
}
