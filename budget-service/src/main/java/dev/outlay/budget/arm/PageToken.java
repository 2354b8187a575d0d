package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The value of {@code $skiptoken}: the key after which the next page of a list begins. */
final class PageToken {

    /** Longer than any key that a token of ours holds. */
    private static final int MAX_LENGTH = 8_192;

    /** Of an offset: more rows than a hundred million nobody follows. */
    private static final int MOST_DIGITS = 8;

    private static final int MOST_DIGITS_OF_A_NUMBER = 18;

    private static final String AS_OF = " ";

    private PageToken() {}

    static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key in the query's token; null where there is none. Fails with a refusal for what this service cannot have written.
     *
     * <p>A token opens nothing: what is listed after it is what the list shows anyway.
     */
    static @Nullable String read(@Nullable String query) {
        String token = Query.value(query, "$skiptoken");
        if (token == null || token.isEmpty()) {
            return null;
        }
        try {
            if (token.length() <= MAX_LENGTH) {
                String key = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)))
                        .toString();
                if (key.indexOf('\0') < 0) {
                    return key;
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            // Answered below, as every other token that is none of ours.
        }
        throw refused();
    }

    /** The token of a page by how many rows come before it. */
    static String write(int offset) {
        return write(Integer.toString(offset));
    }

    /** The same, of a list as of a number, whatever that numbers. */
    static String write(int offset, long upTo) {
        return write(offset + AS_OF + upTo);
    }

    /** How many rows come before the page; 0 where the query has no token. Fails with a refusal. */
    static int offset(@Nullable String query) {
        String key = read(query);
        if (key == null) {
            return 0;
        }
        int end = key.indexOf(AS_OF);
        return (int) number(end < 0 ? key : key.substring(0, end), MOST_DIGITS);
    }

    /** As of which number the list is; null where the query has no token that says it. Fails with a refusal. */
    static @Nullable Long upTo(@Nullable String query) {
        String key = read(query);
        int end = key == null ? -1 : key.indexOf(AS_OF);
        return key == null || end < 0 ? null : number(key.substring(end + AS_OF.length()), MOST_DIGITS_OF_A_NUMBER);
    }

    private static long number(String digits, int most) {
        if (digits.isEmpty() || digits.length() > most || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused();
        }
        return Long.parseLong(digits);
    }

    /** Of what is none of ours. */
    static RefusedException refused() {
        return new Refusal(400, "InvalidSkipToken", "The $skiptoken is not one that this API gave.").exception();
    }
}
