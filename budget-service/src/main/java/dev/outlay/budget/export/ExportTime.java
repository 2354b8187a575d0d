package dev.outlay.budget.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the times of exports: ISO 8601, in UTC where no offset is said, also a day alone. */
final class ExportTime {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9000;

    private ExportTime() {}

    /** The moment; null for what is none, and for years that nobody means. The year is that of UTC, in which it is kept: what is kept is read again. */
    static @Nullable Instant read(String text) {
        try {
            OffsetDateTime time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : withOffset(text);
            Instant kept = time.toInstant();
            int year = kept.atOffset(ZoneOffset.UTC).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR ? null : kept;
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static OffsetDateTime withOffset(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException withoutOffset) {
            return LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        }
    }
}
