package dev.outlay.alert.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Asks the receiver of a webhook whether it wants messages. */
public interface Handshake {

    /**
     * Whom to ask.
     *
     * @param id         of this question alone, so that no receiver takes it for one that it has had; its callback names it
     * @param target     URI
     * @param sealedKeys keys of the webhook, sealed: the present one, then those that still sign beside it
     * @param askedAt    UTC
     */
    record Question(UUID id, String target, List<byte[]> sealedKeys, Instant askedAt) {}

    /** Asks once. A failure that nobody foresaw may fail the result. */
    Uni<Verification.Answer> ask(Question question);
}
