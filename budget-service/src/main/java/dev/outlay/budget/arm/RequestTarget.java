package dev.outlay.budget.arm;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whether the target of a request is a URI (RFC 9112, section 3.2; RFC 3986), so that it can be routed at all. One with a broken
 * percent escape is none. Quarkus looks at that by itself, before any route, and answers with a bare 400; it is told to
 * leave it to the service, which refuses in the envelope of all its errors.
 */
public final class RequestTarget {
    /** Read once, when the class of Quarkus that starts HTTP is loaded. */
    private static final String LEFT_TO_THE_SERVICE = "vertx.disableURIValidation";

    private RequestTarget() {}

    /** Has the service decide and not Quarkus; to be called before Quarkus starts. */
    public static void isCheckedHere() {
        System.setProperty(LEFT_TO_THE_SERVICE, "true");
    }

    static boolean isUri(String target) {
        try {
            return !new URI(target).toString().isEmpty();
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
