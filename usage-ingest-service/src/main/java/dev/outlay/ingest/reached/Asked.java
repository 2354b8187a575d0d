package dev.outlay.ingest.reached;

import java.util.List;
import java.util.function.Function;

/**
 * A request as it arrived, as far as it says where it was sent.
 *
 * @param peer address of whoever opened the connection
 * @param scheme of this connection: http or https
 * @param host the header {@code Host}, or {@code :authority}; empty where there is none
 * @param local address and port at which it arrived, for a request without a host that can be believed
 * @param headers all values of a header by its name, in their order
 */
public record Asked(String peer, String scheme, String host, String local, Function<String, List<String>> headers) {}
