package dev.outlay.budget.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the alert service must hear to decide who may see what ({@code deploy/contracts/access.v1.schema.json}). */
public final class AccessEvents {

    /** Compacted, one partition. */
    public static final String TOPIC = "access";

    private static final String TYPE = "dev.outlay.access.v1";

    private AccessEvents() {}

    /**
     * To whom a subscription belongs.
     *
     * @param formerCustomers the others that have charges in it
     */
    public static OutboxMessage subscription(
            String subscription, String account, @Nullable String customer, List<String> formerCustomers) {
        ObjectNode data = data("Subscription")
                .put("subscription", subscription)
                .put("billingAccount", account)
                .put("customer", customer);
        formerCustomers.forEach(data.putArray("formerCustomers")::add);
        return event("subscription/" + subscription.toLowerCase(Locale.ROOT), data);
    }

    /** Whether a customer's users may see cost. */
    public static OutboxMessage customer(String account, String customer, boolean viewCharges) {
        ObjectNode data = data("Customer").put("billingAccount", account).put("customer", customer);
        return event(customerKey(account, customer), data.put("viewCharges", viewCharges ? "Allowed" : "NotAllowed"));
    }

    /** The key of what is told of a customer. */
    public static String customerKey(String account, String customer) {
        return "customer/" + account.toLowerCase(Locale.ROOT) + "/" + customer.toLowerCase(Locale.ROOT);
    }

    /** Who has a role where. */
    public static OutboxMessage assignment(String name, String scope, String principal, String role) {
        ObjectNode data = data("RoleAssignment").put("name", name).put("scope", scope);
        return event("assignment/" + name, data.put("principalId", principal).put("role", role));
    }

    /** That an assignment is gone. */
    public static OutboxMessage noAssignment(String name) {
        return event("assignment/" + name, null);
    }

    /**
     * Who has a role at a subscription because it was assigned at the management group that the subscription is in.
     *
     * @param name of the assignment at the group
     */
    public static OutboxMessage inherited(String name, String subscription, String principal, String role) {
        ObjectNode data = data("RoleAssignment").put("name", name).put("scope", "/subscriptions/" + subscription);
        return event(
                "assignment/" + name + "/" + subscription,
                data.put("principalId", principal).put("role", role));
    }

    /** That a subscription inherits an assignment no more. */
    public static OutboxMessage noInherited(String name, String subscription) {
        return event("assignment/" + name + "/" + subscription, null);
    }

    /** That this service is there and has told all it knows up to now. */
    public static OutboxMessage heartbeat(Instant at) {
        return event("heartbeat", data("Heartbeat").put("at", at.toString()));
    }

    private static ObjectNode data(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static OutboxMessage event(String subject, @Nullable ObjectNode data) {
        return event(TYPE, subject, data);
    }

    /**
     * What is told on the topic under a key.
     *
     * @param data null for what is gone
     */
    static OutboxMessage event(String type, String subject, @Nullable ObjectNode data) {
        String id = UUID.randomUUID().toString();
        return new OutboxMessage(
                TOPIC, subject, id, CloudEventHeaders.of(type, id, subject), data == null ? null : data.toString());
    }
}
