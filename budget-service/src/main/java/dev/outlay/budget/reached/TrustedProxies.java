package dev.outlay.budget.reached;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;

/** The proxies that are believed, as addresses and networks in CIDR notation, IPv4 and IPv6. Nothing is looked up in the DNS. */
public final class TrustedProxies {

    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** @throws IllegalArgumentException which names what is no address and no network */
    public static TrustedProxies of(Collection<String> networks) {
        return new TrustedProxies(networks.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Network::of)
                .toList());
    }

    /** Whether an address, written as a literal, is one of a trusted proxy; false for what is none. */
    public boolean contains(String address) {
        byte[] bytes = bytes(address);
        return bytes.length > 0 && networks.stream().anyMatch(network -> network.contains(bytes));
    }

    /** A prefix of addresses. */
    private record Network(byte[] start, int bits) {

        static Network of(String text) {
            int slash = text.indexOf('/');
            byte[] start = bytes(slash < 0 ? text : text.substring(0, slash));
            int bits = slash < 0 ? start.length * 8 : number(text.substring(slash + 1));
            if (start.length == 0 || bits < 0 || bits > start.length * 8) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no address and no network such as 10.0.0.0/8 or fd00::/8");
            }
            return new Network(start, bits);
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static int number(String digits) {
        boolean isOne =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isOne ? Integer.parseInt(digits) : -1;
    }

    /** Four or sixteen bytes; none for what is no literal. */
    private static byte[] bytes(String literal) {
        int zone = literal.indexOf('%');
        String text = zone < 0 ? literal : literal.substring(0, zone);
        if (!isIpv4(text) && !isIpv6(text)) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException noLiteral) {
            return new byte[0];
        }
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            int number = number(part);
            if (number < 0 || number > 255) {
                return false;
            }
        }
        return true;
    }

    /** What holds a colon is never looked up: it is a literal or an error. */
    private static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0
                && text.length() <= 45
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    }
}
