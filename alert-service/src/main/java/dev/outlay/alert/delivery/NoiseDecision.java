package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.silence.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a delivery that is about to be sent is told, or muted for now. */
sealed interface NoiseDecision {

    /** The reason where somebody has said that the alert was seen. */
    String ACKNOWLEDGED = "acknowledged";

    /** The reason where a silence means it. */
    String SILENCED = "silenced";

    /** The reason where its receiver is told that the whole amount is spent. */
    String INHIBITED = "inhibited";

    /** The reasons of what is not told since its alert is over; told as soon as that is active again. */
    Set<String> OVER = Stream.of(Alert.Status.RESOLVED, Alert.Status.DISMISSED, Alert.Status.OVERRIDDEN)
            .map(NoiseDecision::word)
            .collect(Collectors.toUnmodifiableSet());

    /** It is told. */
    record Told(Claimed claimed) implements NoiseDecision {}

    /**
     * All of it is muted.
     *
     * @param apart what of a digest is muted for another reason, and becomes a delivery of its own, so that each is looked at again when its own reason is gone
     */
    record Muted(Claimed claimed, Cause cause, List<Part> apart) implements NoiseDecision {}

    /**
     * A part of a digest is muted, and the rest is told.
     *
     * @param rest  what is told
     * @param parts what is not, each of which becomes a delivery of its own
     */
    record Parted(Claimed rest, List<Part> parts) implements NoiseDecision {}

    /** An alert that a digest does not tell. */
    record Part(Claimed.Said said, Cause cause) {}

    /**
     * Why something is not told.
     *
     * @param reason  for programs
     * @param detail  for people; empty where the reason says it all
     * @param silence the silence that means it, which says when it is looked at again; empty where it is not told for good, or till its alert is active again
     */
    record Cause(String reason, String detail, Optional<Silence> silence) {
        boolean isOver() {
            return OVER.contains(reason);
        }

        static Cause of(Silence silence) {
            return new Cause(SILENCED, "", Optional.of(silence));
        }

        static Cause forGood(String reason, String detail) {
            return new Cause(reason, detail, Optional.empty());
        }
    }

    /** Kinds of deliveries that speak to recipients of alerts; what is told to the operator is muted by nobody. */
    private static boolean canBeMuted(Claimed claimed) {
        return claimed.kind().equals(DeliveryPlan.EMAIL) || claimed.kind().equals(DeliveryPlan.WEBHOOK);
    }

    /**
     * Decides. What its receiver has acknowledged is not told again. What was muted before is told while one of its alerts is
     * active and acknowledged by nobody. That a part of the amount is spent is not told where its receiver is told that the whole
     * is. A digest that was tried before may have come through, and is told as a whole or not at all: nothing is told twice under
     * one id with different words. Of what waits for its recipient only silences are asked: whether it is over, or said by another, is to be true when it goes.
     *
     * @param waiting    what of it waits for its recipient
     * @param inForce    silences that are in force, of whatever scope
     * @param isPartners whether somebody of the partner's reads at an address
     */
    static NoiseDecision of(
            Claimed claimed, WaitingDecision waiting, List<Silence> inForce, Predicate<String> isPartners) {
        if (!canBeMuted(claimed) || claimed.said().isEmpty()) {
            return new Told(claimed);
        }
        if (claimed.said().stream().allMatch(said -> said.seen() == Claimed.Seen.BY_RECEIVER)) {
            return new Muted(claimed, Cause.forGood(ACKNOWLEDGED, ""), List.of());
        }
        if (claimed.wasMuted() && claimed.said().stream().noneMatch(Claimed.Said::isOpen)) {
            return new Muted(claimed, Cause.forGood(whyOver(claimed), ""), List.of());
        }
        List<Claimed.Said> told = new ArrayList<>();
        List<Part> muted = new ArrayList<>();
        for (Claimed.Said said : claimed.said()) {
            cause(claimed, said, waiting.waits(said), inForce, isPartners)
                    .ifPresentOrElse(cause -> muted.add(new Part(said, cause)), () -> told.add(said));
        }
        if (muted.isEmpty()) {
            return new Told(claimed);
        }
        if (told.isEmpty()) {
            return ofAll(claimed, muted);
        }
        return claimed.tried() ? new Told(claimed) : new Parted(claimed.saying(told), List.copyOf(muted));
    }

    private static String whyOver(Claimed claimed) {
        return claimed.said().stream()
                .filter(said -> said.status() != Alert.Status.ACTIVE)
                .findFirst()
                .map(said -> word(said.status()))
                .orElse(ACKNOWLEDGED);
    }

    private static String word(Alert.Status status) {
        return status.word().toLowerCase(Locale.ROOT);
    }

    /**
     * What was resolved or dismissed while it waited for a time at which its recipient wants mail is not told as if it were active. What says
     * less than its receiver is told anyway is of no use later either; whatever else is meant by a silence. What a silence means is not told, so
     * that it takes nothing else away.
     */
    private static Optional<Cause> cause(
            Claimed claimed, Claimed.Said said, boolean waits, List<Silence> inForce, Predicate<String> isPartners) {
        if (waits) {
            return strongest(claimed, said.crossing(), said.partners(), inForce, isPartners)
                    .map(Cause::of);
        }
        boolean isOver = said.status() == Alert.Status.RESOLVED || said.status() == Alert.Status.DISMISSED;
        if (claimed.waited() != Claimed.Wait.NONE && isOver) {
            return Optional.of(Cause.forGood(word(said.status()), ""));
        }
        return said.exceeded().stream()
                .filter(higher -> strongest(claimed, higher.crossing(), higher.partners(), inForce, isPartners)
                        .isEmpty())
                .findFirst()
                .map(higher -> Cause.forGood(
                        INHIBITED,
                        "the receiver is told that the whole amount is reached: alert "
                                + higher.crossing().id()))
                .or(() -> strongest(claimed, said.crossing(), said.partners(), inForce, isPartners)
                        .map(Cause::of));
    }

    /**
     * Of a digest that is muted as a whole a silence counts before anything that holds for good: at its end it is looked at again. What is over leaves it, where it was not tried, and
     * is looked at again when it is active.
     */
    private static Muted ofAll(Claimed claimed, List<Part> muted) {
        Optional<Silence> silence = Silence.strongest(
                muted.stream().flatMap(part -> part.cause().silence().stream()).toList());
        List<Part> over = muted.stream().filter(part -> part.cause().isOver()).toList();
        if (silence.isEmpty()) {
            return new Muted(claimed, (over.isEmpty() ? muted : over).getFirst().cause(), List.of());
        }
        return claimed.tried() || over.isEmpty()
                ? new Muted(claimed, Cause.of(silence.get()), List.of())
                : new Muted(claimed, Cause.of(silence.get()), over);
    }

    /** The directory is asked last, and only where a customer's silence would mute somebody: it may be large. */
    private static Optional<Silence> strongest(
            Claimed claimed, Crossing crossing, boolean partners, List<Silence> inForce, Predicate<String> isPartners) {
        return Silence.strongest(inForce.stream()
                .filter(silence -> silence.means(crossing, claimed.receiver(), partners))
                .filter(silence -> silence.customer().isEmpty() || !isPartners.test(claimed.receiver()))
                .toList());
    }
}
