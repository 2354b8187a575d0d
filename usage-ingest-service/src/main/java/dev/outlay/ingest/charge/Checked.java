package dev.outlay.ingest.charge;

import java.util.List;

/** What the rules say about one item. */
public sealed interface Checked {
    /** Every rule holds. */
    record Accepted(Charge charge) implements Checked {}

    /** At least one rule does not hold; all of them are named. */
    record Rejected(List<Problem> problems) implements Checked {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
