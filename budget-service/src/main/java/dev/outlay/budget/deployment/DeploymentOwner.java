package dev.outlay.budget.deployment;

import dev.outlay.budget.scope.Place;

/**
 * Where deployments are kept.
 *
 * @param key what the database keeps
 * @param armId of the scope, as the audit names it
 */
public record DeploymentOwner(String key, String armId) {

    /** Those that name no scope: the partner's. */
    static final DeploymentOwner TENANT = new DeploymentOwner("tenant", "/");

    /** The place and not its id: of a subscription that moves to another customer the new one sees nothing of the old. */
    static DeploymentOwner of(Place place) {
        return new DeploymentOwner("place\n" + place.key().text(), place.scope().armId());
    }
}
