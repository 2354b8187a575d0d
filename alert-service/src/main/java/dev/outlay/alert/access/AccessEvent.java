package dev.outlay.alert.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one record of the topic {@code access} says; see {@code access.v1.schema.json}, {@code role.v1.schema.json}, {@code principal.v1.schema.json}. */
public sealed interface AccessEvent {

    /** The budget service is alive and everything before this record is what it knows. */
    record Heartbeat() implements AccessEvent {}

    /**
     * A principal holds a role at a scope; {@code scopeKey} and {@code principalId} in lower case.
     *
     * @param role the word for a built-in role, or the id of one that somebody has made
     */
    record RoleAssignment(String scopeKey, String principalId, String role) implements AccessEvent {}

    /** What a role allows that somebody has made; its id in lower case. */
    record CustomRole(String roleId, String name, List<Permission> permissions) implements AccessEvent {

        public CustomRole {
            permissions = List.copyOf(permissions);
        }
    }

    /** The cost-visibility policy of a customer. */
    record Customer(CustomerKey key, boolean mayViewCharges) implements AccessEvent {}

    /** Who a principal is; ids in lower case. It gives nobody a right. */
    record DirectoryPrincipal(String principalId, String tenant, Optional<String> mail) implements AccessEvent {}

    /** Whose subscription it is, and whose else there are charges of; id in lower case. */
    record Subscription(String subscription, Optional<CustomerKey> customer, Set<CustomerKey> former)
            implements AccessEvent {

        public Subscription {
            former = Set.copyOf(former);
        }
    }
}
