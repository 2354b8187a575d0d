package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of templates that are served, by name; and those that choose, compare and convert. */
final class Functions {

    private static final Map<String, Function> ALL = Stream.of(
                    own(),
                    TextFunctions.all(),
                    NumberFunctions.all(),
                    CollectionFunctions.all(),
                    TimeFunctions.all(),
                    ResourceFunctions.all())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(each -> each.name().toLowerCase(Locale.ROOT), each -> each));

    private Functions() {}

    /** The function of that name, in any casing; empty where none is served. */
    static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    private static List<Function> own() {
        return List.of(
                Function.exactly("true", 0, call -> call.made(true)),
                Function.exactly("false", 0, call -> call.made(false)),
                Function.exactly("null", 0, call -> NullNode.getInstance()),
                Function.exactly("if", 3, call -> call.truth(0) ? call.value(1) : call.value(2)),
                Function.atLeast("and", 2, call -> call.made(every(call, true))),
                Function.atLeast("or", 2, call -> call.made(!every(call, false))),
                Function.exactly("not", 1, call -> call.made(!call.truth(0))),
                Function.exactly("bool", 1, Functions::bool),
                Function.exactly("equals", 2, call -> call.made(equal(call))),
                Function.atLeast("coalesce", 1, Functions::coalesce),
                Function.exactly("less", 2, call -> call.made(compared(call) < 0)),
                Function.exactly("lessOrEquals", 2, call -> call.made(compared(call) <= 0)),
                Function.exactly("greater", 2, call -> call.made(compared(call) > 0)),
                Function.exactly("greaterOrEquals", 2, call -> call.made(compared(call) >= 0)),
                Function.exactly(
                        "json",
                        1,
                        call -> call.made(TemplateJson.read(call.text(0))
                                .orElseThrow(() -> call.problem("takes a text that is JSON")))));
    }

    /** Whether all arguments are that; the first that is not ends it. */
    private static boolean every(Arguments call, boolean truth) {
        for (int number = 0; number < call.count(); number++) {
            if (call.truth(number) != truth) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode coalesce(Arguments call) {
        for (int number = 0; number < call.count(); number++) {
            if (!call.value(number).isNull()) {
                return call.value(number);
            }
        }
        return NullNode.getInstance();
    }

    private static JsonNode bool(Arguments call) {
        JsonNode value = call.value(0);
        if (value.isBoolean()) {
            return value;
        }
        if (Arguments.isWhole(value)) {
            return call.made(value.longValue() != 0);
        }
        return switch (call.text(0).toLowerCase(Locale.ROOT)) {
            case "true" -> call.made(true);
            case "false" -> call.made(false);
            default -> throw call.wrong(0, "'true', 'false' or a number");
        };
    }

    private static boolean equal(Arguments call) {
        call.work().compared(call.value(0), 1);
        return areEqual(call.value(0), call.value(1));
    }

    /** Numbers are equal by what they are worth, and not by how they are written; within arrays and objects, too. */
    static boolean areEqual(JsonNode one, JsonNode other) {
        return one.equals(Functions::difference, other);
    }

    private static int difference(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static int compared(Arguments call) {
        return call.value(0).isTextual()
                ? call.text(0).compareTo(call.text(1))
                : Long.compare(call.number(0), call.number(1));
    }

    /** A value as a text, as Azure writes it: true with a capital letter, null as nothing, objects and arrays as JSON. */
    static String written(Arguments call, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NULL, MISSING -> "";
            case NUMBER -> value.asText();
            default -> TemplateJson.write(call.made(value));
        };
    }

    static JsonNodeFactory nodes() {
        return JsonNodeFactory.instance;
    }
}
