package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks whether values are of their types. What is said of one that is not is where, by the names of the template, and never the value nor a name in it: either may be secret.
 *
 * @param what has that value, in words
 */
record TypedValue(String what, TypeRules rules) {

    /** Fails with a refusal. */
    void check(JsonNode value, JsonNode declaration) {
        check(value, rules.chain(declaration), "");
    }

    private void check(JsonNode value, List<JsonNode> chain, String where) {
        rules.work().enter();
        try {
            if (!value.isNull() || !TypeRules.isNullable(chain)) {
                checkAny(value, chain, where);
            }
        } finally {
            rules.work().leave();
        }
    }

    private void checkAny(JsonNode value, List<JsonNode> chain, String where) {
        TypeRules.type(chain, what).filter(type -> !type.takes(value)).ifPresent(type -> {
            throw problem("must be of type " + type.label(), where);
        });
        chain.forEach(each -> limits(value, each, where));
        switch (value) {
            case ObjectNode object -> members(object, chain, where);
            case ArrayNode array -> chain.forEach(each -> elements(array, each, where));
            default -> {}
        }
    }

    private void limits(JsonNode value, JsonNode limits, String where) {
        JsonNode allowed = limits.path("allowedValues");
        if (allowed.isArray()) {
            rules.work().compared(value, 1L + allowed.size());
            if (!isAllowed(value, allowed)) {
                throw problem("is none of the allowed values", where);
            }
        }
        if (value.isNumber()) {
            within(value.longValue(), limits.path("minValue"), limits.path("maxValue"), "value", where);
        } else if (value.isTextual() || value.isArray()) {
            long length = value.isTextual() ? value.textValue().length() : value.size();
            within(length, limits.path("minLength"), limits.path("maxLength"), "length", where);
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

    private void within(long number, JsonNode least, JsonNode most, String of, String where) {
        if (least.isNumber() && number < least.longValue()) {
            throw problem("must have a " + of + " of " + least.longValue() + " or more", where);
        }
        if (most.isNumber() && number > most.longValue()) {
            throw problem("must have a " + of + " of " + most.longValue() + " or less", where);
        }
    }

    /** Members that are declared, those that are not, and those of the variant that one member chooses. */
    private void members(ObjectNode object, List<JsonNode> declared, String where) {
        List<JsonNode> chain = new ArrayList<>(declared);
        for (JsonNode each : declared) {
            if (each.has("discriminator")) {
                chain.addAll(variant(object, each.path("discriminator"), where));
            }
        }
        for (JsonNode each : chain) {
            for (Map.Entry<String, JsonNode> property : each.path("properties").properties()) {
                property(object, property, where);
            }
        }
        for (JsonNode each : chain) {
            JsonNode additional = each.path("additionalProperties");
            if (additional.isObject() || (additional.isBoolean() && !additional.booleanValue())) {
                others(object, chain, additional, where);
            }
        }
    }

    private List<JsonNode> variant(ObjectNode object, JsonNode discriminator, String where) {
        String by = discriminator.path("propertyName").asText();
        JsonNode chosen = Evaluation.member(object, by, rules.work());
        JsonNode variant =
                discriminator.path("mapping").path(chosen == null || !chosen.isTextual() ? "" : chosen.textValue());
        if (!variant.isObject()) {
            throw problem(
                    "must say by '" + TemplateProblem.shown(by) + "' which of the declared variants it is", where);
        }
        return rules.chain(variant);
    }

    private void property(ObjectNode object, Map.Entry<String, JsonNode> property, String where) {
        List<JsonNode> chain = rules.chain(property.getValue());
        JsonNode member = Evaluation.member(object, property.getKey(), rules.work());
        if (member != null) {
            check(member, chain, where + "." + property.getKey());
        } else if (!TypeRules.isNullable(chain)) {
            throw problem("lacks '" + TemplateProblem.shown(property.getKey()) + "'", where);
        }
    }

    private void others(ObjectNode object, List<JsonNode> chain, JsonNode additional, String where) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            boolean isDeclared = chain.stream()
                    .anyMatch(each -> each.path("properties") instanceof ObjectNode properties
                            && Evaluation.member(properties, member.getKey(), rules.work()) != null);
            if (!isDeclared && !additional.isObject()) {
                throw problem("has a property that its type does not declare", where);
            }
            if (!isDeclared) {
                check(member.getValue(), rules.chain(additional), where + ".*");
            }
        }
    }

    private void elements(ArrayNode array, JsonNode limits, String where) {
        JsonNode first = limits.path("prefixItems");
        for (int index = 0; index < first.size(); index++) {
            List<JsonNode> chain = rules.chain(first.get(index));
            if (index < array.size()) {
                check(array.get(index), chain, where + "[" + index + "]");
            } else if (!TypeRules.isNullable(chain)) {
                throw problem("has too few elements", where);
            }
        }
        JsonNode items = limits.path("items");
        if (items.isBoolean() && !items.booleanValue() && array.size() > first.size()) {
            throw problem("has too many elements", where);
        }
        if (items.isObject()) {
            List<JsonNode> chain = rules.chain(items);
            for (int index = first.size(); index < array.size(); index++) {
                check(array.get(index), chain, where + "[]");
            }
        }
    }

    private RuntimeException problem(String problem, String where) {
        String at = where.startsWith(".") ? where.substring(1) : where;
        return TemplateProblem.of(
                what + " " + problem + (at.isEmpty() ? "." : ", at '" + TemplateProblem.shown(at) + "'."));
    }
}
