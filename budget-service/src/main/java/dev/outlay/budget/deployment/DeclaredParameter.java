package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A parameter, or an output, as a template declares it.
 *
 * @param isSecret whether its values are kept and shown nowhere: they are of a secure type, or have something in them that is
 * @param declaration with its default
 */
record DeclaredParameter(String name, ParameterType type, boolean isSecret, JsonNode declaration, TypeRules rules) {

    /** Reads one; fails with a refusal. */
    static DeclaredParameter read(String name, JsonNode declaration, TypeRules rules) {
        String what = "the template's '" + TemplateProblem.shown(name) + "'";
        ParameterType type = TypeRules.type(rules.chain(declaration), what)
                .orElseThrow(() -> TemplateProblem.of(what + " has no type."));
        return new DeclaredParameter(name, type, rules.isSecret(declaration), declaration, rules);
    }

    boolean isNullable() {
        return TypeRules.isNullable(rules.chain(declaration));
    }

    /**
     * Fails with a refusal, which does not say the value.
     *
     * @param what it is, in words
     */
    void check(String what, JsonNode value) {
        new TypedValue(what + " '" + TemplateProblem.shown(name) + "'", rules).check(value, declaration);
    }
}
