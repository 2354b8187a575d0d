package dev.outlay.budget.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Something that the service works with, as the last look found it. */
final class Part {

    /**
     * What is wrong.
     *
     * @param what with the part's name, without a full stop
     * @param since when it was first found not to be well
     */
    record Trouble(String what, Instant since) {}

    private final String name;
    private final String meanwhile;
    private volatile @Nullable Trouble trouble;

    /**
     * @param meanwhile what the service does while the part is not well
     * @param began the part counts as not well from here on, until it was looked at
     */
    Part(String name, String meanwhile, Instant began) {
        this.name = name;
        this.meanwhile = meanwhile;
        this.trouble = new Trouble(name + " was not asked yet", began);
    }

    String name() {
        return name;
    }

    void isWell() {
        trouble = null;
    }

    /** A part that goes from one trouble to another is not well since the first. */
    void isNotWell(String what, Instant now) {
        Trouble known = trouble;
        trouble = new Trouble(what, known == null ? now : known.since());
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    /** All there is to say, in a sentence of its own. */
    String sentence() {
        Trouble known = trouble;
        return known == null
                ? name + " is well."
                : "%s, since %s: %s.".formatted(known.what(), known.since().truncatedTo(ChronoUnit.SECONDS), meanwhile);
    }
}
