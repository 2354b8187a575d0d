package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.recipient.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether a mail that is about to be sent may go now, as far as its recipient wishes. */
sealed interface WaitingDecision {

    /** The reason where it is quiet. */
    String QUIET = "quiet-hours";

    /** The reason where its recipient wants a digest. */
    String DIGEST = "digest";

    /** It goes now. */
    record Now(Claimed claimed) implements WaitingDecision {}

    /**
     * All of it waits under its own id: it was tried before and may have come through, and nothing is told twice under one id with
     * different words.
     */
    record Alone(Claimed claimed, Instant until) implements WaitingDecision {}

    /**
     * Alerts wait with whatever else waits for the recipient in the same price view.
     *
     * @param rest  what goes now; it says nothing where all wait
     * @param later what waits
     * @param until when it is told
     * @param quiet whether that is the end of quiet hours, and not the time of a digest alone
     */
    record Together(Claimed rest, List<Claimed.Said> later, Instant until, boolean quiet) implements WaitingDecision {}

    /** Whether an alert of it waits. */
    default boolean waits(Claimed.Said said) {
        return switch (this) {
            case Now ignored -> false;
            case Alone ignored -> true;
            case Together some ->
                some.later().stream()
                        .anyMatch(each ->
                                each.crossing().id().equals(said.crossing().id()));
        };
    }

    /** Decides for a mail. A test goes at once: whoever asked for it wants to see it come. */
    static WaitingDecision of(Claimed claimed, Wishes wishes, Instant now) {
        if (claimed.said().isEmpty() || claimed.crossings().stream().anyMatch(Crossing::isTest)) {
            return new Now(claimed);
        }
        boolean tried = claimed.tried();
        Instant until = wishes.mayGoAt(now, claimed.waited() == Claimed.Wait.PAST || tried);
        if (!until.isAfter(now)) {
            return new Now(claimed);
        }
        List<Claimed.Said> urgent = new ArrayList<>();
        List<Claimed.Said> later = new ArrayList<>();
        for (Claimed.Said said : claimed.said()) {
            boolean tells = wishes.exceeded() == Wishes.Exceeded.TELL && RetryPolicy.isExceeded(said.crossing());
            (tells ? urgent : later).add(said);
        }
        if (later.isEmpty() || (tried && !urgent.isEmpty())) {
            return new Now(claimed);
        }
        return tried
                ? new Alone(claimed, until)
                : new Together(
                        claimed.saying(List.copyOf(urgent)),
                        List.copyOf(later),
                        until,
                        wishes.quietUntil(now).isPresent());
    }
}
