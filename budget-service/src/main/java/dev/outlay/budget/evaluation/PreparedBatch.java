package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.ledger.OtherCurrency;
import dev.outlay.budget.ledger.RecordedRows;
import dev.outlay.budget.ledger.Restatement;
import dev.outlay.budget.ledger.Telling;
import dev.outlay.budget.money.DollarValue;
import dev.outlay.budget.money.ExchangeRates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch as ledger rows: one statement a charge, its description interned, its dollars found. Pure.
 *
 * @param statements at most one a charge, in the order of their keys
 * @param foldedConflicts statements that contradict another of the batch
 * @param repeated how many said what another of the batch said, or less
 * @param otherCurrency charges that were refused because of their currency
 * @param oldestAccepted when the first of them was accepted; null when unknown
 */
record PreparedBatch(
        List<Restatement.Statement> statements,
        List<Restatement.Statement> foldedConflicts,
        int repeated,
        List<OtherCurrency> otherCurrency,
        @Nullable Instant oldestAccepted) {

    /** @param terms what was stated of a charge's customer when the charges were interned */
    static PreparedBatch of(
            List<Charge> charges,
            Descriptions.Interned interned,
            ExchangeRates rates,
            Function<Charge, CustomerTerms> terms) {
        List<Restatement.Statement> statements = new ArrayList<>(charges.size());
        List<OtherCurrency> otherCurrency = new ArrayList<>();
        Instant oldest = null;
        for (int position = 0; position < charges.size(); position++) {
            Charge charge = charges.get(position);
            DimensionSet set = interned.sets().get(position);
            if (set == null) {
                otherCurrency.add(OtherCurrency.of(position, charge, terms.apply(charge)));
                continue;
            }
            Integer source = interned.sources().get(charge.source());
            if (source == null) {
                throw new IllegalStateException("the source '" + charge.source() + "' was not interned");
            }
            statements.add(new Restatement.Statement(
                    row(charge, set, source, rates),
                    new Telling(charge.alerts(), charge.imported(), charge.traceparent()),
                    position));
            Instant accepted = charge.acceptedAt();
            if (accepted != null && (oldest == null || accepted.isBefore(oldest))) {
                oldest = accepted;
            }
        }
        Restatement.Folded folded = Restatement.fold(statements);
        return new PreparedBatch(folded.statements(), folded.conflicts(), folded.repeated(), otherCurrency, oldest);
    }

    private static LedgerRow row(Charge charge, DimensionSet set, int source, ExchangeRates rates) {
        DollarValue dollars = DollarValue.of(
                charge.currency(),
                LocalDate.ofInstant(charge.start(), ZoneOffset.UTC),
                charge.billed(),
                charge.effective(),
                charge.billedInUsd(),
                charge.effectiveInUsd(),
                charge.ownRate(),
                charge.ownRateDay(),
                rates);
        return new LedgerRow(
                new ChargeKey(set.places().account(), source, charge.id()),
                charge.revision(),
                charge.content(),
                set,
                charge.start(),
                charge.end(),
                charge.billed(),
                charge.effective(),
                charge.list(),
                dollars,
                charge.quantity(),
                charge.unitPrice(),
                0);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    RecordedBatch nothingRecorded() {
        return new RecordedBatch(0, 0, repeated, positions(foldedConflicts), otherCurrency, 0);
    }

    RecordedBatch recorded(RecordedRows rows, int crossings) {
        return new RecordedBatch(
                rows.added().size(),
                rows.replaced().size(),
                repeated + rows.repeated(),
                positions(Stream.concat(foldedConflicts.stream(), rows.conflicts().stream())
                        .toList()),
                otherCurrency,
                crossings);
    }

    private static List<Integer> positions(List<Restatement.Statement> statements) {
        return statements.stream().map(Restatement.Statement::position).toList();
    }
}
