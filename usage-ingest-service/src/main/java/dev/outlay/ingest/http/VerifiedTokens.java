package dev.outlay.ingest.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a minute what a token said, so that a client that posts batch after batch is not verified anew for each: a
 * signature costs about as much as receiving a batch.
 *
 * <p>Safe, since only a token whose signature, issuer, audience and time were verified is ever {@link #keep kept}, since it is
 * found by the SHA-256 of all its characters, so that a token that differs anywhere is another, and since it is not found from
 * the moment at which it expires. A refusal is not remembered. The price: a token whose key or session its issuer revokes is
 * good for a minute more. Tokens themselves are not held, only their hashes.
 */
@ApplicationScoped
class VerifiedTokens {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Cache<ByteBuffer, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    private record Verified(Caller caller, Instant until) {}

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    /** Who the token names, or null when it is to be verified. */
    @Nullable
    Caller find(String token) {
        Verified known = verified.getIfPresent(hash(token));
        return known != null && clock.instant().isBefore(known.until()) ? known.caller() : null;
    }

    /**
     * Keeps what a token says. It must have been verified just now.
     *
     * @param expires when the token does
     */
    void keep(String token, Caller caller, Instant expires) {
        Instant longest = clock.instant().plus(LONGEST);
        verified.put(hash(token), new Verified(caller, expires.isBefore(longest) ? expires : longest));
    }

    private static ByteBuffer hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
