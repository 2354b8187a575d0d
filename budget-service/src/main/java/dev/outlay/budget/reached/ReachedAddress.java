package dev.outlay.budget.reached;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which address a request was sent.
 *
 * @param scheme http or https
 * @param host with a port where it is not the scheme's own
 * @param prefix path that a proxy takes off, with leading and without trailing slash; empty for none
 */
public record ReachedAddress(String scheme, String host, String prefix) {

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._\\-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~\\-][A-Za-z0-9._~\\-]{0,99}){1,8}");

    /** What links begin with, without a trailing slash. */
    public String base() {
        return scheme + "://" + host + prefix;
    }

    /**
     * A configured address.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ReachedAddress of(String url) {
        String text = url.strip().replaceAll("/+$", "");
        int scheme = text.indexOf("://");
        int path = scheme < 0 ? -1 : text.indexOf('/', scheme + 3);
        ReachedAddress address = scheme < 0
                ? new ReachedAddress("", "", "")
                : new ReachedAddress(
                        text.substring(0, scheme).toLowerCase(Locale.ROOT),
                        path < 0 ? text.substring(scheme + 3) : text.substring(scheme + 3, path),
                        path < 0 ? "" : text.substring(path));
        boolean good = isScheme(address.scheme)
                && isHost(address.host)
                && (address.prefix.isEmpty() || PREFIX.matcher(address.prefix).matches());
        if (!good) {
            throw new IllegalArgumentException("'" + url + "' is no address such as https://outlay.example");
        }
        return address;
    }

    /** What the request says itself, and what trusted proxies say of it: {@code Forwarded} where there is one, else {@code X-Forwarded-*}. */
    public static ReachedAddress of(Asked asked, TrustedProxies proxies) {
        ReachedAddress direct =
                new ReachedAddress(asked.scheme(), isHost(asked.host()) ? asked.host() : asked.local(), "");
        if (!proxies.contains(asked.peer())) {
            return direct.withoutOwnPort();
        }
        List<String> forwarded = asked.headers().apply("Forwarded");
        List<ForwardedElement> elements = ForwardedElement.read(forwarded);
        if (elements.isEmpty() && !forwarded.isEmpty()) {
            return direct.withoutOwnPort(); // What stands in the other headers is then as likely the sender's own word.
        }
        ReachedAddress told = elements.isEmpty()
                ? direct.said(
                        last(asked, "X-Forwarded-Proto"),
                        last(asked, "X-Forwarded-Host"),
                        last(asked, "X-Forwarded-Port"))
                : direct.said(elements, proxies);
        return told.below(last(asked, "X-Forwarded-Prefix")).withoutOwnPort();
    }

    /** Each proxy adds an element that names where it was asked from; while that is a trusted proxy too, the element before is one's own word. */
    private ReachedAddress said(List<ForwardedElement> elements, TrustedProxies proxies) {
        int outermost = elements.size() - 1;
        while (outermost > 0 && proxies.contains(elements.get(outermost).from())) {
            outermost--;
        }
        List<ForwardedElement> believed = elements.subList(outermost, elements.size());
        return said(first(believed, "proto"), first(believed, "host"), "");
    }

    private static String first(List<ForwardedElement> elements, String name) {
        return elements.stream()
                .map(element -> element.parameter(name))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private ReachedAddress said(String saidScheme, String saidHost, String saidPort) {
        String newScheme = isScheme(saidScheme.toLowerCase(Locale.ROOT)) ? saidScheme.toLowerCase(Locale.ROOT) : scheme;
        String newHost = isHost(saidHost) ? saidHost : host;
        return new ReachedAddress(
                newScheme, isPort(saidPort) ? withoutPort(newHost) + ":" + saidPort : newHost, prefix);
    }

    private ReachedAddress below(String saidPrefix) {
        String path = saidPrefix.replaceAll("/+$", "");
        return PREFIX.matcher(path).matches() ? new ReachedAddress(scheme, host, path) : this;
    }

    private ReachedAddress withoutOwnPort() {
        String own = scheme.equals("https") ? ":443" : ":80";
        return host.endsWith(own) && withoutPort(host).length() + own.length() == host.length()
                ? new ReachedAddress(scheme, withoutPort(host), prefix)
                : this;
    }

    /** The nearest proxy writes or adds its word last; what stands before may be anybody's. */
    private static String last(Asked asked, String header) {
        List<String> values = asked.headers().apply(header);
        String value = values.isEmpty() ? "" : values.getLast();
        return Optional.of(value.substring(value.lastIndexOf(',') + 1).strip())
                .filter(text -> text.length() <= 1024)
                .orElse("");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static boolean isScheme(String text) {
        return text.equals("http") || text.equals("https");
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65_535;
    }

    private static boolean isHost(String text) {
        if (text.length() > 260 || !HOST.matcher(text).matches()) {
            return false;
        }
        String bare = withoutPort(text);
        return bare.length() == text.length() || isPort(text.substring(bare.length() + 1));
    }
}
