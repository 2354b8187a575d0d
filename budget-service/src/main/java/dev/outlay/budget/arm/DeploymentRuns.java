package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.deployment.DeployedAt;
import dev.outlay.budget.deployment.DeploymentOwner;
import dev.outlay.budget.deployment.DeploymentRequest;
import dev.outlay.budget.deployment.DeploymentRun;
import dev.outlay.budget.deployment.Deployments;
import dev.outlay.budget.deployment.Work;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Carries out templates over HTTP, within the request, one resource after the other; and looks at one without carrying it out. */
@ApplicationScoped
class DeploymentRuns {

    /** How many templates may be in each other, as Bicep's modules are. */
    private static final int DEEPEST = 4;

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int OURS = 500;

    private final Deployments deployments;
    private final DeployedResources resources;
    private final Requests requests;
    private final Clock clock;

    DeploymentRuns(Deployments deployments, DeployedResources resources, Requests requests, Clock clock) {
        this.deployments = deployments;
        this.resources = resources;
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * What a deployment, and those within it, have in common.
     *
     * @param request of whoever deploys
     * @param depth how many templates it is within
     */
    private record Deploying(Call call, HttpServerRequest request, Work work, int depth) {
        Deploying within(Call inner) {
            return new Deploying(inner, request, work, depth + 1);
        }
    }

    /** A deployment that has begun, and what has been done of it. */
    private record Begun(
            Deploying deploying,
            DeploymentOwner owner,
            UUID id,
            DeploymentRun run,
            DeploymentRequest asked,
            Instant at,
            ObjectNode properties,
            List<DeploymentJson.Done> done) {

        boolean hasFailed() {
            return !done.isEmpty() && done.getLast().isRefused();
        }
    }

    /** Answers PUT and POST validate, which have a body in common. */
    Uni<Answer> answer(Call call, HttpServerRequest request) {
        boolean validates =
                call.route() == Route.VALIDATE_DEPLOYMENT || call.route() == Route.VALIDATE_TENANT_DEPLOYMENT;
        Deploying deploying = new Deploying(call, request, new Work(), 0);
        return deployments
                .admitted(call.principal(), call.route().need(), DeploymentsEndpoint.scope(call))
                .chain(owner -> {
                    DeploymentRequest asked = DeploymentRequest.read(ArmJson.object(call));
                    return validates
                            ? Uni.createFrom().item(validated(deploying, asked))
                            : carriedOut(deploying, owner, asked);
                });
    }

    /** Looks at a template and its parameters; makes nothing, keeps nothing, and decides nothing about the resources. */
    private Answer validated(Deploying deploying, DeploymentRequest asked) {
        Instant now = clock.instant();
        DeploymentRun run = understood(deploying, asked, now).run();
        Call call = deploying.call();
        ObjectNode properties = DeploymentJson.properties(run, "Succeeded", now, call.requestId());
        properties.set("validatedResources", DeploymentJson.planned(run));
        return Answer.ok(DeploymentJson.body(call, call.name(), asked.location(), properties));
    }

    private record Understood(DeploymentRun run, List<DeployedResources.Asked> resources) {}

    private static Understood understood(Deploying deploying, DeploymentRequest asked, Instant now) {
        Call call = deploying.call();
        Deployments.requireName(call.name());
        DeploymentRun run = DeploymentRun.of(asked, at(call, asked), now, deploying.work());
        return new Understood(
                run, run.resources().stream().map(DeployedResources::understood).toList());
    }

    private static DeployedAt at(Call call, DeploymentRequest asked) {
        String tenant = call.principal().tenant();
        return switch (DeploymentsEndpoint.scope(call)) {
            case Scope.ResourceGroup group ->
                new DeployedAt(group.subscription(), group.resourceGroup(), tenant, call.name(), asked.location());
            case Scope.Subscription subscription ->
                new DeployedAt(subscription.subscription(), null, tenant, call.name(), asked.location());
            case null, default -> new DeployedAt(null, null, tenant, call.name(), asked.location());
        };
    }

    private Uni<Answer> carriedOut(Deploying deploying, DeploymentOwner owner, DeploymentRequest asked) {
        Instant now = clock.instant();
        Understood understood = understood(deploying, asked, now);
        Call call = deploying.call();
        requests.count(
                deploying.request(), call.principal(), understood.resources().size());
        ObjectNode properties = DeploymentJson.properties(understood.run(), "Running", now, call.requestId());
        Begun begun = new Begun(
                deploying, owner, UUID.randomUUID(), understood.run(), asked, now, properties, new ArrayList<>());
        return deployments
                .begin(call.changedBy(), owner, call.name(), asked.location(), begun.id(), ArmJson.text(properties))
                .chain(created -> applied(begun, understood.resources())
                        .chain(() -> ended(begun))
                        .map(failure ->
                                failure.map(error -> failed(begun, error)).orElseGet(() -> succeeded(begun, created))));
    }

    /** One after the other; after the first that is refused none is begun. */
    private Uni<Void> applied(Begun begun, List<DeployedResources.Asked> asked) {
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(each ->
                        begun.hasFailed() ? Uni.createFrom().<DeploymentJson.Done>nullItem() : applied(begun, each))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<DeploymentJson.Done> applied(Begun begun, DeployedResources.Asked asked) {
        Instant from = clock.instant();
        Deploying deploying = begun.deploying();
        boolean[] secret = {false};
        return Uni.createFrom()
                .deferred(() -> {
                    DeploymentRun.Body body = begun.run().body(asked.resource());
                    secret[0] = body.secret();
                    return asked.resource().isDeployment() && !asked.resource().isExisting()
                            ? nested(deploying.within(asked.call(deploying.call(), Buffer.buffer())), body)
                            : resources.answer(asked, body.json(), deploying.call(), deploying.request());
                })
                .onFailure()
                .recoverWithItem(
                        failure -> Failures.answer(failure, deploying.call().requestId(), true))
                .map(answer -> {
                    Instant now = clock.instant();
                    JsonNode said = answer.body() == null
                            ? ArmJson.node()
                            : ArmJson.sent(answer.body()).orElseGet(ArmJson::node);
                    DeploymentJson.Done done = new DeploymentJson.Done(
                            asked.resource(),
                            answer.status(),
                            answer.status() < DeploymentJson.REFUSED
                                    ? null
                                    : error(said, answer.status(), asked, secret[0]),
                            now,
                            Duration.between(from, now));
                    if (!done.isRefused()) {
                        begun.run().answered(asked.resource(), said, secret[0]);
                    }
                    begun.done().add(done);
                    return done;
                });
    }

    /** A template within the template is deployed as if it had been sent by itself, and kept where it is deployed. */
    private Uni<Answer> nested(Deploying deploying, DeploymentRun.Body body) {
        if (deploying.depth() > DEEPEST) {
            throw new Refusal(
                            400,
                            "InvalidTemplate",
                            "Deployment template validation failed: templates are more than " + DEEPEST
                                    + " deep in each other.")
                    .exception();
        }
        Call call = deploying.call();
        return deployments
                .admitted(call.principal(), call.route().need(), DeploymentsEndpoint.scope(call))
                .chain(owner -> carriedOut(deploying, owner, body.request()));
    }

    /** What a resource was answered. It may repeat what was sent, so that nothing of it is kept where that was secret. */
    private static ObjectNode error(JsonNode said, int status, DeployedResources.Asked asked, boolean secret) {
        JsonNode error = said.path("error");
        ObjectNode kept = ArmJson.node()
                .put("code", error.path("code").asText("DeploymentFailed"))
                .put("target", asked.resource().id())
                .put(
                        "message",
                        secret
                                ? "What was said of it is not repeated, since a secure parameter is part of it. Send"
                                        + " its PUT by itself to read it."
                                : error.path("message").asText("The resource was refused with status " + status + "."));
        if (!secret && error.path("details").isArray()) {
            kept.set("details", error.path("details"));
        }
        return kept;
    }

    /** Notes how it ended; the failure, or nothing. */
    private Uni<Optional<ObjectNode>> ended(Begun begun) {
        Instant now = clock.instant();
        Optional<ObjectNode> failure = failure(begun);
        ObjectNode properties = begun.properties();
        DeploymentJson.ended(
                properties, failure.isEmpty() ? "Succeeded" : "Failed", now, Duration.between(begun.at(), now));
        properties.set("outputResources", DeploymentJson.made(begun.done()));
        failure.ifPresent(error -> properties.set("error", error));
        return deployments
                .end(
                        begun.owner(),
                        begun.deploying().call().name(),
                        begun.id(),
                        ArmJson.text(properties),
                        ArmJson.text(DeploymentJson.operations(begun.done())))
                .replaceWith(failure);
    }

    private static Optional<ObjectNode> failure(Begun begun) {
        Call call = begun.deploying().call();
        String id = DeploymentJson.id(call, call.name());
        if (begun.hasFailed()) {
            JsonNode error = begun.done().getLast().error();
            return Optional.of(DeploymentJson.failure(id, error == null ? ArmJson.node() : error));
        }
        try {
            begun.properties().set("outputs", begun.run().outputs());
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(DeploymentJson.failure(
                    id,
                    ArmJson.node()
                            .put("code", "DeploymentOutputEvaluationFailed")
                            .put("message", refused.refusal().message())));
        }
    }

    private static Answer succeeded(Begun begun, boolean created) {
        Call call = begun.deploying().call();
        ObjectNode body = DeploymentJson.body(call, call.name(), begun.asked().location(), begun.properties());
        return created ? Answer.created(body) : Answer.ok(body);
    }

    /** Where the same request can succeed later it is answered as the resource was, and clients send it again by themselves. */
    private static Answer failed(Begun begun, ObjectNode failure) {
        DeploymentJson.Done last = begun.done().isEmpty() ? null : begun.done().getLast();
        JsonNode error = last == null ? null : last.error();
        if (last != null && error != null && (last.status() == TOO_MANY || last.status() >= OURS)) {
            return new Answer(
                    last.status(),
                    ArmJson.error(
                            error.path("code").asText(),
                            error.path("message").asText() + " The deployment stopped at '"
                                    + last.resource().id() + "' and can be sent again."),
                    Map.of("Retry-After", "5"));
        }
        ObjectNode envelope = ArmJson.node();
        envelope.set("error", failure);
        return new Answer(CONFLICT, ArmJson.text(envelope), Map.of());
    }
}
