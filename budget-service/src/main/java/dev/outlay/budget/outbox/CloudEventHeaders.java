package dev.outlay.budget.outbox;

import java.util.Map;

/** Headers of the CloudEvents 1.0 Kafka binding, binary mode. */
public final class CloudEventHeaders {

    /** What this service calls itself in its events. */
    public static final String SOURCE = "/outlay/budget-service";

    private CloudEventHeaders() {}

    public static Map<String, String> of(String type, String id, String subject) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id,
                "ce_source", SOURCE,
                "ce_type", type,
                "ce_subject", subject,
                "content-type", "application/json");
    }
}
