package dev.outlay.alert.actiongroup;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** One entry of an action group; names are unique in their group. */
public sealed interface Receiver {

    /** Name of the receiver. */
    String name();

    /** A person or list reached by e-mail. */
    record Email(String name, String address) implements Receiver {}

    /**
     * An endpoint reached by HTTP.
     *
     * @param givenSecret the secret the caller chose, {@code whsec_...}; empty where the service makes or keeps one
     * @param format      in which form it is told
     */
    record Webhook(String name, URI uri, Optional<String> givenSecret, BodyFormat format) implements Receiver {

        /** Scheme, host and port of the URI, of which the rest may hold a secret. */
        public String endpoint() {
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
        }
    }

    /**
     * Everybody who holds a role at the scope of the budget.
     *
     * @param roleId Azure's id of the role definition, the same everywhere; lower case
     */
    record Role(String name, String roleId) implements Receiver {}

    /** A receiver of a kind that this service cannot tell, such as {@code smsReceivers}; it is kept and read back. */
    record Unsupported(String name, String kind) implements Receiver {}
}
