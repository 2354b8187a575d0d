package dev.outlay.budget.arrival;

import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.ledger.RecordedRows;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Charges of one day that a batch has brought.
 *
 * @param account row of the billing account's scope
 * @param source row of the source
 * @param day on which they begin, UTC
 * @param charges how many are new; 0 where a day was only restated
 */
record Arrival(int account, int source, LocalDate day, long charges) {

    private record Key(int account, int source, LocalDate day) {}

    /** The order in which whoever writes them takes their rows, so that nobody waits in a circle. */
    private static final Comparator<Key> ORDER =
            Comparator.comparingInt(Key::account).thenComparingInt(Key::source).thenComparing(Key::day);

    /** What a batch brought, in the order in which it is written. */
    static List<Arrival> of(RecordedRows rows) {
        SortedMap<Key, Long> counted = new TreeMap<>(ORDER);
        rows.added().forEach(added -> counted.merge(key(added.row()), 1L, Long::sum));
        rows.replaced()
                .forEach(replaced -> counted.putIfAbsent(key(replaced.after().row()), 0L));
        return counted.entrySet().stream()
                .map(entry -> new Arrival(
                        entry.getKey().account(),
                        entry.getKey().source(),
                        entry.getKey().day(),
                        entry.getValue()))
                .toList();
    }

    private static Key key(LedgerRow row) {
        return new Key(row.key().account(), row.key().source(), row.day());
    }
}
