package dev.outlay.budget.access;

/** Compares actions with patterns as Azure does: in any casing, {@code *} stands for any text, slashes among it. */
final class ActionPattern {

    private static final char ANY = '*';

    private ActionPattern() {}

    /** Whether the pattern takes the action. Its time is bounded by the product of both lengths, however many wildcards there are. */
    static boolean matches(String pattern, String action) {
        int at = 0;
        int in = 0;
        int wildcard = -1;
        int resume = 0;
        while (in < action.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                wildcard = at++;
                resume = in;
            } else if (at < pattern.length() && isSame(pattern.charAt(at), action.charAt(in))) {
                at++;
                in++;
            } else if (wildcard >= 0) {
                // The last wildcard takes one character more.
                at = wildcard + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == ANY) {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean isSame(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
