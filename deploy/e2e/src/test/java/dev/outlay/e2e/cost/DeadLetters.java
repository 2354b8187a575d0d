package dev.outlay.e2e.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What stands among the rejected charges. */
public final class DeadLetters {
    private DeadLetters() {}

    /** Those whose bytes name the account. */
    public static List<JsonNode> of(Topics topics, Account account) {
        return topics.everything("cost-events-rejected").stream()
                .map(record -> Answer.json(new String(record.value(), StandardCharsets.UTF_8)))
                .filter(rejected -> original(rejected).contains(account.name()))
                .toList();
    }

    /** The bytes that were rejected. */
    public static String original(JsonNode rejected) {
        return new String(Base64.getDecoder().decode(rejected.path("original").asText()), StandardCharsets.UTF_8);
    }
}
