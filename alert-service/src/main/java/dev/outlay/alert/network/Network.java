package dev.outlay.alert.network;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of addresses in CIDR form.
 *
 * @param address 4 or 16 bytes
 * @param prefix  how many leading bits count
 */
public record Network(byte[] address, int prefix) {

    /** Reads {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a range of one. Empty for anything else. */
    public static Optional<Network> read(String text) {
        String stripped = text.strip();
        int slash = stripped.indexOf('/');
        String host = slash < 0 ? stripped : stripped.substring(0, slash);
        return AddressLiteral.read(host).flatMap(address -> {
            int bits = address.length * 8;
            int prefix = slash < 0 ? bits : number(stripped.substring(slash + 1));
            return prefix >= 0 && prefix <= bits ? Optional.of(new Network(address, prefix)) : Optional.empty();
        });
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** A range that is known to be well written. */
    public static Network of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
    }

    /** Whether an address of 4 or 16 bytes is in it. */
    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        int mask = 0xff << (8 - rest) & 0xff;
        return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
    }
}
