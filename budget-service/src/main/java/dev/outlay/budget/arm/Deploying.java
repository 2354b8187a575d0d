package dev.outlay.budget.arm;

import dev.outlay.budget.arm.DeploymentWorkers.Place;
import dev.outlay.budget.deployment.DeployedAt;
import dev.outlay.budget.deployment.DeploymentRequest;
import dev.outlay.budget.deployment.Work;
import dev.outlay.budget.scope.Scope;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One deployment while it is asked for, with what those within it have in common with it.
 *
 * @param request of whoever deploys
 * @param until when it may begin another resource
 * @param depth how many templates it is within
 * @param counted how many requests were counted of all of it, with its own
 */
record Deploying(
        Call call, HttpServerRequest request, Work work, Place place, Instant until, int depth, AtomicInteger counted) {

    Deploying within(Call inner) {
        return new Deploying(inner, request, work, place, until, depth + 1, counted);
    }

    /**
     * The same once it has begun.
     *
     * @param end when it may begin another resource; of one within another that one's counts
     */
    Deploying begun(Instant end) {
        place.begins();
        return depth > 0 ? this : new Deploying(call, request, work, place, end, depth, counted);
    }

    /** Where it is deployed. */
    DeployedAt at(DeploymentRequest asked) {
        String tenant = call.principal().tenant();
        return switch (DeploymentsEndpoint.scope(call)) {
            case Scope.ResourceGroup group ->
                new DeployedAt(group.subscription(), group.resourceGroup(), tenant, call.name(), asked.location());
            case Scope.Subscription subscription ->
                new DeployedAt(subscription.subscription(), null, tenant, call.name(), asked.location());
            case null, default -> new DeployedAt(null, null, tenant, call.name(), asked.location());
        };
    }
}
