package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A template of Azure Resource Manager, as {@code bicep build} writes it: resources as a list, or by symbolic name ({@code languageVersion} 2.0).
 *
 * @param variables an object, empty where there are none
 * @param outputs an object, empty where there are none
 * @param types what its types say
 */
record Template(
        List<DeclaredParameter> parameters,
        JsonNode variables,
        List<Declared> resources,
        JsonNode outputs,
        TypeRules types) {

    /** Resources, loops counted once. */
    private static final int MOST = 50;

    private static final int MOST_OUTPUTS = 64;

    /**
     * A resource as it is declared.
     *
     * @param symbol null in a list
     */
    record Declared(@Nullable String symbol, ObjectNode declaration) {}

    Template {
        parameters = List.copyOf(parameters);
        resources = List.copyOf(resources);
    }

    /** Reads one; fails with a refusal. Every expression in it is read, so that one that nobody could work out is told of before anything is made. */
    static Template read(JsonNode template, Work work) {
        for (String member : List.of("functions", "imports", "extensions")) {
            if (!template.path(member).isEmpty()) {
                throw TemplateProblem.of("'" + member + "' are not served.");
            }
        }
        TypeRules types = new TypeRules(template.path("definitions"), work);
        List<DeclaredParameter> parameters = new ArrayList<>();
        object(template, "parameters")
                .properties()
                .forEach(each -> parameters.add(DeclaredParameter.read(each.getKey(), each.getValue(), types)));
        JsonNode outputs = object(template, "outputs");
        if (outputs.size() > MOST_OUTPUTS) {
            throw TemplateProblem.of("there are more than " + MOST_OUTPUTS + " outputs.");
        }
        Template read = new Template(
                parameters, object(template, "variables"), resources(template.path("resources")), outputs, types);
        outputs.properties().forEach(each -> read.output(each.getKey(), each.getValue()));
        read.eachExpression(text -> {
            work.text(text.length());
            ExpressionParser.parse(text);
        });
        return read;
    }

    /** What is declared of an output; fails with a refusal. */
    DeclaredParameter output(String name, JsonNode output) {
        return DeclaredParameter.read(name, output, types);
    }

    private static JsonNode object(JsonNode template, String member) {
        JsonNode object = template.path(member);
        if (!object.isObject() && !object.isMissingNode() && !object.isNull()) {
            throw TemplateProblem.of("'" + member + "' must be an object.");
        }
        return object;
    }

    private static List<Declared> resources(JsonNode resources) {
        List<Declared> declared = new ArrayList<>();
        switch (resources) {
            case ArrayNode list -> list.forEach(each -> declared.add(new Declared(null, declaration(each))));
            case ObjectNode symbols ->
                symbols.properties()
                        .forEach(each -> declared.add(new Declared(each.getKey(), declaration(each.getValue()))));
            default -> throw TemplateProblem.of("'resources' is required: an array, or an object of symbolic names.");
        }
        if (declared.size() > MOST) {
            throw TemplateProblem.of("there are more than " + MOST + " resources. Deploy them in parts.");
        }
        return declared;
    }

    private static ObjectNode declaration(JsonNode resource) {
        if (!(resource instanceof ObjectNode declaration)) {
            throw TemplateProblem.of("a resource must be an object.");
        }
        if (!declaration.path("resources").isEmpty()) {
            throw TemplateProblem.of("resources within a resource are not served. Declare them beside it.");
        }
        return declaration;
    }

    /** Expressions of a template that is deployed within this one are read when that is. */
    private void eachExpression(Consumer<String> reader) {
        parameters.forEach(each -> expressions(each.declaration().path("defaultValue"), reader));
        expressions(variables, reader);
        expressions(outputs, reader);
        resources.forEach(each -> expressions(PlannedResource.withoutTemplate(each.declaration()), reader));
    }

    /** Calls for each text, and each name, that is an expression. */
    static void expressions(JsonNode value, Consumer<String> reader) {
        if (value.isTextual() && ExpressionParser.isExpression(value.textValue())) {
            reader.accept(value.textValue());
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (ExpressionParser.isExpression(member.getKey())) {
                reader.accept(member.getKey());
            }
        }
        value.forEach(each -> expressions(each, reader));
    }
}
