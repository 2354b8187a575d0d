package dev.outlay.budget.stream;

import dev.outlay.budget.ledger.Charge;
import java.util.List;

/** A record as read: a charge, or all that is wrong with it. */
sealed interface ReadCharge {

    record Good(Charge charge) implements ReadCharge {}

    record Bad(String code, List<ChargeProblem> problems) implements ReadCharge {}
}
