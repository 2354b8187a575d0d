package dev.outlay.budget.health;

/** Where a part is, for people to read: a URL without user, password, database and parameters. */
final class Address {

    private Address() {}

    /** {@code host:port} of {@code postgresql://user:password@host:port/database?parameters}; several hosts stay several. */
    static String of(String url) {
        int scheme = url.indexOf("//");
        String rest = scheme < 0 ? url : url.substring(scheme + 2);
        int end = rest.length();
        for (char c : new char[] {'/', '?', '#'}) {
            int at = rest.indexOf(c, rest.lastIndexOf('@') + 1);
            end = at < 0 ? end : Math.min(end, at);
        }
        return rest.substring(rest.lastIndexOf('@') + 1, end);
    }
}
