package dev.outlay.alert.health;

/** Where a part is, for people to read: a URL without user, password, database and parameters. */
final class Address {

    private Address() {}

    /**
     * {@code host:port} of {@code postgresql://user:password@host:port/database?parameters}; several hosts stay
     * several.
     */
    static String of(String url) {
        String rest = url.substring(url.indexOf("//") < 0 ? 0 : url.indexOf("//") + 2);
        String withoutParameters = upTo('#', upTo('?', rest));
        return upTo('/', withoutParameters.substring(withoutParameters.lastIndexOf('@') + 1));
    }

    private static String upTo(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
