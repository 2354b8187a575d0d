package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.silence.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a delivery that is about to be sent is told, or muted for now. */
sealed interface NoiseDecision {

    /** The reason where somebody has said that the alert was seen. */
    String ACKNOWLEDGED = "acknowledged";

    /** The reason where a silence means it. */
    String SILENCED = "silenced";

    /** The reason where its receiver is told that the whole amount is spent. */
    String INHIBITED = "inhibited";

    /** It is told. */
    record Told(Claimed claimed) implements NoiseDecision {}

    /** All of it is muted. */
    record Muted(Claimed claimed, Cause cause) implements NoiseDecision {}

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
     * @param silence the silence that means it, which says when it is looked at again; empty where it is not told for good
     */
    record Cause(String reason, String detail, Optional<Silence> silence) {
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
     * one id with different words.
     *
     * @param inForce    silences that are in force, of whatever scope
     * @param isPartners whether somebody of the partner's reads at an address
     */
    static NoiseDecision of(Claimed claimed, List<Silence> inForce, Predicate<String> isPartners) {
        if (!canBeMuted(claimed) || claimed.said().isEmpty()) {
            return new Told(claimed);
        }
        if (claimed.said().stream().allMatch(said -> said.seen() == Claimed.Seen.BY_RECEIVER)) {
            return new Muted(claimed, Cause.forGood(ACKNOWLEDGED, ""));
        }
        if (claimed.wasMuted() && claimed.said().stream().noneMatch(Claimed.Said::isOpen)) {
            return new Muted(claimed, Cause.forGood(whyOver(claimed), ""));
        }
        List<Claimed.Said> told = new ArrayList<>();
        List<Part> muted = new ArrayList<>();
        for (Claimed.Said said : claimed.said()) {
            cause(claimed, said, inForce, isPartners)
                    .ifPresentOrElse(cause -> muted.add(new Part(said, cause)), () -> told.add(said));
        }
        if (muted.isEmpty()) {
            return new Told(claimed);
        }
        if (told.isEmpty()) {
            return new Muted(claimed, ofAll(muted));
        }
        return claimed.attempt() > 1 ? new Told(claimed) : new Parted(claimed.saying(told), List.copyOf(muted));
    }

    private static String whyOver(Claimed claimed) {
        Claimed.Said first = claimed.said().getFirst();
        return first.status() == Alert.Status.ACTIVE
                ? ACKNOWLEDGED
                : first.status().word().toLowerCase(Locale.ROOT);
    }

    /**
     * What says less than its receiver is told anyway is of no use later either; whatever else is meant by a silence. What a silence
     * means is not told, so that it takes nothing else away.
     */
    private static Optional<Cause> cause(
            Claimed claimed, Claimed.Said said, List<Silence> inForce, Predicate<String> isPartners) {
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

    /** Of a digest that is muted as a whole a silence counts before anything that holds for good: at its end it is looked at again. */
    private static Cause ofAll(List<Part> muted) {
        return Silence.strongest(muted.stream()
                        .flatMap(part -> part.cause().silence().stream())
                        .toList())
                .map(Cause::of)
                .orElseGet(() -> muted.getFirst().cause());
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
