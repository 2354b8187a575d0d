package dev.outlay.ingest.charge;

import static dev.outlay.ingest.charge.ProblemCode.INVALID_REVISION;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TEXT;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TIMESTAMP;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_VALUE;
import static dev.outlay.ingest.charge.ProblemCode.MISSING_FIELD;
import static dev.outlay.ingest.charge.ProblemCode.TEXT_TOO_LONG;
import static dev.outlay.ingest.charge.ProblemCode.UNSUPPORTED_DATA;
import static dev.outlay.ingest.charge.ProblemCode.UNSUPPORTED_TYPE;
import static dev.outlay.ingest.charge.ProblemCode.UNSUPPORTED_VERSION;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes of a charge, as texts, and their rules.
 *
 * @param specversion must be 1.0
 * @param datacontenttype JSON where it is given
 */
public record Attributes(
        @Nullable String specversion,
        @Nullable String type,
        @Nullable String id,
        @Nullable String source,
        @Nullable String time,
        @Nullable String datacontenttype,
        @Nullable String revision,
        @Nullable String alerts) {

    /** The only type of event that is taken. */
    public static final String TYPE = "dev.outlay.charge.v1";

    private static final int MAX_ID_BYTES = 512;
    private static final int MAX_REVISION_DIGITS = 10;

    /** Attributes that are right by themselves, for a row of a file; identity and alerts come with the import. */
    public static Attributes ofRow() {
        return new Attributes("1.0", TYPE, "row", "file", null, null, null, null);
    }

    void check(Consumer<Problem> problems) {
        requireEqual("specversion", specversion, "1.0", UNSUPPORTED_VERSION, problems);
        requireEqual("type", type, TYPE, UNSUPPORTED_TYPE, problems);
        checkIdentifier("id", id, problems);
        checkIdentifier("source", source, problems);
        if (time != null && Timestamps.parse(time) == null) {
            problems.accept(new Problem(INVALID_TIMESTAMP, "/time", "time is not an ISO 8601 timestamp with a zone."));
        }
        if (datacontenttype != null && !isJson(datacontenttype)) {
            problems.accept(new Problem(
                    UNSUPPORTED_DATA, "/datacontenttype", "The data of a charge are application/json, in UTF-8."));
        }
        if (revision != null && revisionNumber() < 0) {
            problems.accept(new Problem(
                    INVALID_REVISION, "/revision", "revision is not an integer from 0 to " + Integer.MAX_VALUE + "."));
        }
        if (alerts != null && AlertsMode.of(alerts) == null) {
            problems.accept(new Problem(INVALID_VALUE, "/alerts", "alerts is none of tell, digest, record."));
        }
    }

    /** The revision, 0 where none is given, or -1 where it is none. */
    int revisionNumber() {
        if (revision == null) {
            return 0;
        }
        int length = revision.length();
        if (length == 0 || length > MAX_REVISION_DIGITS || !Decimals.allDigits(revision)) {
            return -1;
        }
        long number = Long.parseLong(revision);
        return number > Integer.MAX_VALUE ? -1 : (int) number;
    }

    /** The time as it is published, or null where none is given or it is none. */
    @Nullable
    String canonicalTime() {
        Instant instant = time == null ? null : Timestamps.parse(time);
        return time == null || instant == null ? null : Timestamps.canonical(time, instant);
    }

    @Nullable
    AlertsMode alertsMode() {
        return alerts == null ? null : AlertsMode.of(alerts);
    }

    /** Whether a media type is JSON in UTF-8. */
    public static boolean isJson(String mediaType) {
        String[] parts = mediaType.toLowerCase(Locale.ROOT).split(";", -1);
        String bare = parts[0].strip();
        for (int at = 1; at < parts.length; at++) {
            String parameter = parts[at].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return bare.equals("application/json") || bare.equals("text/json") || bare.endsWith("+json");
    }

    private static void requireEqual(
            String name, @Nullable String value, String expected, ProblemCode code, Consumer<Problem> problems) {
        if (value == null) {
            problems.accept(new Problem(MISSING_FIELD, "/" + name, name + " is required; it is " + expected + "."));
        } else if (!value.equals(expected)) {
            problems.accept(new Problem(
                    code, "/" + name, name + " must be " + expected + ", not '" + Texts.shown(value) + "'."));
        }
    }

    private static void checkIdentifier(String name, @Nullable String value, Consumer<Problem> problems) {
        String path = "/" + name;
        if (value == null || Texts.blank(value)) {
            problems.accept(new Problem(MISSING_FIELD, path, name + " is required and must not be blank."));
        } else if (Texts.isLongerThan(value, MAX_ID_BYTES)) {
            problems.accept(
                    new Problem(TEXT_TOO_LONG, path, name + " is longer than " + MAX_ID_BYTES + " bytes of UTF-8."));
        } else if (!Texts.storable(value)) {
            problems.accept(new Problem(INVALID_TEXT, path, name + " holds U+0000 or half a surrogate pair."));
        }
    }
}
