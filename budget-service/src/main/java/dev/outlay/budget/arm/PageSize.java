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
        return () -> {
            String top = Query.value(call.query(), "$top");
            if (top == null || top.isEmpty()) {
                return USUAL;
            }
            if (top.length() > 4 || !top.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw refused();
            }
            int size = Integer.parseInt(top);
            if (size < 1 || size > MOST) {
                throw refused();
            }
            return size;
        };
    }

    private static RuntimeException refused() {
        return Refusal.badRequest("$top must be a number from 1 to " + MOST + ".")
                .exception();
    }
}
