package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a deployment makes, looks up, or leaves out.
 *
 * @param symbol its symbolic name, of a loop with the turn in brackets; null in a list
 * @param loop the name of the copy loop that it is of; null for none
 * @param type as declared
 * @param scope ARM id of what it is a resource of; empty for the tenant
 * @param id ARM id
 * @param isWanted false where its condition is
 * @param isExisting whether it is looked up, and not made
 */
public record PlannedResource(
        @Nullable String symbol,
        @Nullable String loop,
        String type,
        String apiVersion,
        String name,
        String scope,
        String id,
        boolean isWanted,
        boolean isExisting,
        ObjectNode declaration,
        Surroundings surroundings) {

    /** What a template says of a resource beside what the resource is. */
    private static final Set<String> OF_THE_TEMPLATE = Set.of(
            "apiversion",
            "type",
            "name",
            "dependson",
            "condition",
            "copy",
            "scope",
            "comments",
            "existing",
            "metadata",
            "resources",
            "subscriptionid",
            "resourcegroup");

    private static final String DEPLOYMENTS = "microsoft.resources/deployments";

    /** Whether it is a template within the template, as Bicep's modules are. */
    public boolean isDeployment() {
        return isDeployment(type);
    }

    /** Whether it is deployed, with a template of its own, and not looked up. */
    boolean isModule() {
        return isDeployment() && !isExisting;
    }

    static boolean isDeployment(String type) {
        return type.equalsIgnoreCase(DEPLOYMENTS);
    }

    /** The declaration without a template in it, whose expressions are that template's. */
    static JsonNode withoutTemplate(ObjectNode declaration) {
        if (!isDeployment(declaration.path("type").asText())
                || !(declaration.path("properties") instanceof ObjectNode properties)) {
            return declaration;
        }
        ObjectNode shallow = JsonNodeFactory.instance.objectNode();
        shallow.setAll(declaration);
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        rest.setAll(properties);
        rest.remove("template");
        return shallow.set("properties", rest);
    }

    /** The body with which it is asked for, its expressions not worked out. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : withoutTemplate(declaration).properties()) {
            if (!OF_THE_TEMPLATE.contains(member.getKey().toLowerCase(Locale.ROOT))) {
                body.set(member.getKey(), member.getValue());
            }
        }
        return body;
    }

    ObjectNode info() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", name)
                .put("type", type)
                .put("apiVersion", apiVersion);
    }
}
