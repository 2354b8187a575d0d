package dev.outlay.alert.arm;

import dev.outlay.alert.network.AddressLiteral;
import dev.outlay.alert.network.Network;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Under which address a caller came, for links that it will follow. The front door has read what proxies before it say,
 * and says it in three headers of one value each; nobody else is believed, and from nobody what is no address.
 */
final class CallersAddress {

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\-\\[\\]:]{1,260}");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~\\-][A-Za-z0-9._~\\-]{0,99}){1,8}");

    private final List<Network> frontDoors;

    /**
     * @param frontDoors addresses and networks of the front door
     * @throws IllegalArgumentException which names what is neither
     */
    CallersAddress(Collection<String> frontDoors) {
        this.frontDoors = frontDoors.stream()
                .filter(text -> !text.isBlank())
                .map(Network::of)
                .toList();
    }

    /**
     * Scheme, host and path before ours, without a trailing slash.
     *
     * @param peer address of whoever has the other end of the connection
     * @param scheme of the connection
     * @param authority host and port as the request names them; empty where it names none
     * @param header value of a header; null where there is none
     */
    String of(String peer, String scheme, String authority, UnaryOperator<@Nullable String> header) {
        boolean isFrontDoor = AddressLiteral.read(peer).stream()
                .anyMatch(address -> frontDoors.stream().anyMatch(network -> network.contains(address)));
        UnaryOperator<@Nullable String> said = isFrontDoor ? header : nobody -> null;
        return read(said, "X-Forwarded-Proto", SCHEME).orElse(scheme)
                + "://"
                + read(said, "X-Forwarded-Host", HOST)
                        .or(() -> Optional.of(authority)
                                .filter(text -> HOST.matcher(text).matches()))
                        .orElse("localhost")
                + read(said, "X-Forwarded-Prefix", PREFIX).orElse("");
    }

    private static Optional<String> read(UnaryOperator<@Nullable String> said, String header, Pattern wanted) {
        return Optional.ofNullable(said.apply(header))
                .filter(text -> wanted.matcher(text).matches());
    }
}
