package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import java.util.function.IntSupplier;

/** How many items a page of a list has: {@code $top}, within bounds. */
final class PageSize {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private PageSize() {}

    /** Read only once it is decided that the principal may; fails with a refusal. */
    static IntSupplier of(Call call) {
        return () -> of(call, USUAL, MOST);
    }

    /** The same of what the parameter says; empty where it is missing. */
    static int of(String top) {
        return of(top, USUAL, MOST);
    }

    /** With other bounds, of at most four digits; fails with a refusal. */
    static int of(Call call, int usual, int most) {
        return of(call.parameter("$top"), usual, most);
    }

    private static int of(String top, int usual, int most) {
        if (top.isEmpty()) {
            return usual;
        }
        if (top.length() > 4 || !top.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw refused(most);
        }
        int size = Integer.parseInt(top);
        if (size < 1 || size > most) {
            throw refused(most);
        }
        return size;
    }

    private static RuntimeException refused(int most) {
        return Refusal.badRequest("$top must be a number from 1 to " + most + ".")
                .exception();
    }
}
