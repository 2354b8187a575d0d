package dev.outlay.alert.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written as such, in the one spelling that everybody reads alike. */
public final class AddressLiteral {

    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern NUMERIC =
            Pattern.compile("(?i)(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*\\.?");

    private AddressLiteral() {}

    /** The bytes of an address in dotted decimal or IPv6 form, with or without brackets; empty for anything else. */
    public static Optional<byte[]> read(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean literal = DOTTED.matcher(bare).matches() || (bare.indexOf(':') >= 0 && bare.indexOf('%') < 0);
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException notAddress) {
            return Optional.empty();
        }
    }

    /**
     * Whether the host looks like an address but is none in dotted decimal: {@code 2130706433}, {@code 0177.1},
     * {@code 0x7f.1}. Programs disagree on what such spellings mean, so they are refused.
     */
    public static boolean isAmbiguous(String host) {
        return NUMERIC.matcher(host).matches() && read(host).isEmpty();
    }
}
