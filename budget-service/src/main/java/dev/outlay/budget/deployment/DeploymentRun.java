package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment while it is carried out: which resources are to be made, in which order, and what each is to be once those before it are answered. Knows nothing of how one is made. Not for several threads at a time.
 */
public final class DeploymentRun {

    /**
     * What a resource is asked for with.
     *
     * @param secret whether a secure parameter had to do with it, or it is a deployment whose customer may be another one, so that nothing that is said of it is kept
     * @param secretParameters of a deployment within this one: names, in lower case, of parameters whose values are secret
     * @param planned of a deployment within this one: what was worked out of it when this one began; null otherwise
     */
    public record Body(
            ObjectNode json,
            boolean secret,
            Set<String> secretParameters,
            @Nullable DeploymentRun planned) {
        public Body {
            secretParameters = Set.copyOf(secretParameters);
        }

        /** The same as a request to deploy; fails with a refusal. */
        public DeploymentRequest request() {
            return DeploymentRequest.read(json, secretParameters, planned);
        }
    }

    /** How many templates may be in each other, as Bicep's modules are, within the one that is sent. */
    public static final int DEEPEST = 4;

    private final Template template;
    private final TemplateValues values;
    private final Work work;
    private final ShownValues parameters;
    private final List<PlannedResource> resources;
    private final List<UnplannedResource> unplanned;
    private final Map<PlannedResource, DeploymentRun> within = new IdentityHashMap<>();
    private final int counted;
    private final String hash;

    private DeploymentRun(DeploymentRequest request, Set<String> later, DeployedAt at, Instant begun, Work work) {
        this.work = work;
        this.template = Template.read(request.template(), work);
        this.values = new TemplateValues(
                template, new TemplateValues.Given(request.parameters(), request.secret(), later), at, begun, work);
        this.parameters = new ShownValues(work);
        values.parameters(parameters);
        Plan plan = Plan.of(template, values);
        this.counted = plan.planned().size();
        this.unplanned = plan.unplanned();
        this.resources = values.isPartial() ? foreseeable(plan.planned()) : ordered(plan.planned());
        this.hash = TemplateJson.hash(request.template());
    }

    /** Of a template some of whose parameters follow from what is not answered yet. What it is known to look up is held to where it may be: later something would have been made. */
    private List<PlannedResource> foreseeable(List<PlannedResource> planned) {
        Order.lookedUp(planned, new ResourceNames(planned), template, values)
                .forEach(each -> Plan.requireHere(each, values.at()));
        return planned.stream().filter(PlannedResource::isWanted).toList();
    }

    private List<PlannedResource> ordered(List<PlannedResource> planned) {
        ResourceNames names = new ResourceNames(planned);
        values.answers().named(names);
        List<PlannedResource> ordered = Order.of(planned, names, template, values.evaluation());
        ordered.stream().filter(each -> !each.isModule()).forEach(each -> Plan.requireHere(each, values.at()));
        values.answers().expect(ordered);
        return ordered;
    }

    /**
     * Begins one; fails with a refusal of a template that cannot be carried out, as far as that can be known before anything is made. That goes for templates within it as well: they are worked out here so far as nothing of them follows from an
     * answer, and are not worked out again when their turn comes.
     *
     * @param begun what {@code utcNow()} says
     * @param work of this deployment and those within it
     */
    public static DeploymentRun of(DeploymentRequest request, DeployedAt at, Instant begun, Work work) {
        DeploymentRun planned = request.planned();
        if (planned != null
                && !planned.values.isPartial()
                && planned.values.at().isSame(at)) {
            return planned;
        }
        if (planned != null) {
            work.resources(-planned.counted());
        }
        return work.timed(() -> checked(request, Set.of(), at, begun, work, Set.of()));
    }

    /** @param around ids of the deployments that it is within, as ids are compared */
    private static DeploymentRun checked(
            DeploymentRequest request, Set<String> later, DeployedAt at, Instant begun, Work work, Set<String> around) {
        Set<String> ids = new HashSet<>(around);
        if (!ids.add(ResourceId.key(at.deploymentId()))) {
            throw TemplateProblem.of(
                    "the deployment '" + TemplateProblem.shown(at.deploymentId()) + "' is within itself.");
        }
        if (ids.size() > DEEPEST + 1) {
            throw TemplateProblem.of("templates are more than " + DEEPEST + " deep in each other.");
        }
        DeploymentRun run = new DeploymentRun(request, later, at, begun, work);
        for (PlannedResource resource : run.resources) {
            if (resource.isModule()) {
                run.within.put(resource, run.planned(resource, begun, ids));
            } else {
                run.values.check(() -> run.worked(resource));
            }
        }
        ShownValues outputs = run.parameters.others();
        run.template.outputs().properties().forEach(each -> run.values.check(() -> run.output(outputs, each)));
        return run;
    }

    /** A deployment within this one, so far as it follows from no answer. */
    private DeploymentRun planned(PlannedResource resource, Instant begun, Set<String> around) {
        Deployments.requireName(resource.name());
        Set<String> secret = new HashSet<>();
        Set<String> later = new HashSet<>();
        ObjectNode[] body = {null};
        values.check(() -> body[0] = deployment(resource, secret, later));
        if (body[0] == null) {
            throw TemplateProblem.of("of the deployment '" + TemplateProblem.shown(resource.name())
                    + "' within the template only the parameters may follow from what is made before.");
        }
        DeploymentRequest request = DeploymentRequest.read(body[0], secret, null);
        DeployedAt at = values.at()
                .within(resource.scope(), resource.name(), request.location())
                .orElseThrow(() -> TemplateProblem.of("the deployment '" + TemplateProblem.shown(resource.id())
                        + "' within the template is not at a subscription, a resource group or the tenant."));
        return checked(request, later, at, begun, work, around);
    }

    private int counted() {
        return counted
                + within.values().stream().mapToInt(DeploymentRun::counted).sum();
    }

    /** What is made or looked up, each after what it depends on. */
    public List<PlannedResource> resources() {
        return resources;
    }

    /** The same with the resources of the deployments within this one, so far as they follow from no answer: whatever of these cannot be made is known before anything is. */
    public List<PlannedResource> foreseen() {
        List<PlannedResource> foreseen = new ArrayList<>();
        for (PlannedResource resource : resources) {
            foreseen.add(resource);
            DeploymentRun inner = within.get(resource);
            if (inner != null) {
                foreseen.addAll(inner.foreseen());
            }
        }
        return List.copyOf(foreseen);
    }

    /** Resources of deployments within this one of which the type alone is known before something else is answered. */
    public List<UnplannedResource> unplanned() {
        List<UnplannedResource> all = new ArrayList<>(unplanned);
        within.values().forEach(each -> all.addAll(each.unplanned()));
        return List.copyOf(all);
    }

    /** What a resource is to be, when its turn has come; fails with a refusal. */
    public Body body(PlannedResource resource) {
        return work.timed(() -> worked(resource));
    }

    private Body worked(PlannedResource resource) {
        Set<String> secretParameters = new HashSet<>();
        TemplateValues.Worked worked = values.worked(() -> resource.isModule()
                ? deployment(resource, secretParameters, null)
                : new Evaluation(resource.surroundings(), work).worked(resource.body()));
        boolean isElsewhere = !values.at().mayKeepOf(resource.id());
        return new Body(
                (ObjectNode) worked.value(), worked.secret() || isElsewhere, secretParameters, within.get(resource));
    }

    /**
     * A deployment within this one: its parameters are worked out here, one by one, and its template is left as it is.
     *
     * @param later takes the names, in lower case, of parameters that follow from what is not answered yet; null where all are to be known
     */
    private ObjectNode deployment(PlannedResource resource, Set<String> secretParameters, @Nullable Set<String> later) {
        Evaluation evaluation = new Evaluation(resource.surroundings(), work);
        ObjectNode body = resource.body();
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
            String key = TemplateValues.key(parameter.getKey());
            try {
                TemplateValues.Worked value = values.worked(() -> evaluation.worked(parameter.getValue()));
                parameters.set(parameter.getKey(), value.value());
                if (value.secret()) {
                    secretParameters.add(key);
                }
            } catch (NotYetException notYet) {
                if (later == null) {
                    throw notYet;
                }
                later.add(key);
                parameters.putObject(parameter.getKey()).putNull("value");
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
        values.answers().add(resource, new TemplateValues.Worked(answer, secret));
    }

    /** The outputs, without values that are secret, once all resources are answered; fails with a refusal, also where they are too much to be kept. */
    public ObjectNode outputs() {
        return work.timed(() -> {
            ShownValues shown = parameters.others();
            template.outputs().properties().forEach(each -> output(shown, each));
            return shown.json();
        });
    }

    private void output(ShownValues shown, Map.Entry<String, JsonNode> named) {
        JsonNode output = named.getValue();
        if (output.has("condition")
                && !values.evaluation().worked(output.path("condition")).asBoolean()) {
            return;
        }
        DeclaredParameter declared = template.output(named.getKey(), output);
        TemplateValues.Worked worked = values.worked(() -> output.has("copy")
                ? Loop.values(named.getKey(), output.path("copy"), Loop.Kind.OUTPUT, values.evaluation())
                : values.evaluation().worked(output.path("value")));
        if (!worked.value().isNull()) {
            declared.check("the output", worked.value());
        }
        shown.add("the output", declared, worked);
    }

    /** Parameters as answers show them, without values that are secret. */
    public ObjectNode parameters() {
        return parameters.json();
    }

    /** The same for the same template: a number, as Azure's is. */
    public String templateHash() {
        return hash;
    }
}
