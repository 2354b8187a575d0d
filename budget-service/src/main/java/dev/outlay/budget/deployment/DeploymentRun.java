package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A deployment while it is carried out: which resources are to be made, in which order, and what each is to be once those before it are answered. Knows nothing of how one is made. Not for several threads at a time.
 */
public final class DeploymentRun {

    /**
     * What a resource is asked for with.
     *
     * @param secret whether a secure parameter had to do with it, so that nothing that is said of it is kept
     * @param secretParameters of a deployment within this one: names, in lower case, of parameters whose values are secret
     */
    public record Body(ObjectNode json, boolean secret, Set<String> secretParameters) {
        public Body {
            secretParameters = Set.copyOf(secretParameters);
        }

        /** The same as a request to deploy; fails with a refusal. */
        public DeploymentRequest request() {
            return DeploymentRequest.read(json, secretParameters);
        }
    }

    private final Template template;
    private final TemplateValues values;
    private final List<PlannedResource> resources;
    private final String hash;

    private DeploymentRun(DeploymentRequest request, DeployedAt at, Instant begun, Work work) {
        this.template = Template.read(request.template(), work);
        this.values = new TemplateValues(template, request.parameters(), request.secret(), at, begun, work);
        this.values.checkParameters();
        this.resources = Order.of(Plan.of(template, values), template.outputs(), values.evaluation());
        this.hash = hash(request.template());
    }

    /**
     * Begins one; fails with a refusal of a template that cannot be carried out, as far as that can be known before anything is made.
     *
     * @param begun what {@code utcNow()} says
     * @param work of this deployment and those within it
     */
    public static DeploymentRun of(DeploymentRequest request, DeployedAt at, Instant begun, Work work) {
        return work.timed(() -> checked(new DeploymentRun(request, at, begun, work), work));
    }

    private static DeploymentRun checked(DeploymentRun run, Work work) {
        for (PlannedResource resource : run.resources) {
            run.values.check(() -> run.body(resource).json());
            if (resource.isDeployment() && !resource.isExisting()) {
                Template.read(resource.declaration().path("properties").path("template"), work);
            }
        }
        return run;
    }

    /** What is made or looked up, each after what it depends on. */
    public List<PlannedResource> resources() {
        return resources;
    }

    /** What a resource is to be, when its turn has come; fails with a refusal. */
    public Body body(PlannedResource resource) {
        return values.evaluation().work().timed(() -> worked(resource));
    }

    private Body worked(PlannedResource resource) {
        Evaluation evaluation =
                new Evaluation(resource.surroundings(), values.evaluation().work());
        Set<String> secretParameters = new HashSet<>();
        TemplateValues.Worked worked = values.worked(() -> {
            ObjectNode body = resource.body();
            return resource.isDeployment() && !resource.isExisting()
                    ? deployment(resource, body, evaluation, secretParameters)
                    : evaluation.worked(body);
        });
        return new Body((ObjectNode) worked.value(), worked.secret(), secretParameters);
    }

    /** A deployment within this one: its parameters are worked out here, one by one, and its template is left as it is. */
    private ObjectNode deployment(
            PlannedResource resource, ObjectNode body, Evaluation evaluation, Set<String> secretParameters) {
        JsonNode declared = resource.declaration().path("properties");
        if (!(body.remove("properties") instanceof ObjectNode properties)
                || !declared.at("/expressionEvaluationOptions/scope").asText().equalsIgnoreCase("inner")) {
            throw TemplateProblem.of("the deployment '" + TemplateProblem.shown(resource.name())
                    + "' within the template needs 'expressionEvaluationOptions.scope' inner, as Bicep writes it: its"
                    + " template has its own parameters and variables.");
        }
        properties.remove("parameters");
        ObjectNode worked = (ObjectNode) evaluation.worked(properties);
        ObjectNode parameters = worked.putObject("parameters");
        for (Map.Entry<String, JsonNode> parameter : declared.path("parameters").properties()) {
            TemplateValues.Worked value = values.worked(() -> evaluation.worked(parameter.getValue()));
            parameters.set(parameter.getKey(), value.value());
            if (value.secret()) {
                secretParameters.add(TemplateValues.key(parameter.getKey()));
            }
        }
        worked.set("template", declared.path("template"));
        return ((ObjectNode) evaluation.worked(body)).set("properties", worked);
    }

    /**
     * Has later resources, and outputs, refer to a resource.
     *
     * @param answer the resource, as it was answered
     */
    public void answered(PlannedResource resource, JsonNode answer, boolean secret) {
        TemplateValues.Worked worked = new TemplateValues.Worked(answer, secret);
        Order.ownNames(resource).forEach(name -> values.answered(name, worked));
    }

    /** {@code {"name": {"type", "value"}}}, without values that are secret; fails with a refusal. */
    public ObjectNode outputs() {
        return values.evaluation().work().timed(this::workedOutputs);
    }

    private ObjectNode workedOutputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> output : template.outputs().properties()) {
            if (isWanted(output.getValue())) {
                outputs.set(output.getKey(), output(output.getKey(), output.getValue()));
            }
        }
        return outputs;
    }

    private boolean isWanted(JsonNode output) {
        return !output.has("condition")
                || values.evaluation().worked(output.path("condition")).asBoolean();
    }

    private ObjectNode output(String name, JsonNode output) {
        DeclaredParameter declared = template.output(name, output);
        TemplateValues.Worked worked = values.worked(() -> output.has("copy")
                ? Loop.values(name, output.path("copy"), Loop.Kind.OUTPUT, values.evaluation())
                : values.evaluation().worked(output.path("value")));
        if (!worked.value().isNull()) {
            declared.check("the output", worked.value());
        }
        return TemplateValues.shown(
                declared.type(), new TemplateValues.Worked(worked.value(), worked.secret() || declared.isSecret()));
    }

    /** Parameters as answers show them, without values that are secret. */
    public ObjectNode parameters() {
        return values.shownParameters();
    }

    /** The same for the same template: a number, as Azure's is. */
    public String templateHash() {
        return hash;
    }

    private static String hash(JsonNode template) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(TemplateJson.write(template).getBytes(StandardCharsets.UTF_8));
            return Long.toUnsignedString(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
