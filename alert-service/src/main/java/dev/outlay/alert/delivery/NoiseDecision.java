package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Alert;
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

    /** It is told. */
    record Told(Claimed claimed) implements NoiseDecision {}

    /** All of it is muted by one silence. */
    record Muted(Claimed claimed, Silence by) implements NoiseDecision {}

    /**
     * A part of a digest is muted, and the rest is told.
     *
     * @param rest  what is told
     * @param parts what is not, each of which becomes a delivery of its own
     */
    record Parted(Claimed rest, List<Part> parts) implements NoiseDecision {}

    /** What would be told again, or a silence has kept back, concerns nobody any more; {@code reason} says why. */
    record Over(Claimed claimed, String reason) implements NoiseDecision {}

    /** An alert that a digest does not tell because of a silence. */
    record Part(Claimed.Said said, Silence by) {}

    /** Kinds of deliveries that speak to recipients of alerts; what is told to the operator is muted by nobody. */
    private static boolean canBeMuted(Claimed claimed) {
        return claimed.kind().equals(DeliveryPlan.EMAIL) || claimed.kind().equals(DeliveryPlan.WEBHOOK);
    }

    /**
     * Decides. What its receiver has acknowledged is not told again. What was muted before is told while one of its alerts is active and
     * acknowledged by nobody. A digest that was tried before may have come
     * through, and is told as a whole or not at all: nothing is told twice under one id with different words.
     *
     * @param inForce     silences that are in force, of whatever scope
     * @param isPartners  whether somebody of the partner's reads at an address
     */
    static NoiseDecision of(Claimed claimed, List<Silence> inForce, Predicate<String> isPartners) {
        if (!canBeMuted(claimed) || claimed.said().isEmpty()) {
            return new Told(claimed);
        }
        if (claimed.said().stream().allMatch(said -> said.seen() == Claimed.Seen.BY_RECEIVER)) {
            return new Over(claimed, ACKNOWLEDGED);
        }
        if (claimed.wasMuted() && claimed.said().stream().noneMatch(Claimed.Said::isOpen)) {
            return new Over(claimed, whyOver(claimed));
        }
        List<Claimed.Said> told = new ArrayList<>();
        List<Part> muted = new ArrayList<>();
        for (Claimed.Said said : claimed.said()) {
            strongest(claimed, said, inForce, isPartners)
                    .ifPresentOrElse(silence -> muted.add(new Part(said, silence)), () -> told.add(said));
        }
        if (muted.isEmpty()) {
            return new Told(claimed);
        }
        if (told.isEmpty()) {
            return new Muted(
                    claimed,
                    Silence.strongest(muted.stream().map(Part::by).toList()).orElseThrow());
        }
        return claimed.attempt() > 1 ? new Told(claimed) : new Parted(claimed.saying(told), List.copyOf(muted));
    }

    private static String whyOver(Claimed claimed) {
        Claimed.Said first = claimed.said().getFirst();
        return first.status() == Alert.Status.ACTIVE
                ? ACKNOWLEDGED
                : first.status().word().toLowerCase(Locale.ROOT);
    }

    private static Optional<Silence> strongest(
            Claimed claimed, Claimed.Said said, List<Silence> inForce, Predicate<String> isPartners) {
        return Silence.strongest(inForce.stream()
                .filter(silence -> silence.means(
                        said.crossing(),
                        claimed.receiver(),
                        said.partners() || (silence.customer().isPresent() && isPartners.test(claimed.receiver()))))
                .toList());
    }
}
