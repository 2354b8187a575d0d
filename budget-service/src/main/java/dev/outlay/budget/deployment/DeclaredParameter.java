package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A parameter as a template declares it.
 *
 * @param rules what its values must be: its own declaration, or the definition that it refers to
 * @param declaration with its default
 */
record DeclaredParameter(String name, ParameterType type, JsonNode rules, JsonNode declaration) {

    private static final int LONGEST_CHAIN = 10;

    /** Reads one; fails with a refusal. */
    static DeclaredParameter read(String name, JsonNode declaration, JsonNode definitions) {
        JsonNode rules = declaration;
        for (int step = 0; rules.has("$ref"); step++) {
            String reference = rules.path("$ref").asText();
            rules = reference.startsWith("#/definitions/") && step < LONGEST_CHAIN
                    ? definitions.path(reference.substring("#/definitions/".length()))
                    : MissingNode.getInstance();
        }
        String type = rules.path("type").asText();
        JsonNode found = rules;
        return ParameterType.named(type)
                .map(known -> new DeclaredParameter(name, known, found, declaration))
                .orElseThrow(() -> TemplateProblem.of("the type '" + TemplateProblem.shown(type)
                        + "' of the template's '" + TemplateProblem.shown(name) + "' is not known."));
    }

    boolean isNullable() {
        return declaration.path("nullable").asBoolean()
                || rules.path("nullable").asBoolean();
    }

    /** Fails with a refusal, which does not say the value. */
    void check(JsonNode value, Work work) {
        if (value.isNull() && isNullable()) {
            return;
        }
        if (!type.takes(value)) {
            throw problem("must be of type " + type.label());
        }
        JsonNode allowed = rules.path("allowedValues");
        work.compared(value, 1L + allowed.size());
        if (allowed.isArray() && !isAllowed(value, allowed)) {
            throw problem("is none of the allowed values");
        }
        if (type == ParameterType.INT) {
            within(value.longValue(), rules.path("minValue"), rules.path("maxValue"), "value");
        } else if (value.isTextual() || value.isArray()) {
            long length = value.isTextual() ? value.textValue().length() : value.size();
            within(length, rules.path("minLength"), rules.path("maxLength"), "length");
        }
    }

    /** Of an array each element is to be allowed, or the array as it is. */
    private static boolean isAllowed(JsonNode value, JsonNode allowed) {
        boolean whole = allowed.valueStream().anyMatch(each -> Functions.areEqual(each, value));
        return whole
                || (value.isArray()
                        && value.valueStream().allMatch(element -> allowed.valueStream()
                                .anyMatch(each -> Functions.areEqual(each, element))));
    }

    private void within(long number, JsonNode least, JsonNode most, String what) {
        if (least.isNumber() && number < least.longValue()) {
            throw problem("must have a " + what + " of " + least.longValue() + " or more");
        }
        if (most.isNumber() && number > most.longValue()) {
            throw problem("must have a " + what + " of " + most.longValue() + " or less");
        }
    }

    private RuntimeException problem(String what) {
        return TemplateProblem.of(
                "the value of the template parameter '" + TemplateProblem.shown(name) + "' " + what + ".");
    }
}
