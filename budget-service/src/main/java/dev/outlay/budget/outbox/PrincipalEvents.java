package dev.outlay.budget.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the alert service must hear to find the address of whoever has a role ({@code deploy/contracts/principal.v1.schema.json}). */
public final class PrincipalEvents {

    private static final String TYPE = "dev.outlay.principal.v1";

    private PrincipalEvents() {}

    /**
     * Who it is.
     *
     * @param id lower case
     * @param kind User, Group or ServicePrincipal
     */
    public static OutboxMessage principal(
            String id, String tenant, String kind, @Nullable String displayName, @Nullable String mail) {
        return event(
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("principalId", id)
                        .put("tenantId", tenant)
                        .put("kind", kind)
                        .put("displayName", displayName)
                        .put("mail", mail)
                        .toString());
    }

    /** That nobody knows it any more. */
    public static OutboxMessage noPrincipal(String id) {
        return event(id, null);
    }

    private static OutboxMessage event(String principal, @Nullable String data) {
        String id = UUID.randomUUID().toString();
        String subject = "principal/" + principal;
        return new OutboxMessage(AccessEvents.TOPIC, subject, id, CloudEventHeaders.of(TYPE, id, subject), data);
    }
}
