package dev.outlay.alert.conformance;

import java.time.Duration;
import java.util.Optional;

/**
 * What has come back to one message.
 *
 * @param status     of HTTP; empty where there was no answer
 * @param reason     why there was none, for programs
 * @param text       the beginning of the answer, or why there was none, for people; not yet fit to be kept
 * @param patience   for how long the receiver asks to be left alone; empty where it does not say so, or not in a way that can be read
 */
public record Heard(Optional<Integer> status, Optional<String> reason, String text, Optional<Duration> patience) {

    /** An answer. */
    public static Heard answer(int status, Optional<Duration> patience, String text) {
        return new Heard(Optional.of(status), Optional.empty(), text, patience);
    }

    /** That there was none. */
    public static Heard nothing(String reason, String text) {
        return new Heard(Optional.empty(), Optional.of(reason), text, Optional.empty());
    }

    /** Whether the receiver asks not to be sent anything now: 429, or 503 with {@code Retry-After}. */
    boolean leaveAlone() {
        return status.filter(number -> number == 429 || (number == 503 && patience.isPresent()))
                .isPresent();
    }

    /** Whether it was taken. */
    boolean isTaken() {
        return status.filter(number -> number >= 200 && number < 300).isPresent();
    }

    /** Whether it was refused in a way that says that this message is not wanted, and no more than that. */
    boolean isRefused() {
        return status.filter(number -> number >= 400 && number < 500 && number != 410)
                .isPresent();
    }

    /** What it was, in few words. */
    String word() {
        return status.map(number -> "HTTP " + number).or(() -> reason).orElse("");
    }
}
