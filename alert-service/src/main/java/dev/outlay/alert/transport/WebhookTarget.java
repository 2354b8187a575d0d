package dev.outlay.alert.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URI to which a webhook can go, taken apart once: what is checked is what is connected to.
 *
 * @param tls      whether it is {@code https}
 * @param host     a name of letters, digits, hyphens and dots, or an address, that of IPv6 in brackets
 * @param port     the one named, else that of the scheme
 * @param path     raw path and query
 * @param userInfo {@code name:password}, which is sent as Basic authorization; the receiver's, not ours
 */
record WebhookTarget(boolean tls, String host, int port, String path, Optional<String> userInfo) {

    /** What every program reads alike; other letters have to be written in the form that names have in the DNS. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]+]");

    /** Takes a URI apart; empty where it is none, has no host, or one that programs read differently. */
    static Optional<WebhookTarget> read(String text) {
        try {
            return read(new URI(text));
        } catch (URISyntaxException notUri) {
            return Optional.empty();
        }
    }

    static Optional<WebhookTarget> read(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        String host = uri.getHost() == null ? "" : uri.getHost();
        if (!(tls || scheme.equals("http")) || !HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return Optional.of(new WebhookTarget(
                tls,
                host,
                port,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
                Optional.ofNullable(uri.getUserInfo())));
    }

    /** The value of {@code Authorization} where the URI names somebody. Source: azure-rest-contract.md section 10; RFC 7617. */
    Optional<String> authorization() {
        return userInfo.map(
                named -> "Basic " + Base64.getEncoder().encodeToString(named.getBytes(StandardCharsets.UTF_8)));
    }
}
