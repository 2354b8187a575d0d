package dev.outlay.alert.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook that was disabled, of which its owner has to be told.
 *
 * @param endpoint    scheme, host and port
 * @param reason      {@code gone} or {@code failing}
 * @param lastFailure what the last attempt failed with, for programs
 */
record DisabledWebhook(
        WebhookId id,
        String targetKey,
        String endpoint,
        Instant disabledAt,
        String reason,
        Optional<String> lastFailure,
        Optional<Instant> lastSuccess) {

    /** Of the notice of this to somebody: the same however often it is sent, another when it is disabled again. */
    String noticeId(String address) {
        String what = id.group() + "/" + id.receiver() + "/" + targetKey + "/" + disabledAt + "/" + address;
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
