package dev.outlay.budget.details;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which usage details are wanted.
 *
 * @param first first day of the charges, UTC
 * @param last the last one, included
 * @param billed the month in whose invoice the charges are: what their billing period says, else the month of their day (UTC); null for whichever
 * @param conditions all of them have to hold; a charge's value is compared without regard to case
 */
public record DetailQuestion(
        DetailMetric metric,
        LocalDate first,
        LocalDate last,
        @Nullable YearMonth billed,
        List<Condition> conditions) {

    /** Before the first charge there can be, and after the last. */
    public static final LocalDate EVER = LocalDate.of(1900, 1, 1);

    public static final LocalDate FOR_EVER = LocalDate.of(9000, 12, 31);

    /** That a charge has a value. */
    public record Condition(DetailProperty property, String value) {}

    public DetailQuestion {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("days that end before they begin: " + first + " to " + last);
        }
        conditions = List.copyOf(conditions);
    }

    /** Of whichever invoice. */
    public DetailQuestion(DetailMetric metric, LocalDate first, LocalDate last, List<Condition> conditions) {
        this(metric, first, last, null, conditions);
    }

    /** Everything that is billed in a month, whenever it was charged. */
    public static DetailQuestion ofInvoice(YearMonth month) {
        return new DetailQuestion(DetailMetric.ACTUAL, EVER, FOR_EVER, month, List.of());
    }

    /** The same of other days. */
    public DetailQuestion of(LocalDate otherFirst, LocalDate otherLast) {
        return new DetailQuestion(metric, otherFirst, otherLast, billed, conditions);
    }
}
