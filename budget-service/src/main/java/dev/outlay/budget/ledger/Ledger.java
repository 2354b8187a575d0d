package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Records charges, within a transaction of the caller's, and says what that changed. The database decides what is new, not a look beforehand. */
@ApplicationScoped
public class Ledger {

    private final Descriptions descriptions;

    Ledger(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * Inserts what is new and replaces what is restated.
     *
     * @param statements at most one a charge, in the order of their keys
     * @param batch number of the transaction
     */
    public Uni<RecordedRows> record(
            Mutiny.StatelessSession session, List<Restatement.Statement> statements, long batch) {
        List<LedgerRow> rows =
                statements.stream().map(Restatement.Statement::row).toList();
        return ChargeTable.insert(session, rows, batch)
                .chain(added -> added == rows.size()
                        ? Uni.createFrom().item(new RecordedRows(statements, List.of(), List.of(), 0))
                        : restate(session, statements, batch));
    }

    private Uni<RecordedRows> restate(
            Mutiny.StatelessSession session, List<Restatement.Statement> statements, long batch) {
        List<ChargeKey> keys =
                statements.stream().map(statement -> statement.row().key()).toList();
        return known(session, keys, batch).chain(known -> {
            RecordedRows recorded = compare(statements, known);
            return replace(session, recorded.replaced(), batch).replaceWith(recorded);
        });
    }

    /** The rows that other transactions wrote under these keys, locked, by key. */
    private Uni<Map<ChargeKey, LedgerRow>> known(Mutiny.StatelessSession session, List<ChargeKey> keys, long batch) {
        return ChargeTable.lockOthers(session, keys, batch).chain(rows -> descriptions
                .byId(session, rows.stream().map(row -> (Integer) row[5]).toList())
                .map(sets -> ChargeTable.read(rows, sets).stream()
                        .collect(Collectors.toMap(LedgerRow::key, Function.identity()))));
    }

    static RecordedRows compare(List<Restatement.Statement> statements, Map<ChargeKey, LedgerRow> known) {
        List<Restatement.Statement> added = new ArrayList<>();
        List<RecordedRows.Replaced> replaced = new ArrayList<>();
        List<Restatement.Statement> conflicts = new ArrayList<>();
        int repeated = 0;
        for (Restatement.Statement statement : statements) {
            LedgerRow before = known.get(statement.row().key());
            if (before == null) {
                added.add(statement);
                continue;
            }
            switch (Restatement.compare(before, statement.row())) {
                case RESTATED -> replaced.add(new RecordedRows.Replaced(before, statement));
                case CONFLICT -> conflicts.add(statement);
                case STALE, DUPLICATE -> repeated++;
            }
        }
        return new RecordedRows(added, replaced, conflicts, repeated);
    }

    /**
     * Changes what the system itself knows of charges: their dollars, their description. The statement stays what it was; what it amounts to moves, and history keeps
     * what it amounted to before.
     *
     * @param change gives the row as it has to be; the same row for one that needs no change any more
     */
    public Uni<RecordedRows> adjust(
            Mutiny.StatelessSession session, List<ChargeKey> keys, UnaryOperator<LedgerRow> change, long batch) {
        return known(session, keys, batch).chain(known -> {
            List<RecordedRows.Replaced> replaced = new ArrayList<>();
            new HashMap<>(known).forEach((key, before) -> {
                LedgerRow after = change.apply(before);
                if (!after.equals(before)) {
                    replaced.add(
                            new RecordedRows.Replaced(before, new Restatement.Statement(after, Telling.SYSTEM, -1)));
                }
            });
            return replace(session, replaced, batch).replaceWith(new RecordedRows(List.of(), replaced, List.of(), 0));
        });
    }

    private static Uni<Void> replace(
            Mutiny.StatelessSession session, List<RecordedRows.Replaced> replaced, long batch) {
        if (replaced.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return ChargeTable.replace(
                session, replaced.stream().map(one -> one.after().row()).toList(), batch);
    }

    /** Applies what was recorded to the daily cost and to spends, in this order, and says where spend moved. */
    public Uni<List<SpendMoved>> apply(Mutiny.StatelessSession session, Differences differences) {
        return SpendTable.addDays(session, differences.days())
                .chain(() -> SpendTable.add(session, differences.spends()));
    }
}
