package dev.outlay.alert.conformance;

import java.util.List;

/**
 * A case that was tried, or need not be.
 *
 * @param of       which one
 * @param messages what was sent and answered, in this order; none where nothing was
 */
public record TriedCase(ConformanceCase of, Finding finding, List<SentMessage> messages) {

    /** Copies the messages. */
    public TriedCase {
        messages = List.copyOf(messages);
    }

    /** Whether messages went and none was answered. */
    boolean isUnanswered() {
        return !messages.isEmpty()
                && messages.stream().allMatch(each -> each.status().isEmpty());
    }

    boolean says(int status) {
        return messages.stream()
                .anyMatch(
                        each -> each.status().filter(number -> number == status).isPresent());
    }
}
