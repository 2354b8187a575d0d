package dev.outlay.sample;

/** The sample cannot be brought in; the message says what was asked and what was answered. */
final class SampleFailure extends RuntimeException {
    SampleFailure(String message) {
        super(message);
    }
}
