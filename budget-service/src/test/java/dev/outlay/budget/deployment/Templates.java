package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Templates of tests, written with single quotes in place of double ones where no expression has any. */
final class Templates {

    static final String SUBSCRIPTION = "0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01";
    static final String SCOPE = "/subscriptions/" + SUBSCRIPTION;
    static final Instant NOW = Instant.parse("2026-11-27T04:05:06.789Z");

    static final DeployedAt AT_SUBSCRIPTION = new DeployedAt(SUBSCRIPTION, null, "tenant-1", "d-1", "westeurope");
    static final DeployedAt AT_GROUP = new DeployedAt(SUBSCRIPTION, "rg-web", "tenant-1", "d-1", null);
    static final DeployedAt AT_TENANT = new DeployedAt(null, null, "tenant-1", "d-1", null);

    private Templates() {}

    static JsonNode json(String text) {
        return TemplateJson.read(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** What an expression is, between brackets, in a template at a subscription. */
    static JsonNode worked(String expression) {
        return worked(expression, "{}", "{}", AT_SUBSCRIPTION);
    }

    /**
     * What an expression is.
     *
     * @param parameters as a template declares them
     * @param variables as a template has them
     */
    static JsonNode worked(String expression, String parameters, String variables, DeployedAt at) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.set("parameters", json(parameters));
        template.set("variables", json(variables));
        template.putArray("resources");
        Work work = new Work();
        return values(template, at, work).evaluation().text("[" + expression + "]");
    }

    private static TemplateValues values(JsonNode template, DeployedAt at, Work work) {
        return new TemplateValues(
                Template.read(template, work),
                new TemplateValues.Given(JsonNodeFactory.instance.objectNode(), Set.of(), Set.of()),
                at,
                NOW,
                work);
    }

    /** How many units of work an expression takes, whether it is refused or not, by a clock that stands still. */
    static long spent(String expression, String variables) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.set("variables", json(variables));
        template.putArray("resources");
        Work work = new Work(() -> 0);
        TemplateValues values = values(template, AT_TENANT, work);
        long before = work.spent();
        try {
            values.evaluation().text("[" + expression + "]");
        } catch (RefusedException tooMuch) {
            // What it took until then counts.
        }
        return work.spent() - before;
    }

    static DeploymentRun run(String template) {
        return run(template, "{}");
    }

    /** @param parameters as a request gives them */
    static DeploymentRun run(String template, String parameters) {
        return run(template, parameters, AT_SUBSCRIPTION);
    }

    static DeploymentRun run(String template, Work work) {
        return run(template, "{}", AT_SUBSCRIPTION, work);
    }

    static DeploymentRun run(String template, String parameters, DeployedAt at) {
        return run(template, parameters, at, new Work());
    }

    private static DeploymentRun run(String template, String parameters, DeployedAt at, Work work) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = body.putObject("properties").put("mode", "Incremental");
        properties.set("template", json(template));
        properties.set("parameters", json(parameters));
        return DeploymentRun.of(DeploymentRequest.read(body), at, NOW, work);
    }

    /** A budget as a template declares it. */
    static String budget(String name, String more) {
        return "{\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"" + name + "\""
                + more + "}";
    }

    /**
     * A template within the template, as Bicep writes a module.
     *
     * @param where it is deployed, with a comma behind it; empty for where the template around it is
     */
    static String module(String name, String where, String parameters, String template) {
        return "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"" + name + "\","
                + where
                + "\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"parameters\":"
                + parameters + ",\"template\":" + template + "}}";
    }

    static String resources(String... resources) {
        return "{\"resources\":[" + String.join(",", resources) + "]}";
    }

    static List<String> names(DeploymentRun run) {
        return run.resources().stream().map(PlannedResource::name).toList();
    }
}
