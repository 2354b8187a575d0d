package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.arm.DeploymentOutcome.Begun;
import dev.outlay.budget.arm.DeploymentWorkers.Place;
import dev.outlay.budget.deployment.BegunDeployment;
import dev.outlay.budget.deployment.DeploymentOwner;
import dev.outlay.budget.deployment.DeploymentRequest;
import dev.outlay.budget.deployment.DeploymentRun;
import dev.outlay.budget.deployment.Deployments;
import dev.outlay.budget.deployment.Work;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries out templates over HTTP, within the request, one resource after the other; and looks at one without carrying it out. Whoever asked may be gone before the end: it goes on, and how it ended is kept.
 */
@ApplicationScoped
class DeploymentRuns {

    /** After it no resource is begun: well before the ten minutes after which a run is taken for dead, however long the last one takes. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration FIRST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final int TRIES = 6;

    private final Deployments deployments;
    private final DeployedResources resources;
    private final Requests requests;
    private final DeploymentWorkers workers;
    private final Clock clock;

    DeploymentRuns(
            Deployments deployments,
            DeployedResources resources,
            Requests requests,
            DeploymentWorkers workers,
            Clock clock) {
        this.deployments = deployments;
        this.resources = resources;
        this.requests = requests;
        this.workers = workers;
        this.clock = clock;
    }

    /** Answers PUT and POST validate, which have a body in common. */
    Uni<Answer> answer(Call call, HttpServerRequest request) {
        boolean validates =
                call.route() == Route.VALIDATE_DEPLOYMENT || call.route() == Route.VALIDATE_TENANT_DEPLOYMENT;
        return deployments
                .admitted(call.principal(), call.route().need(), DeploymentsEndpoint.scope(call))
                .chain(owner -> {
                    Deploying deploying = arrived(call, request);
                    Uni<Answer> answer = validates
                            ? validated(deploying)
                            : carriedOut(deploying, owner, () -> DeploymentRequest.read(ArmJson.withTemplate(call)));
                    return answer.onTermination().invoke(() -> deploying.place().leave());
                });
    }

    /** Fails with a refusal where too many are here. */
    private Deploying arrived(Call call, HttpServerRequest request) {
        try {
            Place place = workers.enter(call.principal());
            return new Deploying(
                    call, request, new Work(), place, clock.instant().plus(LONGEST), 0, new AtomicInteger(1));
        } catch (RefusedException tooMany) {
            request.response().putHeader("Retry-After", "1"); // No template is worked out for longer.
            throw tooMany;
        }
    }

    /** Looks at a template and its parameters; makes nothing, keeps nothing, and decides nothing about the resources. */
    private Uni<Answer> validated(Deploying deploying) {
        Instant now = clock.instant();
        Call call = deploying.call();
        return deploying
                .place()
                .out(() -> understood(deploying, DeploymentRequest.read(ArmJson.withTemplate(call)), now, "Succeeded"))
                .invoke(understood -> count(deploying, understood))
                .map(understood -> {
                    ObjectNode properties = understood.properties();
                    properties.set("validatedResources", DeploymentJson.planned(understood.run()));
                    return Answer.ok(DeploymentJson.body(
                            call, call.name(), understood.asked().location(), properties));
                });
    }

    /** A template with its parameters, as it is understood before anything is made. */
    private record Understood(
            DeploymentRequest asked,
            DeploymentRun run,
            List<DeployedResources.Asked> resources,
            ObjectNode properties) {}

    private static Understood understood(Deploying deploying, DeploymentRequest asked, Instant now, String state) {
        Call call = deploying.call();
        Deployments.requireName(call.name());
        DeploymentRun run = DeploymentRun.of(asked, deploying.at(asked), now, deploying.work());
        ObjectNode properties = DeploymentJson.properties(run, state, now, call.requestId());
        if (!DeploymentOutcome.canBegin(ArmJson.text(properties))) {
            throw invalid("its parameters are larger than can be kept.");
        }
        return new Understood(asked, run, DeployedResources.understood(run), properties);
    }

    private static RuntimeException invalid(String message) {
        return new Refusal(400, "InvalidTemplate", "Deployment template validation failed: " + message).exception();
    }

    /** Each resource is a request: those of templates within the template are counted with it, so far as they are known, and those that are known later when they are. */
    private void count(Deploying deploying, Understood understood) {
        DeploymentRun planned = understood.asked().planned();
        int known = understood.run().foreseen().size();
        int more =
                planned == null ? known : Math.max(0, known - planned.foreseen().size());
        requests.count(
                deploying.request(),
                deploying.call().principal(),
                more,
                deploying.counted().get());
        deploying.counted().addAndGet(more);
    }

    private Uni<Answer> carriedOut(Deploying deploying, DeploymentOwner owner, Callable<DeploymentRequest> read) {
        Instant now = clock.instant();
        return deploying
                .place()
                .out(() -> understood(deploying, read.call(), now, "Running"))
                .invoke(understood -> count(deploying, understood))
                .chain(understood -> {
                    Begun begun = begun(deploying, owner, understood, now);
                    return deployments
                            .begin(deploying.call().changedBy(), kept(begun))
                            .chain(created -> outcome(
                                            begun,
                                            deploying.begun(clock.instant().plus(LONGEST)),
                                            understood.resources())
                                    .call(outcome -> noted(begun, outcome))
                                    .map(outcome -> outcome.answer(begun, created)));
                });
    }

    private static Begun begun(Deploying deploying, DeploymentOwner owner, Understood understood, Instant now) {
        return new Begun(
                deploying.call(),
                deploying.request(),
                owner,
                UUID.randomUUID(),
                understood.run(),
                understood.asked(),
                now,
                understood.properties(),
                new ArrayList<>());
    }

    private static BegunDeployment kept(Begun begun) {
        return new BegunDeployment(
                begun.owner(),
                begun.call().name(),
                begun.asked().location(),
                begun.id(),
                begun.run().templateHash(),
                ArmJson.text(begun.properties()));
    }

    /** From here on something is kept that says that it runs: whatever goes wrong, it has to say how it ended. Fails never. */
    private Uni<DeploymentOutcome> outcome(Begun begun, Deploying deploying, List<DeployedResources.Asked> asked) {
        return applied(begun, deploying, asked)
                .chain(() -> deploying.place().out(() -> DeploymentOutcome.of(begun, clock.instant())))
                .onFailure()
                .recoverWithItem(failure -> DeploymentOutcome.broken(begun, clock.instant(), failure));
    }

    /** Tried again where the database is away for a moment. */
    private Uni<Void> noted(Begun begun, DeploymentOutcome outcome) {
        String properties = ArmJson.text(outcome.properties());
        return Uni.createFrom()
                .deferred(() -> deployments.end(
                        begun.owner(), begun.call().name(), begun.id(), properties, outcome.operations()))
                .runSubscriptionOn(workers.here())
                .onFailure(Failures::isInfrastructure)
                .retry()
                .withBackOff(FIRST_REST, LONGEST_REST)
                .atMost(TRIES);
    }

    /** One after the other; after the first that is refused none is begun. */
    private Uni<Void> applied(Begun begun, Deploying deploying, List<DeployedResources.Asked> asked) {
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(
                        each -> begun.hasFailed() ? Uni.createFrom().<Void>nullItem() : applied(begun, deploying, each))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> applied(Begun begun, Deploying deploying, DeployedResources.Asked asked) {
        Instant from = clock.instant();
        boolean[] secret = {false};
        return goingOn(begun, deploying)
                .chain(() -> deploying.place().out(() -> begun.run().body(asked.resource())))
                .chain(body -> {
                    secret[0] = body.secret();
                    return asked.resource().isDeployment() && !asked.resource().isExisting()
                            ? nested(deploying.within(asked.call(deploying.call(), Buffer.buffer())), body)
                            : resources.answer(asked, body.json(), deploying.call(), deploying.request());
                })
                .onFailure()
                .recoverWithItem(
                        failure -> Failures.answer(failure, deploying.call().requestId(), true))
                .chain(answer -> deploying.place().out(() -> done(begun, asked, answer, from, secret[0])))
                .replaceWithVoid();
    }

    private Uni<Void> goingOn(Begun begun, Deploying deploying) {
        if (clock.instant().isAfter(deploying.until())) {
            return Uni.createFrom()
                    .failure(new Refusal(
                                    409,
                                    "DeploymentTimedOut",
                                    "The deployment has taken longer than " + LONGEST.toMinutes()
                                            + " minutes, and goes no further. Deploy in parts.")
                            .exception());
        }
        return deployments.requireGoing(begun.owner(), begun.call().name(), begun.id());
    }

    /** Notes what a resource was answered, for those behind it to refer to. */
    private DeploymentJson.Done done(
            Begun begun, DeployedResources.Asked asked, Answer answer, Instant from, boolean secret) {
        Instant now = clock.instant();
        JsonNode said = answer.body() == null
                ? ArmJson.node()
                : ArmJson.answered(answer.body()).orElseGet(ArmJson::node);
        boolean isRefused = answer.status() >= DeploymentJson.REFUSED;
        DeploymentJson.Done done = new DeploymentJson.Done(
                asked.resource(),
                answer.status(),
                isRefused ? error(said, answer.status(), asked, secret) : null,
                answer.headers().get("Retry-After"),
                now,
                Duration.between(from, now));
        begun.done().add(done);
        if (!isRefused) {
            begun.run().answered(asked.resource(), said, secret);
        }
        return done;
    }

    /** A template within the template is deployed as if it had been sent by itself, and kept where it is deployed. */
    private Uni<Answer> nested(Deploying deploying, DeploymentRun.Body body) {
        if (deploying.depth() > DeploymentRun.DEEPEST) {
            throw invalid("templates are more than " + DeploymentRun.DEEPEST + " deep in each other.");
        }
        Call call = deploying.call();
        return deployments
                .admitted(call.principal(), call.route().need(), DeploymentsEndpoint.scope(call))
                .chain(owner -> carriedOut(deploying, owner, body::request));
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
                                ? "What was said of it is not repeated, since a secure parameter is part of it, or it"
                                        + " is deployed elsewhere, where it is told. Or send its PUT by itself to read it."
                                : error.path("message").asText("The resource was refused with status " + status + "."));
        if (!secret && error.path("details").isArray()) {
            kept.set("details", error.path("details"));
        }
        return kept;
    }
}
