package dev.outlay.alert.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Everything that was heard on the topic {@code access}, by the key of its record. One thread writes (the listener), any
 * number read. A tombstone takes back whatever its key said.
 */
public final class AccessHeard implements AccessFacts {

    private final Clock clock;
    private final Duration patience;
    private final Map<String, AccessEvent> said = new ConcurrentHashMap<>();

    /** By scope and principal: what somebody may is asked with every request, and for each of the groups that they are in. */
    private final Map<String, Map<String, Map<String, AccessEvent.RoleAssignment>>> assignmentsAt =
            new ConcurrentHashMap<>();

    private final Map<String, AccessEvent.CustomRole> roles = new ConcurrentHashMap<>();
    private final Map<String, AccessEvent.Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<CustomerKey, Boolean> policies = new ConcurrentHashMap<>();
    private final Map<String, AccessEvent.DirectoryPrincipal> principals = new ConcurrentHashMap<>();
    private volatile Instant lastHeard = Instant.EPOCH;

    /**
     * @param patience how long after the last heartbeat what was heard may be relied on
     */
    public AccessHeard(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Takes in what a record with this key says now. What it said before is taken back afterwards, so that nobody who
     * reads meanwhile finds a right missing that holds before and after. A heartbeat changes nothing here; see
     * {@link #caughtUp}.
     */
    public void hear(String recordKey, AccessEvent event) {
        AccessEvent before = said.put(recordKey, event);
        switch (event) {
            case AccessEvent.Heartbeat ignored -> {}
            case AccessEvent.RoleAssignment assignment -> {
                add(recordKey, assignment);
            }
            case AccessEvent.CustomRole role -> roles.put(role.roleId(), role);
            case AccessEvent.Customer customer -> policies.put(customer.key(), customer.mayViewCharges());
            case AccessEvent.Subscription subscription -> subscriptions.put(subscription.subscription(), subscription);
            case AccessEvent.DirectoryPrincipal principal -> principals.put(principal.principalId(), principal);
        }
        if (before != null && !before.equals(event)) {
            takeBack(recordKey, before);
        }
    }

    /** Takes back what the record with this key said before. */
    public void forget(String recordKey) {
        AccessEvent before = said.remove(recordKey);
        if (before != null) {
            takeBack(recordKey, before);
        }
    }

    /** Removes it only where nothing else has come in its place. */
    private void takeBack(String recordKey, AccessEvent before) {
        switch (before) {
            case AccessEvent.Heartbeat ignored -> {}
            case AccessEvent.RoleAssignment assignment -> {
                remove(recordKey, assignment);
            }
            case AccessEvent.CustomRole role -> roles.remove(role.roleId(), role);
            case AccessEvent.Customer customer -> policies.remove(customer.key(), customer.mayViewCharges());
            case AccessEvent.Subscription subscription ->
                subscriptions.remove(subscription.subscription(), subscription);
            case AccessEvent.DirectoryPrincipal principal -> principals.remove(principal.principalId(), principal);
        }
    }

    private void add(String recordKey, AccessEvent.RoleAssignment assignment) {
        assignmentsAt
                .computeIfAbsent(assignment.scopeKey(), first -> new ConcurrentHashMap<>())
                .computeIfAbsent(assignment.principalId(), first -> new ConcurrentHashMap<>())
                .put(recordKey, assignment);
    }

    private void remove(String recordKey, AccessEvent.RoleAssignment assignment) {
        assignmentsAt.computeIfPresent(assignment.scopeKey(), (scope, holders) -> {
            holders.computeIfPresent(assignment.principalId(), (principal, held) -> {
                held.remove(recordKey, assignment);
                return held.isEmpty() ? null : held;
            });
            return holders.isEmpty() ? null : holders;
        });
    }

    /** All that has to be looked at to know what a principal holds at a scope. */
    Collection<AccessEvent.RoleAssignment> heldBy(String principalId, String scopeKey) {
        return assignmentsAt
                .getOrDefault(scopeKey, Map.of())
                .getOrDefault(principalId, Map.of())
                .values();
    }

    /** A heartbeat was read and nothing was waiting behind it: what is known is what the budget service knows. */
    public void caughtUp() {
        lastHeard = clock.instant();
    }

    @Override
    public boolean isFresh() {
        return Duration.between(lastHeard, clock.instant()).compareTo(patience) <= 0;
    }

    @Override
    public List<Permission> permissionsOf(String role) {
        return BuiltInRole.labelled(role).map(BuiltInRole::permissions).orElseGet(() -> Optional.ofNullable(
                        roles.get(role))
                .map(AccessEvent.CustomRole::permissions)
                .orElse(List.of()));
    }

    /** Asked rarely: roles are not kept by name. */
    @Override
    public Set<String> customRolesNamed(String nameOrId) {
        return roles.values().stream()
                .filter(role ->
                        role.name().equalsIgnoreCase(nameOrId) || role.roleId().equalsIgnoreCase(nameOrId))
                .map(AccessEvent.CustomRole::roleId)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> rolesAt(String principalId, String scopeKey) {
        return heldBy(principalId, scopeKey).stream()
                .map(AccessEvent.RoleAssignment::role)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Asked rarely, where a notification names a role: holders are not kept by role. */
    @Override
    public Set<String> holdersOf(String role, String scopeKey) {
        return assignmentsAt.getOrDefault(scopeKey, Map.of()).values().stream()
                .flatMap(held -> held.values().stream())
                .filter(assignment -> assignment.role().equals(role))
                .map(AccessEvent.RoleAssignment::principalId)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<AccessEvent.DirectoryPrincipal> principal(String principalId) {
        return Optional.ofNullable(principals.get(principalId));
    }

    /** Asked rarely: who reads at an address is not kept by address. */
    @Override
    public boolean readsAt(String tenant, String address) {
        return principals.values().stream()
                .filter(principal -> principal.tenant().equalsIgnoreCase(tenant))
                .anyMatch(principal ->
                        principal.mail().filter(address::equalsIgnoreCase).isPresent());
    }

    @Override
    public Optional<CustomerKey> customerOf(String subscription) {
        return Optional.ofNullable(subscriptions.get(subscription)).flatMap(AccessEvent.Subscription::customer);
    }

    @Override
    public boolean isOrWasOf(String subscription, CustomerKey customer) {
        AccessEvent.Subscription heard = subscriptions.get(subscription);
        return heard != null
                && (heard.customer().filter(customer::equals).isPresent()
                        || heard.former().contains(customer));
    }

    @Override
    public boolean mayViewCharges(CustomerKey customer) {
        return policies.getOrDefault(customer, false);
    }
}
