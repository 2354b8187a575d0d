package dev.outlay.alert.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970, UTC: the form in which native queries take and give them. */
public final class Instants {

    /** Later than anything that is kept or asked for: a year has four digits. */
    public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Instants() {}

    /** Microseconds since 1970; finer parts are cut off, as PostgreSQL would. */
    public static long toMicros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** The instant of that many microseconds since 1970. */
    public static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
