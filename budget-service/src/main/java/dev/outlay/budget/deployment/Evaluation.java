package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out what expressions, and values with expressions in them, are. */
record Evaluation(Surroundings surroundings, Work work) {

    /** What a value of a template is: its texts that are expressions, at any depth, and its loops of properties, worked out. */
    JsonNode worked(JsonNode value) {
        work.enter();
        try {
            return switch (value) {
                case ObjectNode object -> object(object);
                case ArrayNode array -> array(array);
                default -> value.isTextual() ? text(value.textValue()) : value;
            };
        } finally {
            work.leave();
        }
    }

    /** What a text of a template is: itself, or what its expression is. */
    JsonNode text(String text) {
        work.text(text.length());
        return ExpressionParser.isExpression(text)
                ? value(ExpressionParser.parse(text))
                : JsonNodeFactory.instance.textNode(ExpressionParser.plain(text));
    }

    /** A text of a template that has to be one; fails with a refusal that says which. */
    String name(JsonNode value, String what) {
        JsonNode worked = value.isTextual() ? text(value.textValue()) : value;
        if (!worked.isTextual() || worked.textValue().isBlank()) {
            throw TemplateProblem.of("'" + TemplateProblem.shown(what) + "' must be a text.");
        }
        return worked.textValue();
    }

    private JsonNode array(ArrayNode array) {
        ArrayNode worked = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> worked.add(worked(each)));
        return work.made(worked);
    }

    private JsonNode object(ObjectNode object) {
        ObjectNode worked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (Loop.isOfProperties(member)) {
                Loop.properties(member.getValue(), this).forEach((name, values) -> put(worked, name, values));
            } else {
                put(
                        worked,
                        name(JsonNodeFactory.instance.textNode(member.getKey()), "a name"),
                        worked(member.getValue()));
            }
        }
        return work.made(worked);
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        if (object.has(name)) {
            throw TemplateProblem.of("a name that is worked out is twice in one object.");
        }
        object.set(name, value);
    }

    /** What an expression is. */
    JsonNode value(Expression expression) {
        work.enter();
        try {
            return switch (expression) {
                case Expression.Literal literal -> literal.value();
                case Expression.Call call -> call.function().body().of(new Arguments(call, this));
                case Expression.Member member -> member(member);
                case Expression.Element element -> element(element);
            };
        } finally {
            work.leave();
        }
    }

    private JsonNode member(Expression.Member member) {
        JsonNode found = member(value(member.of()), member.name(), work);
        if (found == null) {
            throw TemplateProblem.at(
                    member.position(),
                    "the property '" + TemplateProblem.shown(member.name()) + "' does not exist here.");
        }
        return found;
    }

    private JsonNode element(Expression.Element element) {
        JsonNode of = value(element.of());
        JsonNode key = value(element.key());
        JsonNode found = element(of, key, work);
        if (found == null) {
            throw TemplateProblem.at(
                    element.position(),
                    of.isArray()
                            ? "an array is asked for an element by a number from 0 to below its length."
                            : "the property that is asked for does not exist here.");
        }
        return found;
    }

    /** An element by its number or a member by its name; null where there is none. */
    static @Nullable JsonNode element(JsonNode of, JsonNode key, Work work) {
        if (of.isArray() && Arguments.isWhole(key)) {
            long index = key.longValue();
            return index < 0 || index >= of.size() ? null : of.get((int) index);
        }
        return key.isTextual() ? member(of, key.textValue(), work) : null;
    }

    /** A member by its name in any casing, as Azure finds it; null where there is none. */
    static @Nullable JsonNode member(JsonNode of, String name, Work work) {
        JsonNode exact = of.isObject() ? of.get(name) : null;
        if (exact != null || !of.isObject()) {
            return exact;
        }
        work.spend(of.size());
        for (Map.Entry<String, JsonNode> member : of.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }
}
