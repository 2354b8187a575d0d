package dev.outlay.budget.dimension;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Outlay itself shows as the invoice of a charge whose source says none: the name of an invoice, which follows from billing profile and month, or that there is none yet (functional-spec.md R76). No charge says
 * either.
 */
public final class OwnInvoiceId {

    /** What stands in place of an id while the invoice is open. */
    public static final String NONE = "No invoice ID";

    private static final Pattern NAME = Pattern.compile("(?i)INV-(\\d{4})(0[1-9]|1[0-2])-[0-9a-f]{12}");

    private OwnInvoiceId() {}

    /** Whether a value of the dimension InvoiceId is one that Outlay shows of its own accord, in any casing. */
    static boolean isShown(String value) {
        return value.toLowerCase(Locale.ROOT).equals(NONE.toLowerCase(Locale.ROOT))
                || NAME.matcher(value).matches();
    }

    /** The billing month of an invoice that has this name, YYYY-MM; empty for what is no such name. */
    public static Optional<String> month(String value) {
        return Optional.of(NAME.matcher(value))
                .filter(Matcher::matches)
                .map(name -> name.group(1) + "-" + name.group(2));
    }
}
