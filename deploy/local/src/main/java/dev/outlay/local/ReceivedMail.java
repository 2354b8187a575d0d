package dev.outlay.local;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it arrived.
 *
 * @param id nothing else in the same log has it
 * @param received when it arrived
 * @param from the From header
 * @param to the addresses it was delivered to
 * @param subject decoded; empty where there is none
 * @param headers all headers, decoded; of a repeated one the first
 * @param text its text/plain part
 * @param html its text/html part
 */
public record ReceivedMail(
        String id,
        Instant received,
        String from,
        List<String> to,
        String subject,
        Map<String, String> headers,
        @Nullable String text,
        @Nullable String html) {}
