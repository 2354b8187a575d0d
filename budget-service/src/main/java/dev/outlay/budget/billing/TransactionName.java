package dev.outlay.budget.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/**
 * The name of a transaction: which charge of the ledger it is, so that it is found again without an index of names.
 *
 * @param source number of the charge's source
 * @param charge the charge's id at its source
 */
public record TransactionName(int source, String charge) {

    private static final int MOST_DIGITS = 9;

    /** Reads a name; empty for what is none. */
    public static Optional<TransactionName> read(String name) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(name)))
                    .toString();
            int colon = text.indexOf(':');
            if (colon < 1
                    || colon > MOST_DIGITS
                    || text.indexOf('\0') >= 0
                    || !text.substring(0, colon).chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                return Optional.empty();
            }
            return Optional.of(
                    new TransactionName(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException noName) {
            return Optional.empty();
        }
    }

    /** As it is shown: letters, digits, hyphens and underlines. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((source + ":" + charge).getBytes(UTF_8));
    }
}
