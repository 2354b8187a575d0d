package dev.outlay.alert.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be known for a decision; all ids and keys in lower case. */
public interface AccessFacts {

    /** Whether the topic was heard within the last two seconds, so that the rest can be relied on. */
    boolean isFresh();

    /** What a role allows, by the word that assignments have for it; nothing where nobody has said so. */
    List<Permission> permissionsOf(String role);

    /** The words that assignments have for roles with a name, or an id, which somebody has made; several tenants may have one of that name. */
    Set<String> customRolesNamed(String nameOrId);

    /** Words for the roles that the principal holds directly at the scope with this key. */
    Set<String> rolesAt(String principalId, String scopeKey);

    /** Ids of the principals that hold the role (the word for it) directly at the scope with this key. */
    Set<String> holdersOf(String role, String scopeKey);

    /** Who a principal is, where the directory knows it. */
    Optional<AccessEvent.DirectoryPrincipal> principal(String principalId);

    /** Whether somebody of this tenant reads at the address, as far as the directory says. */
    boolean readsAt(String tenant, String address);

    /** The customer whose subscription this is, where one is known. */
    Optional<CustomerKey> customerOf(String subscription);

    /** Whether the customer has anything in the subscription: it is its own now, or was before. */
    boolean isOrWasOf(String subscription, CustomerKey customer);

    /** Whether the partner lets the customer's people see their charges; {@code false} for unknown customers. */
    boolean mayViewCharges(CustomerKey customer);
}
