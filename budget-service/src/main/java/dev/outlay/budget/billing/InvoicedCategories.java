package dev.outlay.budget.billing;

import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.ledger.Counting;
import dev.outlay.budget.ledger.Price;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of the daily cost count on an invoice, before tax: what {@link Counting} says of the billing profile, so that an invoice, a subscription's charges
 * and a profile's budget never disagree on what counts.
 */
final class InvoicedCategories {

    /** A condition on the table {@code cost_group}, named {@code g}: category and agreement of what counts. */
    static final String CONDITION = "(g.charge_category, g.agreement) in (" + codes() + ")";

    private InvoicedCategories() {}

    private static String codes() {
        return Arrays.stream(ChargeCategory.values())
                .flatMap(category -> Stream.of(Agreement.values())
                        .filter(agreement -> isInvoiced(category, agreement))
                        .map(agreement -> "(" + category.code() + ", " + agreement.code() + ")"))
                .collect(Collectors.joining(", "));
    }

    /** A daily cost does not tell covered from unused: it must not have to. */
    private static boolean isInvoiced(ChargeCategory category, Agreement agreement) {
        long invoiced = Arrays.stream(CommitmentUse.values())
                .filter(use -> Counting.of(category, agreement, use).profile() == Price.INVOICED)
                .count();
        if (invoiced != 0 && invoiced != CommitmentUse.values().length) {
            throw new IllegalStateException(category + " under " + agreement + " counts on some invoices only");
        }
        return invoiced != 0;
    }
}
