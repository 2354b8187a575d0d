package dev.outlay.alert.conformance;

import java.util.Optional;

/**
 * What has come back to one message.
 *
 * @param status     of HTTP; empty where there was no answer
 * @param reason     why there was none, for programs
 * @param text       the beginning of the answer, or why there was none, for people; not yet fit to be kept
 * @param leaveAlone whether the receiver asks not to be sent anything now: 429, or 503 with {@code Retry-After}
 */
public record Heard(Optional<Integer> status, Optional<String> reason, String text, boolean leaveAlone) {

    /** An answer. */
    public static Heard answer(int status, boolean saysWhen, String text) {
        return new Heard(Optional.of(status), Optional.empty(), text, status == 429 || (status == 503 && saysWhen));
    }

    /** That there was none. */
    public static Heard nothing(String reason, String text) {
        return new Heard(Optional.empty(), Optional.of(reason), text, false);
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
