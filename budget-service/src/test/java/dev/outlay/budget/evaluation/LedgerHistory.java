package dev.outlay.budget.evaluation;

import static org.quicktheories.generators.SourceDSL.lists;

import dev.outlay.budget.evaluation.Stated.Content;
import dev.outlay.budget.evaluation.Stated.Invoice;
import dev.outlay.budget.evaluation.Stated.Kind;
import dev.outlay.budget.evaluation.Stated.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/**
 * What happens to a ledger, one step after the other. Everything shrinks to something simpler: steps to nothing, batches to empty ones, charges to usage of one
 * franc and so on.
 */
record LedgerHistory(List<Step> steps) {

    /** How a batch arrives. */
    enum Arrival {
        /** Not at all. */
        NEVER,
        IN_ONE_PIECE,
        /** Every other charge in a transaction of its own, both at once. */
        IN_TWO_HALVES_AT_ONCE,
        /** Twice at once, once backwards. */
        TWICE_AT_ONCE,
        /** As it is, and again afterwards. */
        TWICE
    }

    /**
     * A customer is put on a billing profile.
     *
     * @param to whose profile it is
     */
    record Move(String customer, Invoice to) {}

    /**
     * @param rateComes whether the missing exchange rate is imported after the batch
     * @param move a move after that; null for none
     */
    record Step(
            Arrival arrival,
            List<Stated> batch,
            boolean rateComes,
            @Nullable Move move) {
        @Override
        public String toString() {
            return "  %s%s%s%s"
                    .formatted(
                            arrival,
                            arrival == Arrival.NEVER
                                    ? ""
                                    : batch.stream().map(one -> "\n    " + one).collect(Collectors.joining()),
                            rateComes ? "\n  THE RATE COMES" : "",
                            move == null ? "" : "\n  " + move);
        }
    }

    private static final List<Instant> STARTS = List.of(
            Instant.parse("2026-11-03T00:00:00Z"),
            Instant.parse("2026-11-03T17:20:00Z"),
            Instant.parse("2026-01-31T23:59:59.999Z"),
            Instant.parse("2026-02-01T00:00:00Z"),
            Instant.parse("2024-02-29T12:00:00Z"));
    private static final Invoice[] IN_FRANCS = {Invoice.OTHER_FRANCS, Invoice.FRANCS};
    private static final int[] SCALES = {0, 2, 11, 18};
    private static final BigDecimal HUGE = new BigDecimal("98765432109876543210");
    private static final long LARGEST = 1_000_000_000_000L;

    static Gen<LedgerHistory> histories() {
        return lists().of(LedgerHistory::step).ofSizeBetween(1, 8).map(LedgerHistory::new);
    }

    private static Step step(RandomnessSource random) {
        Arrival arrival = pick(random, Arrival.values());
        boolean rateComes = below(random, 4) == 3;
        Move move = below(random, 3) == 2 ? move(random) : null;
        return new Step(
                arrival, lists().of(LedgerHistory::stated).ofSizeBetween(1, 7).generate(random), rateComes, move);
    }

    /** Mostly to where customers can be that were on another profile before: nothing is converted. */
    private static Move move(RandomnessSource random) {
        Invoice to = below(random, 3) == 2 ? pick(random, Invoice.values()) : pick(random, IN_FRANCS);
        return new Move("customer-" + (1 + below(random, 2)), to);
    }

    private static Stated stated(RandomnessSource random) {
        return new Stated(
                below(random, 5),
                below(random, 3),
                new Content(
                        pick(random, Kind.values()),
                        pick(random, Place.values()),
                        invoice(random),
                        STARTS.get(below(random, STARTS.size())),
                        amount(random),
                        below(random, 4) != 3,
                        below(random, 2) != 1));
    }

    /** Half of them in one currency: months in which a customer was billed in several do not move. */
    private static Invoice invoice(RandomnessSource random) {
        return below(random, 2) == 1 ? pick(random, IN_FRANCS) : pick(random, Invoice.values());
    }

    private static BigDecimal amount(RandomnessSource random) {
        long digits = random.next(Constraint.between(-LARGEST, LARGEST).withShrinkPoint(1));
        BigDecimal amount = BigDecimal.valueOf(digits, SCALES[below(random, SCALES.length)]);
        return below(random, 8) == 7 ? amount.add(HUGE) : amount;
    }

    private static <T> T pick(RandomnessSource random, T[] values) {
        return values[below(random, values.length)];
    }

    private static int below(RandomnessSource random, int bound) {
        return (int) random.next(Constraint.between(0, bound - 1).withShrinkPoint(0));
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
