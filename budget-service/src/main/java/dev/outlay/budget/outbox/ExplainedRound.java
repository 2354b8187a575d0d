package dev.outlay.budget.outbox;

import dev.outlay.budget.outbox.Explainer.Unexplained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Messages that are sent at once, in their order, as far as they are explained. It is over once all were asked about or its time is, whichever comes first; what is said after that changes nothing.
 */
final class ExplainedRound {

    /** One that could be explained, and its place. */
    record Asked(int at, OutboxMessage message, Unexplained unexplained) {}

    private final List<OutboxMessage> messages;
    private final List<Asked> asked;
    private final Consumer<List<OutboxMessage>> over;
    private final long until;
    private int settled;
    private boolean isOver;

    /**
     * @param messages all of them
     * @param asked some of them
     * @param within how long after now it is over
     * @param over hears once how the messages are then
     */
    ExplainedRound(
            List<OutboxMessage> messages, List<Asked> asked, Duration within, Consumer<List<OutboxMessage>> over) {
        this.messages = new ArrayList<>(messages);
        this.asked = List.copyOf(asked);
        this.over = over;
        this.until = System.nanoTime() + within.toNanos();
    }

    List<Asked> asked() {
        return asked;
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /** How much of its time is left; below zero where none is. */
    Duration left() {
        return Duration.ofNanos(until - System.nanoTime());
    }

    /**
     * One was asked about, and nothing is said of it.
     *
     * @return false where it is over
     */
    synchronized boolean settle() {
        if (isOver) {
            return false;
        }
        settled++;
        return true;
    }

    /**
     * One was explained.
     *
     * @return false where it is over
     */
    synchronized boolean settle(Asked one, OutboxMessage explained) {
        if (!settle()) {
            return false;
        }
        messages.set(one.at(), explained);
        return true;
    }

    /**
     * Ends it, and says how the messages are.
     *
     * @return how many that were to be asked about were not; 0 where it was over
     */
    int end() {
        int unasked;
        List<OutboxMessage> outcome;
        synchronized (this) {
            if (isOver) {
                return 0;
            }
            isOver = true;
            unasked = asked.size() - settled;
            outcome = List.copyOf(messages);
        }
        over.accept(outcome);
        return unasked;
    }
}
