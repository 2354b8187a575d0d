package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.Refusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when something is deployed.
 *
 * @param template as it was sent
 * @param parameters as they were sent: {@code {"name": {"value": …}}}
 * @param secret names of parameters, in lower case, whose values are secret whatever the template says, since they came from a secure parameter of the template around it
 * @param location null for none
 * @param planned what was worked out of it when the deployment around it began; null where it is within none
 */
public record DeploymentRequest(
        ObjectNode template,
        JsonNode parameters,
        Set<String> secret,
        @Nullable String location,
        @Nullable DeploymentRun planned) {

    private static final Pattern LOCATION = Pattern.compile("[ -~]{0,89}[!-~]");

    public DeploymentRequest {
        secret = Set.copyOf(secret);
    }

    /** Reads the body of a request; fails with a refusal. */
    public static DeploymentRequest read(JsonNode body) {
        return read(body, Set.of(), null);
    }

    /** The same of a deployment within another one. */
    static DeploymentRequest read(JsonNode body, Set<String> secret, @Nullable DeploymentRun planned) {
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            throw Refusal.badContent("The request content was invalid: 'properties' is required.")
                    .exception();
        }
        requireIncremental(properties.path("mode").asText());
        for (String link : new String[] {"templateLink", "parametersLink"}) {
            if (!isAbsent(properties.path(link))) {
                throw new Refusal(
                                400,
                                "InvalidDeploymentRequest",
                                "'properties." + link + "' is not served, since nothing is fetched from elsewhere: send"
                                        + " the template and its parameters themselves.")
                        .exception();
            }
        }
        if (!isAbsent(properties.path("onErrorDeployment"))) {
            throw new Refusal(
                            400,
                            "InvalidDeploymentRequest",
                            "'properties.onErrorDeployment' is not served: templates are not kept.")
                    .exception();
        }
        if (!(properties.path("template") instanceof ObjectNode template)) {
            throw new Refusal(
                            400, "InvalidDeploymentRequest", "'properties.template' is required: the template itself.")
                    .exception();
        }
        JsonNode parameters = properties.path("parameters");
        if (!parameters.isObject() && !isAbsent(parameters)) {
            throw Refusal.badContent("The request content was invalid: 'properties.parameters' must be an object.")
                    .exception();
        }
        return new DeploymentRequest(template, parameters, secret, location(body.path("location")), planned);
    }

    private static void requireIncremental(String mode) {
        if (mode.equalsIgnoreCase("Complete")) {
            throw new Refusal(
                            400,
                            "DeploymentModeNotSupported",
                            "The mode Complete deletes what a template does not name, and is not served: nothing here"
                                    + " says which budgets and roles nobody else relies on. Use Incremental, and delete by"
                                    + " name.")
                    .exception();
        }
        if (!mode.equalsIgnoreCase("Incremental")) {
            throw new Refusal(400, "InvalidDeploymentRequest", "'properties.mode' must be Incremental.").exception();
        }
    }

    private static @Nullable String location(JsonNode location) {
        if (isAbsent(location)) {
            return null;
        }
        if (!location.isTextual() || !LOCATION.matcher(location.textValue()).matches()) {
            throw Refusal.badContent(
                            "The request content was invalid: 'location' must be a text of at most 90 printable"
                                    + " characters of ASCII.")
                    .exception();
        }
        return location.textValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
