package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.deployment.DeploymentOwner;
import dev.outlay.budget.deployment.DeploymentRequest;
import dev.outlay.budget.deployment.DeploymentRun;
import dev.outlay.budget.deployment.Deployments;
import dev.outlay.budget.refusal.RefusedException;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment ended: what is kept of it, and what is answered.
 *
 * @param properties as they are kept and shown
 * @param operations what was done, as it is kept
 * @param failure null where everything was made
 * @param broken what is answered where a fault of ours ended it; null otherwise
 */
record DeploymentOutcome(
        ObjectNode properties,
        String operations,
        @Nullable ObjectNode failure,
        @Nullable Answer broken) {

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int OURS = 500;

    /** Where nothing else was said. */
    private static final String SOON = "5";

    /** What is left of what can be kept, when a deployment begins, for how it ends. */
    private static final int LEFT_FOR_THE_END = 16 * 1024;

    /**
     * A deployment that has begun, and what has been done of it.
     *
     * @param properties as they are shown while it runs
     */
    record Begun(
            Call call,
            HttpServerRequest request,
            DeploymentOwner owner,
            UUID id,
            DeploymentRun run,
            DeploymentRequest asked,
            Instant at,
            ObjectNode properties,
            List<DeploymentJson.Done> done) {

        DeploymentJson.@Nullable Done last() {
            return done.isEmpty() ? null : done.getLast();
        }

        boolean hasFailed() {
            DeploymentJson.Done last = last();
            return last != null && last.isRefused();
        }
    }

    /** Whether a deployment with such properties can begin: whether what is said of its end has room behind them. */
    static boolean canBegin(String properties) {
        return bytes(properties) <= Deployments.MOST_BYTES - LEFT_FOR_THE_END;
    }

    /** How one has ended of which everything was done, or the last thing refused. */
    static DeploymentOutcome of(Begun begun, Instant now) {
        DeploymentJson.Done last = begun.last();
        JsonNode error = last == null ? null : last.error();
        if (last != null && last.isRefused()) {
            return failed(begun, now, error == null ? ArmJson.node() : error, null);
        }
        ObjectNode properties = ended(begun, "Succeeded", now);
        try {
            properties.set("outputs", begun.run().outputs());
            return isTooLarge(properties)
                    ? failed(begun, now, ofOutputs("Its outputs are larger than can be kept. Have fewer."), null)
                    : new DeploymentOutcome(properties, operations(begun), null, null);
        } catch (RefusedException refused) {
            return failed(begun, now, ofOutputs(refused.refusal().message()), null);
        }
    }

    /** How one has ended that something went wrong with which no resource has to do. */
    static DeploymentOutcome broken(Begun begun, Instant now, Throwable failure) {
        Answer answer = Failures.answer(failure, begun.call().requestId(), true);
        JsonNode error = ArmJson.answered(String.valueOf(answer.body()))
                .map(body -> body.path("error"))
                .orElseGet(ArmJson::node);
        return failed(begun, now, error, answer.status() >= OURS ? answer : null);
    }

    private static ObjectNode ofOutputs(String message) {
        return ArmJson.node().put("code", "DeploymentOutputEvaluationFailed").put("message", message);
    }

    private static DeploymentOutcome failed(Begun begun, Instant now, JsonNode detail, @Nullable Answer broken) {
        Call call = begun.call();
        ObjectNode properties = ended(begun, "Failed", now);
        ObjectNode failure = DeploymentJson.failure(DeploymentJson.id(call, call.name()), detail);
        properties.set("error", failure);
        if (isTooLarge(properties)) {
            properties.remove("outputResources");
            properties
                    .putObject("error")
                    .put("code", "DeploymentFailed")
                    .put("message", "What was said of it is larger than can be kept.");
        }
        return new DeploymentOutcome(properties, operations(begun), failure, broken);
    }

    private static ObjectNode ended(Begun begun, String state, Instant now) {
        ObjectNode properties = ArmJson.node();
        properties.setAll(begun.properties());
        DeploymentJson.ended(properties, state, now, Duration.between(begun.at(), now));
        return properties.set("outputResources", DeploymentJson.made(begun.done()));
    }

    /** Where they are too large the words of refusals are left out, and at last all of them. */
    private static String operations(Begun begun) {
        JsonNode operations = DeploymentJson.operations(begun.done());
        if (isTooLarge(operations)) {
            operations.forEach(each -> ((ObjectNode) each.path("properties")).remove("statusMessage"));
        }
        return isTooLarge(operations) ? "[]" : ArmJson.text(operations);
    }

    private static boolean isTooLarge(JsonNode kept) {
        return bytes(ArmJson.text(kept)) > Deployments.MOST_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Where the same request can succeed later it is answered as the resource was, and clients send it again by themselves. */
    private static @Nullable Answer again(Begun begun) {
        DeploymentJson.Done last = begun.last();
        JsonNode error = last == null ? null : last.error();
        if (last == null || error == null || (last.status() != TOO_MANY && last.status() < OURS)) {
            return null;
        }
        String body = ArmJson.error(
                error.path("code").asText(),
                error.path("message").asText() + " The deployment stopped at '"
                        + last.resource().id() + "' and can be sent again.");
        String after = last.retryAfter();
        if (after == null) {
            // What counted requests has said it of this one already.
            after = begun.request().response().headers().get("Retry-After");
        }
        return new Answer(last.status(), body, Map.of("Retry-After", after == null ? SOON : after));
    }

    /** @param created whether none of its name was there */
    Answer answer(Begun begun, boolean created) {
        Answer again = broken == null ? again(begun) : broken;
        if (again != null) {
            return again;
        }
        if (failure != null) {
            ObjectNode envelope = ArmJson.node();
            envelope.set("error", failure);
            return new Answer(CONFLICT, ArmJson.text(envelope), Map.of());
        }
        Call call = begun.call();
        ObjectNode body = DeploymentJson.body(call, call.name(), begun.asked().location(), properties);
        return created ? Answer.created(body) : Answer.ok(body);
    }
}
