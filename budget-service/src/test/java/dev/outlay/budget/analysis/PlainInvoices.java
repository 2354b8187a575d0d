package dev.outlay.budget.analysis;

import dev.outlay.budget.ledger.Column;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which charges are on which closed invoice, in the plainest way: by what was known when each was closed. Written from DESIGN.md (section 6, point 11) and the functional specification (R76), not from the SQL that it is the
 * measure of. A closed invoice has what was known then of its profile, of its month and those before, less what the invoices that were closed before it have.
 *
 * <p>What a source says of a charge's invoice is shown instead (README, cost analysis). A restatement that says it for the first time, or no more, and leaves profile, customer and month as they are, has moved no money between
 * Outlay's invoices, and moves none between those that are shown: what was shown stays, and is taken back where the charge is shown now.
 */
public final class PlainInvoices {

    private static final String NONE = "No invoice ID";

    /** @param known what was known when it was closed of the profile, of its month and those before */
    private record Closed(YearMonth month, String name, List<AskedCharge> known) {}

    private final Map<String, List<Closed>> closed = new HashMap<>();

    /**
     * An invoice is closed now.
     *
     * @param known of all profiles
     */
    public void close(String profile, YearMonth month, String name, List<AskedCharge> known) {
        closed.computeIfAbsent(profile, unused -> new ArrayList<>())
                .add(new Closed(month, name, upTo(month, profile, known)));
    }

    /** What is on all invoices, closed and open. */
    public PlainCost cost(List<AskedCharge> known) {
        List<PlainCost.Entry> entries = new ArrayList<>();
        for (AskedCharge charge : known) {
            entries.add(entry(charge, 1, NONE));
        }
        closed.forEach((profile, invoices) -> {
            List<AskedCharge> before = List.of();
            for (Closed invoice : invoices) {
                add(entries, invoice.known(), 1, invoice.name());
                takeBack(entries, before, invoice.known(), invoice.name());
                before = invoice.known();
            }
            takeBack(entries, before, known, NONE);
        });
        return new PlainCost(entries);
    }

    private static void takeBack(
            List<PlainCost.Entry> entries, List<AskedCharge> before, List<AskedCharge> known, String invoice) {
        Map<String, AskedCharge> byId = new HashMap<>();
        known.forEach(charge -> byId.put(charge.id(), charge));
        for (AskedCharge was : before) {
            AskedCharge is = byId.get(was.id());
            String said =
                    is != null && isOfTheSamePlace(is, was) ? is.text(Column.INVOICE_ID) : was.text(Column.INVOICE_ID);
            boolean isSaidTwice =
                    !said.isEmpty() && !was.text(Column.INVOICE_ID).isEmpty();
            entries.add(
                    isSaidTwice
                            ? entry(was, -1, invoice)
                            : new PlainCost.Entry(
                                    was.saying(Map.of(Column.INVOICE_ID, said.isEmpty() ? invoice : said)), -1));
        }
    }

    private static boolean isOfTheSamePlace(AskedCharge is, AskedCharge was) {
        return is.profile().equals(was.profile())
                && Objects.equals(is.customer(), was.customer())
                && PlainCost.billingMonth(is).equals(PlainCost.billingMonth(was));
    }

    private static void add(List<PlainCost.Entry> entries, List<AskedCharge> charges, int sign, String invoice) {
        charges.forEach(charge -> entries.add(entry(charge, sign, invoice)));
    }

    private static PlainCost.Entry entry(AskedCharge charge, int sign, String invoice) {
        boolean isSaid = !charge.text(Column.INVOICE_ID).isEmpty();
        return new PlainCost.Entry(isSaid ? charge : charge.saying(Map.of(Column.INVOICE_ID, invoice)), sign);
    }

    private static List<AskedCharge> upTo(YearMonth month, String profile, List<AskedCharge> known) {
        return known.stream()
                .filter(charge -> charge.profile().equals(profile))
                .filter(charge ->
                        !YearMonth.parse(PlainCost.billingMonth(charge)).isAfter(month))
                .toList();
    }
}
