package dev.outlay.alert.transport;

import dev.outlay.alert.network.AddressLiteral;
import dev.outlay.alert.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a webhook may go: the public internet, and private networks that the operator allowed. Everything that reaches back
 * into the house is refused, in whatever spelling it comes.
 *
 * @param allowed private networks that the operator allowed
 */
record AddressRules(List<Network> allowed) {

    /** A range and what it is for. Source: the special-purpose address registries of IANA. */
    private record Special(Network network, String what) {
        static Special of(String cidr, String what) {
            return new Special(Network.of(cidr), what);
        }
    }

    private static final List<Special> REFUSED = List.of(
            Special.of("0.0.0.0/8", "unspecified"),
            Special.of("10.0.0.0/8", "private"),
            Special.of("100.64.0.0/10", "shared by a carrier"),
            Special.of("127.0.0.0/8", "loopback"),
            Special.of("168.63.129.16/32", "a cloud's own"),
            Special.of("169.254.0.0/16", "link-local"),
            Special.of("172.16.0.0/12", "private"),
            Special.of("192.0.0.0/24", "reserved"),
            Special.of("192.0.2.0/24", "for documentation"),
            Special.of("192.88.99.0/24", "reserved"),
            Special.of("192.168.0.0/16", "private"),
            Special.of("198.18.0.0/15", "for benchmarks"),
            Special.of("198.51.100.0/24", "for documentation"),
            Special.of("203.0.113.0/24", "for documentation"),
            Special.of("224.0.0.0/4", "multicast"),
            Special.of("240.0.0.0/4", "reserved"),
            Special.of("::/96", "unspecified, loopback or an old form of IPv4"),
            Special.of("64:ff9b:1::/48", "translated locally"),
            Special.of("100::/64", "discarded"),
            Special.of("2001::/23", "reserved"),
            Special.of("2001:db8::/32", "for documentation"),
            Special.of("3fff::/20", "for documentation"),
            Special.of("5f00::/16", "reserved"),
            Special.of("fc00::/7", "unique local"),
            Special.of("fe80::/10", "link-local"),
            Special.of("fec0::/10", "site-local"),
            Special.of("ff00::/8", "multicast"));

    private static final Network MAPPED = new Network(mappedPrefix(), 96);
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    /** All that is given out of IPv6 for the public internet; what lies beyond it, whatever it is for, is not public. */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private static byte[] mappedPrefix() {
        byte[] prefix = new byte[16];
        prefix[10] = (byte) 0xff;
        prefix[11] = (byte) 0xff;
        return prefix;
    }

    /** Why no connection may be made to this address of 4 or 16 bytes; empty where it may. */
    Optional<String> refusal(byte[] address) {
        byte[] bare = MAPPED.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
        if (allowed.stream().anyMatch(network -> network.contains(bare))) {
            return Optional.empty();
        }
        if (NAT64.contains(bare)) {
            return refusal(Arrays.copyOfRange(bare, 12, 16));
        }
        if (SIX_TO_FOUR.contains(bare)) {
            return refusal(Arrays.copyOfRange(bare, 2, 6));
        }
        Optional<String> tunnelled = isTunnelled(bare) ? refusal(Arrays.copyOfRange(bare, 12, 16)) : Optional.empty();
        return tunnelled.or(() -> REFUSED.stream()
                .filter(special -> special.network().contains(bare))
                .findFirst()
                .map(Special::what)
                .or(() -> bare.length == 16 && !GLOBAL_UNICAST.contains(bare)
                        ? Optional.of("not of the public internet")
                        : Optional.empty())
                .map(what -> "webhooks do not go to this address, which is " + what
                        + "; an operator can allow its network in outlay.webhook.allowed-networks"));
    }

    /** Whether the second half is an IPv4 address behind a tunnel's end: ISATAP, RFC 5214. */
    private static boolean isTunnelled(byte[] address) {
        return address.length == 16
                && (address[8] & 0xfd) == 0
                && address[9] == 0
                && address[10] == 0x5e
                && (address[11] & 0xff) == 0xfe;
    }

    /** Why a URI with this host is refused before any name is resolved; empty where only its addresses can tell. */
    Optional<String> refusal(String host) {
        if (AddressLiteral.isAmbiguous(host)) {
            return Optional.of(
                    "the host is a number that programs read differently; write the address as four decimal parts");
        }
        if (host.indexOf('%') >= 0) {
            return Optional.of("an address with a zone is one of this network alone");
        }
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
        if (lower.equals("localhost") || lower.endsWith(".localhost")) {
            return refusal(new byte[] {127, 0, 0, 1});
        }
        return AddressLiteral.read(host).flatMap(this::refusal);
    }
}
