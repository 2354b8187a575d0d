package dev.outlay.alert.actiongroup;

import java.net.URI;
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
     */
    record Webhook(String name, URI uri, Optional<String> givenSecret) implements Receiver {}

    /** A receiver of a kind that this service cannot tell, such as {@code smsReceivers}; it is kept and read back. */
    record Unsupported(String name, String kind) implements Receiver {}
}
