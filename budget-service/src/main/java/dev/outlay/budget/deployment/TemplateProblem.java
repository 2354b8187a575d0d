package dev.outlay.budget.deployment;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;

/** What is said of a template that cannot be carried out. Names of the template are said, values never: one may be secret. */
final class TemplateProblem {

    private static final int LONGEST = 100;

    private TemplateProblem() {}

    /** 400 {@code InvalidTemplate}. */
    static RefusedException of(String message) {
        return new Refusal(400, "InvalidTemplate", "Deployment template validation failed: " + message).exception();
    }

    /**
     * The same of an expression.
     *
     * @param position in the expression, from 1
     */
    static RefusedException at(int position, String message) {
        return of(message + " (Character " + position + " of the expression.)");
    }

    /** A name as it can be said: of bounded length, in one line. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .forEach(shown::appendCodePoint);
        return name.codePointCount(0, name.length()) > LONGEST ? shown + "…" : shown.toString();
    }
}
