package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works out which resources a template declares: loops, conditions, names and ids. What they are to be is worked out when their turn comes, since it can follow from what was answered of others. */
final class Plan {

    private final TemplateValues values;
    private final List<PlannedResource> planned = new ArrayList<>();
    private final List<UnplannedResource> unplanned = new ArrayList<>();

    private Plan(TemplateValues values) {
        this.values = values;
    }

    /** Fails with a refusal. */
    static Plan of(Template template, TemplateValues values) {
        Plan plan = new Plan(values);
        template.resources().forEach(plan::addOrLeave);
        Set<String> ids = new HashSet<>();
        for (PlannedResource each : plan.planned) {
            if (each.isWanted() && !each.isExisting() && !ids.add(ResourceId.key(each.id()))) {
                throw TemplateProblem.of(
                        "the resource '" + TemplateProblem.shown(each.id()) + "' is declared more than once.");
            }
        }
        return plan;
    }

    /** In the order of the template. */
    List<PlannedResource> planned() {
        return List.copyOf(planned);
    }

    List<UnplannedResource> unplanned() {
        return List.copyOf(unplanned);
    }

    private void addOrLeave(Template.Declared declared) {
        try {
            add(declared);
        } catch (NotYetException later) {
            JsonNode version = declared.declaration().path("apiVersion");
            boolean isKnown = version.isTextual() && !ExpressionParser.isExpression(version.textValue());
            unplanned.add(new UnplannedResource(type(declared.declaration()), isKnown ? version.textValue() : null));
        }
    }

    private void add(Template.Declared declared) {
        JsonNode copy = declared.declaration().path("copy");
        if (!copy.isObject()) {
            add(declared.symbol(), null, declared.declaration(), values);
            return;
        }
        String loop = values.evaluation().name(copy.path("name"), "copy.name");
        int count = Loop.count(copy, values.evaluation());
        for (int index = 0; index < count; index++) {
            String symbol = declared.symbol() == null ? null : declared.symbol() + "[" + index + "]";
            add(symbol, loop, declared.declaration(), new Loop(values, loop, index, Loop.Kind.RESOURCE));
        }
    }

    private void add(
            @Nullable String symbol, @Nullable String loop, ObjectNode declaration, Surroundings surroundings) {
        Evaluation evaluation = new Evaluation(surroundings, values.evaluation().work());
        String type = type(declaration);
        String name = open(() -> evaluation.name(declaration.path("name"), "name"));
        boolean isExisting = declaration.path("existing").asBoolean();
        boolean isDeployment = PlannedResource.isDeployment(type);
        String scope = isDeployment || isExisting ? elsewhere(declaration, evaluation) : scope(declaration, evaluation);
        if (isDeployment && declaration.hasNonNull("location")) {
            open(() -> evaluation.name(declaration.path("location"), "location"));
        }
        String id = ResourceId.of(scope, type, List.of(name.split("/", -1)))
                .orElseThrow(() -> TemplateProblem.of(
                        "the resource '" + TemplateProblem.shown(name) + "' of type '" + TemplateProblem.shown(type)
                                + "' needs a name for each word of its type behind the provider."));
        PlannedResource resource = new PlannedResource(
                symbol,
                loop,
                type,
                open(() -> evaluation.name(declaration.path("apiVersion"), "apiVersion")),
                name,
                scope,
                id,
                isWanted(declaration, evaluation),
                isExisting,
                declaration,
                surroundings);
        if (resource.isWanted() && !isExisting && !isDeployment) {
            requireHere(resource, values.at());
        }
        values.evaluation().work().resources(1);
        planned.add(resource);
        if (symbol != null) {
            values.planned(symbol, resource.info());
        }
    }

    /** Fails with a refusal of what is not where the template is deployed, nor below: what is answered of it would be kept and read here. Only templates within the template go elsewhere, as on Azure. */
    static void requireHere(PlannedResource resource, DeployedAt at) {
        if (!at.holds(resource.id())) {
            throw TemplateProblem.of("the resource '" + TemplateProblem.shown(resource.id())
                    + "' is not within '" + TemplateProblem.shown(at.armId())
                    + "', where the template is deployed. Deploy it there, by a module for example.");
        }
    }

    /** Written as it is, as Bicep does: whose expressions are whose follows from it. */
    private static String type(ObjectNode declaration) {
        JsonNode type = declaration.path("type");
        if (!type.isTextual() || type.textValue().startsWith("[")) {
            throw TemplateProblem.of("'type' of a resource must be a text, and no expression.");
        }
        return type.textValue();
    }

    private static boolean isWanted(ObjectNode declaration, Evaluation evaluation) {
        if (!declaration.has("condition")) {
            return true;
        }
        JsonNode condition = evaluation.worked(declaration.path("condition"));
        if (!condition.isBoolean()) {
            throw TemplateProblem.of("'condition' of a resource must be true or false.");
        }
        return condition.booleanValue();
    }

    /** An id of a scope, or of what is extended where the template is deployed. */
    private String scope(ObjectNode declaration, Evaluation evaluation) {
        if (!declaration.has("scope")) {
            return values.at().armId();
        }
        String scope = open(() -> evaluation.name(declaration.path("scope"), "scope"));
        if (scope.startsWith("/")) {
            return scope.endsWith("/") ? scope.substring(0, scope.length() - 1) : scope;
        }
        return values.at().armId() + "/providers/" + scope;
    }

    /** Where a template within the template is deployed, or a resource is that exists: Bicep writes a resource group, a subscription, or the tenant as {@code "/"}. */
    private String elsewhere(ObjectNode declaration, Evaluation evaluation) {
        Optional<String> group = member(declaration, "resourceGroup", evaluation);
        Optional<String> subscription = member(declaration, "subscriptionId", evaluation);
        if (group.isEmpty() && subscription.isEmpty()) {
            return scope(declaration, evaluation);
        }
        String of = subscription
                .or(() -> Optional.ofNullable(values.at().subscription()))
                .orElseThrow(() -> TemplateProblem.of("what is of a resource group needs 'subscriptionId' here."));
        return "/subscriptions/" + of
                + group.map(name -> "/resourceGroups/" + name).orElse("");
    }

    private Optional<String> member(ObjectNode declaration, String name, Evaluation evaluation) {
        return declaration.has(name)
                ? Optional.of(open(() -> evaluation.name(declaration.path(name), name)))
                : Optional.empty();
    }

    /** Ids are kept and shown, so that nothing that is secret may be in them. */
    private String open(Supplier<String> text) {
        String[] made = {""};
        boolean secret = values.worked(() -> {
                    made[0] = text.get();
                    return Functions.nodes().textNode(made[0]);
                })
                .secret();
        if (secret) {
            throw TemplateProblem.of(
                    "a secure parameter must not be part of a resource's type, name, scope or location.");
        }
        return made[0];
    }
}
