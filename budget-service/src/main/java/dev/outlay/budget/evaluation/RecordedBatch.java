package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.OtherCurrency;
import java.util.List;

/**
 * What became of a batch of charges. Added, restated and repeated ones need nothing more; the others go to the dead letters.
 *
 * @param conflicts positions of charges whose revision the ledger, or the batch, holds with other content
 * @param otherCurrency charges whose currency is not that of their billing profile
 * @param crossings how many crossings it recorded
 */
public record RecordedBatch(
        int added,
        int restated,
        int repeated,
        List<Integer> conflicts,
        List<OtherCurrency> otherCurrency,
        int crossings) {}
