package dev.outlay.alert.arm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The value of {@code $skiptoken}: the place after which the next page begins. */
record PageToken(long createdMicros, UUID id) {

    String write() {
        String text = createdMicros + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a token; empty for what this service did not write. */
    static Optional<PageToken> read(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            return colon < 1 || text.length() > 80
                    ? Optional.empty()
                    : Optional.of(new PageToken(
                            Long.parseLong(text.substring(0, colon)), UUID.fromString(text.substring(colon + 1))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
