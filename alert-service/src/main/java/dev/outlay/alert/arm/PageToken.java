package dev.outlay.alert.arm;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The value of {@code $skiptoken}: the place after which the next page begins. */
record PageToken(long createdMicros, UUID id) {

    private static final long LATEST = Instants.toMicros(Instants.LATEST);

    /** The place that it names. */
    PagePlace place() {
        return new PagePlace(createdMicros, id);
    }

    String write() {
        String text = createdMicros + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a token; empty for what this service did not write. */
    static Optional<PageToken> read(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            if (colon < 1 || text.length() > 80) {
                return Optional.empty();
            }
            long created = Long.parseLong(text.substring(0, colon));
            Optional<UUID> id = Ids.read(text.substring(colon + 1));
            return created < 0 || created > LATEST ? Optional.empty() : id.map(read -> new PageToken(created, read));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
