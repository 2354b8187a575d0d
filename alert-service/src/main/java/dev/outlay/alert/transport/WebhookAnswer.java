package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What an HTTP status means: 2xx alone is success, 410 says that nobody will ever listen there again, everything else may be
 * mended at the other end and is tried again. A redirect is not followed. Source: Standard Webhooks; peers.md section 3.
 */
final class WebhookAnswer {

    private static final Duration MOST_PATIENCE = Duration.ofDays(2);

    private WebhookAnswer() {}

    /** Reads an answer; {@code now} is for a {@code Retry-After} that names a date. */
    static Outcome outcome(int status, Optional<String> retryAfter, String body, Instant now) {
        if (status >= 200 && status < 300) {
            return new Outcome.Accepted();
        }
        String detail = "HTTP " + status + (body.isBlank() ? "" : ": " + body);
        if (status == 410) {
            return new Outcome.Refused("gone", detail);
        }
        return new Outcome.TryLater(reason(status), detail, retryAfter.flatMap(text -> patience(text, now)));
    }

    private static String reason(int status) {
        if (status >= 300 && status < 400) {
            return "redirect";
        }
        return status == 429 ? "throttled" : status >= 500 ? "server-error" : "client-error";
    }

    /** For how long {@code Retry-After} asks to be left alone; empty where it cannot be read, or names what is past. */
    static Optional<Duration> patience(String text, Instant now) {
        String stripped = text.strip();
        if (stripped.matches("[0-9]{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(stripped))));
        }
        try {
            Instant then = ZonedDateTime.parse(stripped, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isAfter(now) ? Optional.of(bounded(Duration.between(now, then))) : Optional.empty();
        } catch (DateTimeException notDate) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wish) {
        return wish.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : wish;
    }
}
