package dev.outlay.budget.arm;

import dev.outlay.budget.billing.Invoice;
import dev.outlay.budget.refusal.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The {@code $filter} of a list of invoices: the first and last day of their period compared with days, with {@code and} between. */
final class InvoiceFilter {

    private static final int MOST_COMPARISONS = 10;

    private InvoiceFilter() {}

    /** Fails with a refusal. */
    static Predicate<Invoice> of(Call call) {
        String filter = call.parameter("$filter").strip();
        Predicate<Invoice> all = invoice -> true;
        if (filter.isEmpty()) {
            return all;
        }
        String[] words = filter.split("\\s+", 4 * MOST_COMPARISONS);
        for (int at = 0; at < words.length; at += 4) {
            boolean joined = at == 0 || words[at - 1].equalsIgnoreCase("and");
            if (!joined || at + 3 > words.length) {
                throw refused();
            }
            all = all.and(comparison(words[at], words[at + 1], words[at + 2]));
        }
        if (words.length % 4 != 3) {
            throw refused();
        }
        return all;
    }

    private static Predicate<Invoice> comparison(String field, String operator, String day) {
        Function<Invoice, LocalDate> of =
                switch (field.toLowerCase(Locale.ROOT).replace("properties/", "")) {
                    case "invoiceperiodstartdate" -> Invoice::firstDay;
                    case "invoiceperiodenddate" -> Invoice::lastDay;
                    default -> throw refused();
                };
        IntPredicate fits =
                switch (operator.toLowerCase(Locale.ROOT)) {
                    case "eq" -> sign -> sign == 0;
                    case "lt" -> sign -> sign < 0;
                    case "le" -> sign -> sign <= 0;
                    case "gt" -> sign -> sign > 0;
                    case "ge" -> sign -> sign >= 0;
                    default -> throw refused();
                };
        LocalDate compared = day(day.replace("'", ""));
        return invoice -> fits.test(of.apply(invoice).compareTo(compared));
    }

    private static LocalDate day(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException noDay) {
            // Answered below.
        }
        throw refused();
    }

    private static RuntimeException refused() {
        return Refusal.badRequest(
                        "$filter must compare invoicePeriodStartDate or invoicePeriodEndDate by eq, lt, le, gt or ge with a day"
                                + " (YYYY-MM-DD), several of them joined by and.")
                .exception();
    }
}
