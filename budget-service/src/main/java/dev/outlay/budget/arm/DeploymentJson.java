package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.outlay.budget.deployment.DeploymentRun;
import dev.outlay.budget.deployment.KeptDeployment;
import dev.outlay.budget.deployment.PlannedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deployments as answers show them, in Azure's form. */
final class DeploymentJson {

    static final String TYPE = "Microsoft.Resources/deployments";

    /** From here on a status says that nothing was made. */
    static final int REFUSED = 300;

    private static final int MADE = 201;

    /**
     * What became of one resource.
     *
     * @param status HTTP status with which it was answered
     * @param error code and message; null where it was made
     * @param retryAfter when to try again, as it was answered; null where nothing was said of that
     */
    record Done(
            PlannedResource resource,
            int status,
            @Nullable JsonNode error,
            @Nullable String retryAfter,
            Instant at,
            Duration took) {
        boolean isRefused() {
            return status >= REFUSED;
        }
    }

    private DeploymentJson() {}

    /** The ARM id of the deployment that a call is about. */
    static String id(Call call, String name) {
        return call.id("deployments", name);
    }

    /** What is kept is put in as it is, so that nothing that could be kept cannot be read. */
    static ObjectNode body(Call call, KeptDeployment deployment) {
        ObjectNode body = body(call, deployment.name(), deployment.location());
        return deployment.isLost()
                ? body.set("properties", lost(deployment))
                : body.putRawValue("properties", new RawValue(deployment.properties()));
    }

    static ObjectNode body(Call call, String name, @Nullable String location, JsonNode properties) {
        return body(call, name, location).set("properties", properties);
    }

    private static ObjectNode body(Call call, String name, @Nullable String location) {
        ObjectNode body = ArmJson.resource(id(call, name), name, TYPE);
        return location == null ? body : body.put("location", location);
    }

    /** Who waits for its end is told that there will be none. */
    private static JsonNode lost(KeptDeployment deployment) {
        JsonNode properties = ArmJson.kept(deployment.properties());
        if (properties instanceof ObjectNode shown) {
            shown.put("provisioningState", "Failed")
                    .putObject("error")
                    .put("code", "DeploymentFailed")
                    .put(
                            "message",
                            "The service that carried it out has stopped before its end. What was made before is there:"
                                    + " deploy the template again.");
        }
        return properties;
    }

    /** The properties of one that begins, or that could. */
    static ObjectNode properties(DeploymentRun run, String state, Instant begun, String correlation) {
        ObjectNode properties = ArmJson.node().put("templateHash", run.templateHash());
        properties.set("parameters", run.parameters());
        properties
                .put("mode", "Incremental")
                .put("provisioningState", state)
                .put("timestamp", begun.toString())
                .put("duration", Duration.ZERO.toString())
                .put("correlationId", correlation);
        properties.set("providers", providers(run.resources()));
        properties.putArray("dependencies");
        return properties;
    }

    /** Which types of which providers are made. */
    private static ArrayNode providers(List<PlannedResource> resources) {
        ArrayNode providers = ArmJson.node().putArray("providers");
        TreeSet<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        resources.forEach(each -> types.add(each.type()));
        for (String type : types) {
            int slash = type.indexOf('/');
            ObjectNode provider = providers.addObject().put("namespace", type.substring(0, slash));
            provider.putArray("resourceTypes")
                    .addObject()
                    .put("resourceType", type.substring(slash + 1))
                    .putArray("locations")
                    .addNull();
        }
        return providers;
    }

    /** Adds how it ended. */
    static void ended(ObjectNode properties, String state, Instant at, Duration took) {
        properties
                .put("provisioningState", state)
                .put("timestamp", at.toString())
                .put("duration", took.toString());
    }

    /** {@code [{"id"}]} of what was made. */
    static ArrayNode made(List<Done> done) {
        ArrayNode made = ArmJson.node().putArray("outputResources");
        done.stream()
                .filter(each -> !each.isRefused() && !each.resource().isExisting())
                .forEach(each -> made.addObject().put("id", each.resource().id()));
        return made;
    }

    static ArrayNode planned(DeploymentRun run) {
        ArrayNode planned = ArmJson.node().putArray("validatedResources");
        run.resources().stream().filter(each -> !each.isExisting()).forEach(each -> planned.addObject()
                .put("id", each.id()));
        return planned;
    }

    /** What was done, in order: kept without the id of the deployment, whose casing is that of whoever asks. */
    static ArrayNode operations(List<Done> done) {
        ArrayNode operations = ArmJson.node().putArray("operations");
        for (Done each : done) {
            ObjectNode properties = operations
                    .addObject()
                    .put("operationId", String.format("%016X", operations.size()))
                    .putObject("properties");
            properties
                    .put("provisioningOperation", each.resource().isExisting() ? "Read" : "Create")
                    .put("provisioningState", each.isRefused() ? "Failed" : "Succeeded")
                    .put("timestamp", each.at().toString())
                    .put("duration", each.took().toString())
                    .put("statusCode", statusCode(each.status()));
            properties
                    .putObject("targetResource")
                    .put("id", each.resource().id())
                    .put("resourceType", each.resource().type())
                    .put("resourceName", each.resource().name());
            JsonNode error = each.error();
            if (error != null) {
                properties.putObject("statusMessage").set("error", error);
            }
        }
        return operations;
    }

    /** The words that Azure has for what is answered here. */
    private static String statusCode(int status) {
        return switch (status) {
            case 200 -> "OK";
            case MADE -> "Created";
            case 400 -> "BadRequest";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 413 -> "RequestEntityTooLarge";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            default -> Integer.toString(status);
        };
    }

    /** {@code DeploymentFailed}, with what the resource was answered. */
    static ObjectNode failure(String id, JsonNode detail) {
        ObjectNode failure = ArmJson.node()
                .put("code", "DeploymentFailed")
                .put("target", id)
                .put(
                        "message",
                        "At least one resource deployment operation failed, and what comes after it was not begun. What"
                                + " was made before is there. List the operations of the deployment for details.");
        failure.putArray("details").add(detail);
        return failure;
    }
}
