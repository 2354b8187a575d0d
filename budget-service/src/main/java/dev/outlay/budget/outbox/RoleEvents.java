package dev.outlay.budget.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the alert service must hear to decide what a role allows that somebody has made ({@code deploy/contracts/role.v1.schema.json}). */
public final class RoleEvents {

    private static final String TYPE = "dev.outlay.role.v1";

    private static final String KEY = "role/";

    private RoleEvents() {}

    /**
     * What a role allows.
     *
     * @param id lower case: the word for it in role assignments
     * @param permissions objects with {@code actions} and {@code notActions}
     */
    public static OutboxMessage role(String id, String name, ArrayNode permissions) {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("roleId", id).put("name", name);
        data.set("permissions", permissions);
        return AccessEvents.event(TYPE, KEY + id, data);
    }

    /** That there is no such role any more. */
    public static OutboxMessage noRole(String id) {
        return AccessEvents.event(TYPE, KEY + id, null);
    }
}
