package dev.outlay.budget.analysis;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with a query, in Azure's words (azure-rest-contract.md section 3, errors). The edge adds the id of the request, as Azure does. */
public final class InvalidQuery {

    /** What every message begins with. */
    public static final String BEGINNING = "Invalid query definition";

    private static final int SHOWN = 60;

    private InvalidQuery() {}

    /** A word that is none of the valid ones, which the message lists. */
    static RefusedException notOneOf(String what, String given, List<String> valid) {
        return invalid("Invalid " + what + ": '" + shown(given) + "'; valid values: "
                + valid.stream().map(value -> "'" + value + "'").collect(Collectors.joining(",")) + ".");
    }

    static RefusedException invalid(String sentence) {
        return Refusal.badRequest(BEGINNING + ": " + sentence).exception();
    }

    /** What nobody sent, or not as what it has to be. */
    static RefusedException missing(String what) {
        return Refusal.badRequest(BEGINNING + ", " + what + " is invalid or not supplied.")
                .exception();
    }

    /** A text cut and cleaned for a message. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .filter(point -> !Character.isISOControl(point)
                        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE))
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
