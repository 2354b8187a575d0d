package dev.outlay.budget.arm;

import dev.outlay.budget.deployment.Work;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a deployment, and those within it, have in common.
 *
 * @param request of whoever deploys
 * @param until when it may begin another resource
 * @param depth how many templates it is within
 * @param counted how many requests were counted of all of it, with its own
 */
record Deploying(Call call, HttpServerRequest request, Work work, Instant until, int depth, AtomicInteger counted) {
    Deploying within(Call inner) {
        return new Deploying(inner, request, work, until, depth + 1, counted);
    }
}
