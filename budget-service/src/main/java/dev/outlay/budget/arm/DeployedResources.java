package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.deployment.DeploymentRun;
import dev.outlay.budget.deployment.PlannedResource;
import dev.outlay.budget.frontdoor.FrontDoor;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ArmPath;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the resources of a deployment, each as if whoever deploys had sent its PUT: the same route, the same decision, the same audit; an action group by asking the alert service with the same token. No other way leads from a template
 * to anything.
 */
@ApplicationScoped
class DeployedResources {

    /** What a template may name, as people are told. */
    private static final List<String> SERVED = List.of(
            "Microsoft.Consumption/budgets",
            "Microsoft.CostManagement/budgets",
            "Microsoft.CostManagement/views",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleDefinitions",
            "Microsoft.Insights/actionGroups",
            ResourceGroupBodies.TYPE,
            DeploymentJson.TYPE);

    private static final Set<Route> ROUTES = EnumSet.of(
            Route.PUT_BUDGET,
            Route.GET_BUDGET,
            Route.PUT_VIEW,
            Route.GET_VIEW,
            Route.PUT_OWN_VIEW,
            Route.GET_OWN_VIEW,
            Route.PUT_ASSIGNMENT,
            Route.GET_ASSIGNMENT,
            Route.PUT_ROLE_DEFINITION,
            Route.GET_ROLE_DEFINITION,
            Route.PUT_RESOURCE_GROUP,
            Route.GET_RESOURCE_GROUP,
            Route.PUT_DEPLOYMENT,
            Route.GET_DEPLOYMENT,
            Route.PUT_TENANT_DEPLOYMENT,
            Route.GET_TENANT_DEPLOYMENT,
            Route.FORWARD_TO_ALERT);

    /** {@code providers/{namespace}/{type}/{name}}. */
    private static final int BELOW_SCOPE = 4;

    private final Dispatch dispatch;
    private final FrontDoor frontDoor;

    DeployedResources(Dispatch dispatch, FrontDoor frontDoor) {
        this.dispatch = dispatch;
        this.frontDoor = frontDoor;
    }

    /**
     * A request for one resource, as it is understood.
     *
     * @param segments of its path
     */
    record Asked(PlannedResource resource, List<String> segments, Routing.Resource found, Route route) {

        /** PUT, or GET of what is there already. */
        String method() {
            return DeployedResources.method(resource);
        }

        String query() {
            return "api-version=" + Query.encoded(resource.apiVersion());
        }

        /** The same call as that of whoever deploys, about this resource. */
        Call call(Call deploying, Buffer body) {
            return new Call(
                    route,
                    found.provider(),
                    found.scoped(),
                    found.name(),
                    deploying.principal(),
                    deploying.reached(),
                    deploying.requestId(),
                    query(),
                    "application/json",
                    body);
        }
    }

    /** The same for all resources of a deployment. Those of deployments within it are looked at as well, so far as they are known, so that nothing is made where one of them cannot be. */
    static List<Asked> understood(DeploymentRun run) {
        run.foreseen().forEach(DeployedResources::understood);
        run.unplanned().forEach(each -> {
            if (!isServed(each.type())) {
                throw notServed(each.type(), each.type(), "is not served");
            }
        });
        return run.resources().stream().map(DeployedResources::understood).toList();
    }

    private static boolean isServed(String type) {
        return SERVED.stream().anyMatch(type::equalsIgnoreCase);
    }

    /** Understands which request a resource is; fails with a refusal, before anything is made, where none is served. */
    static Asked understood(PlannedResource resource) {
        if (!isServed(resource.type())) {
            throw notServed(resource, "is not served");
        }
        String path = String.join(
                "/",
                Arrays.stream(resource.id().split("/", -1)).map(Query::encoded).toList());
        List<String> segments =
                switch (ArmPath.of(path)) {
                    case ArmPath.Segments read -> read.segments();
                    case ArmPath.Refused refused ->
                        throw Refusal.badRequest("'" + resource.type() + "': " + refused.reason())
                                .exception();
                };
        // Nothing but a resource of that type, which hangs on a scope and on nothing else, or is a resource group.
        List<String> rest = ScopedPath.of(segments).map(ScopedPath::rest).orElse(segments);
        boolean isGroup = rest.isEmpty() && resource.type().equalsIgnoreCase(ResourceGroupBodies.TYPE);
        Optional<Routing.Resource> found =
                rest.size() == BELOW_SCOPE || isGroup ? Routing.resource(segments) : Optional.empty();
        Route route = found.map(Routing.Resource::methods)
                .map(methods -> methods.get(method(resource)))
                .filter(ROUTES::contains)
                .orElseThrow(() -> notServed(resource, "is not served at this scope"));
        return new Asked(resource, segments, versioned(found.orElseThrow(), resource), route);
    }

    private static String method(PlannedResource resource) {
        return resource.isExisting() ? "GET" : "PUT";
    }

    private static Routing.Resource versioned(Routing.Resource found, PlannedResource resource) {
        if (found.provider() != null) {
            ApiVersions.refusal(found.provider(), resource.apiVersion()).ifPresent(refusal -> {
                throw refusal.exception();
            });
        }
        return found;
    }

    private static RuntimeException notServed(PlannedResource resource, String what) {
        return notServed(resource.id(), resource.type(), what);
    }

    private static RuntimeException notServed(String resource, String type, String what) {
        return new Refusal(
                        400,
                        "DeploymentFailed",
                        "The resource '" + resource + "' of type '" + type + "' " + what
                                + ", so that nothing was deployed. Served are " + String.join(", ", SERVED)
                                + ", each where it can be made by itself.")
                .exception();
    }

    /** Makes or looks up one; what is wrong is its answer. */
    Uni<Answer> answer(Asked asked, ObjectNode json, Call deploying, HttpServerRequest request) {
        Buffer body = asked.resource().isExisting() ? Buffer.buffer() : Buffer.buffer(ArmJson.text(json));
        if (body.length() > asked.route().maxBytes()) {
            return Uni.createFrom()
                    .failure(new Refusal(
                                    413,
                                    "RequestEntityTooLarge",
                                    "The body is larger than " + asked.route().maxBytes() / 1024 + " KiB.")
                            .exception());
        }
        if (asked.route() == Route.FORWARD_TO_ALERT) {
            return frontDoor
                    .askAlert(
                            request,
                            HttpMethod.valueOf(asked.method()),
                            Query.target(asked.segments(), asked.query()),
                            body)
                    .map(told -> new Answer(
                            told.status(),
                            told.body(),
                            told.retryAfter() == null ? Map.of() : Map.of("Retry-After", told.retryAfter())));
        }
        return dispatch.answer(asked.call(deploying, body));
    }
}
