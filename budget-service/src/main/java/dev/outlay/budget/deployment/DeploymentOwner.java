package dev.outlay.budget.deployment;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * Where deployments are kept.
 *
 * @param key what the database keeps
 * @param armId of the scope, as the audit names it
 * @param around key of the subscription at or in which they are; null elsewhere
 */
public record DeploymentOwner(
        String key, String armId, @Nullable String around) {

    /** Those that name no scope: the partner's. */
    static final DeploymentOwner TENANT = new DeploymentOwner("tenant", "/", null);

    /** The place and not its id: of a subscription that moves to another customer the new one sees nothing of the old. */
    static DeploymentOwner of(Place place) {
        ScopeKey subscription = place.subscription();
        return new DeploymentOwner(
                "place\n" + place.key().text(),
                place.scope().armId(),
                subscription == null ? null : subscription.text());
    }
}
