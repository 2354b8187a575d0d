package dev.outlay.budget.pricesheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SHA-256 over values, each with its length, so that no two lists of values look alike. */
final class PriceDigest {

    private final MessageDigest digest;

    PriceDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    PriceDigest add(@Nullable String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(value == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
        return this;
    }

    PriceDigest add(Price price) {
        PriceSheetColumn.ofAPrice().forEach(column -> add(price.text(column)));
        return this;
    }

    /** In hexadecimal; afterwards it begins anew. */
    String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What a price is of: everything that it says but the amounts. */
    static UUID identity(Price price) {
        PriceDigest of = new PriceDigest();
        for (PriceSheetColumn column : PriceSheetColumn.ofAPrice()) {
            if (column.identifies()) {
                of.add(price.text(column));
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(of.digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
