package dev.outlay.alert.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Map<String, Map<String, AccessEvent.RoleAssignment>> assignments = new ConcurrentHashMap<>();
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

    /** Takes in what a record with this key says now. A heartbeat changes nothing here; see {@link #caughtUp}. */
    public void hear(String recordKey, AccessEvent event) {
        forget(recordKey);
        switch (event) {
            case AccessEvent.Heartbeat ignored -> {}
            case AccessEvent.RoleAssignment assignment ->
                assignments
                        .computeIfAbsent(assignment.principalId(), principal -> new ConcurrentHashMap<>())
                        .put(recordKey, assignment);
            case AccessEvent.Customer customer -> policies.put(customer.key(), customer.mayViewCharges());
            case AccessEvent.Subscription subscription -> subscriptions.put(subscription.subscription(), subscription);
            case AccessEvent.DirectoryPrincipal principal -> principals.put(principal.principalId(), principal);
        }
        said.put(recordKey, event);
    }

    /** Takes back what the record with this key said before. */
    public void forget(String recordKey) {
        switch (said.remove(recordKey)) {
            case null -> {}
            case AccessEvent.Heartbeat ignored -> {}
            case AccessEvent.RoleAssignment assignment ->
                assignments
                        .getOrDefault(assignment.principalId(), new ConcurrentHashMap<>())
                        .remove(recordKey);
            case AccessEvent.Customer customer -> policies.remove(customer.key());
            case AccessEvent.Subscription subscription -> subscriptions.remove(subscription.subscription());
            case AccessEvent.DirectoryPrincipal principal -> principals.remove(principal.principalId());
        }
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
    public Set<String> rolesAt(String principalId, String scopeKey) {
        return assignments.getOrDefault(principalId, Map.of()).values().stream()
                .filter(assignment -> assignment.scopeKey().equals(scopeKey))
                .map(AccessEvent.RoleAssignment::role)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> holdersOf(String role, String scopeKey) {
        return assignments.values().stream()
                .flatMap(ofOne -> ofOne.values().stream())
                .filter(assignment -> assignment.scopeKey().equals(scopeKey)
                        && assignment.role().equals(role))
                .map(AccessEvent.RoleAssignment::principalId)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<AccessEvent.DirectoryPrincipal> principal(String principalId) {
        return Optional.ofNullable(principals.get(principalId));
    }

    @Override
    public List<AccessEvent.DirectoryPrincipal> readersOf(String address) {
        return principals.values().stream()
                .filter(principal ->
                        principal.mail().filter(address::equalsIgnoreCase).isPresent())
                .toList();
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
