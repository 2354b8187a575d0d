package dev.outlay.budget.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** What the alert service must hear to find the address of whoever has a role ({@code deploy/contracts/principal.v1.schema.json}). */
public final class PrincipalEvents {

    private static final String TYPE = "dev.outlay.principal.v1";

    private static final String KEY = "principal/";

    private PrincipalEvents() {}

    /**
     * Who it is.
     *
     * @param id lower case
     * @param kind User, Group or ServicePrincipal
     */
    public static OutboxMessage principal(
            String id, String tenant, String kind, @Nullable String displayName, @Nullable String mail) {
        return AccessEvents.event(
                TYPE,
                KEY + id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("principalId", id)
                        .put("tenantId", tenant)
                        .put("kind", kind)
                        .put("displayName", displayName)
                        .put("mail", mail));
    }

    /** That nobody knows it any more. */
    public static OutboxMessage noPrincipal(String id) {
        return AccessEvents.event(TYPE, KEY + id, null);
    }
}
