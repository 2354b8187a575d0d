package dev.outlay.local;

import java.time.Instant;
import java.util.Map;

/**
 * A webhook as it arrived at the inbox, its signature not checked.
 *
 * @param id nothing else in the same log has it
 * @param name what stood behind {@code /webhooks/} in its address
 * @param received when it arrived
 * @param headers names in lower case; of a repeated one the first
 * @param body its body, read as UTF-8, cut at 1 MiB
 */
public record ReceivedWebhook(String id, String name, Instant received, Map<String, String> headers, String body) {}
