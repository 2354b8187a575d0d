package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call. Each is worked out when it is asked for, so that {@code if} leaves out what it does not choose. */
final class Arguments {

    private final Expression.Call call;
    private final Evaluation evaluation;
    private final @Nullable JsonNode[] known;

    Arguments(Expression.Call call, Evaluation evaluation) {
        this.call = call;
        this.evaluation = evaluation;
        this.known = new @Nullable JsonNode[call.arguments().size()];
    }

    int count() {
        return known.length;
    }

    boolean has(int number) {
        return number < known.length;
    }

    int position() {
        return call.position();
    }

    Surroundings surroundings() {
        return evaluation.surroundings();
    }

    Work work() {
        return evaluation.work();
    }

    /** An argument, from 0. */
    JsonNode value(int number) {
        JsonNode value = known[number];
        if (value == null) {
            value = evaluation.value(call.arguments().get(number));
            // Whatever a function does with a text takes as long as that is.
            work().spend(value.isTextual() ? value.textValue().length() / 4L : 0);
            known[number] = value;
        }
        return value;
    }

    List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>();
        for (int number = 0; number < count(); number++) {
            values.add(value(number));
        }
        return values;
    }

    String text(int number) {
        JsonNode value = value(number);
        if (!value.isTextual()) {
            throw wrong(number, "a text");
        }
        return value.textValue();
    }

    /** A text, or {@code otherwise} where there is no such argument. */
    String text(int number, String otherwise) {
        return has(number) ? text(number) : otherwise;
    }

    long number(int number) {
        JsonNode value = value(number);
        if (!isWhole(value)) {
            throw wrong(number, "a whole number");
        }
        return value.longValue();
    }

    /** A number that counts or points at something: as an {@code int}, none below {@code least}. */
    int count(int number, int least) {
        long value = number(number);
        if (value < least || value > Integer.MAX_VALUE) {
            throw wrong(number, "a whole number of " + least + " or more");
        }
        return (int) value;
    }

    /** How many are asked for, where less than none is none, as on Azure. */
    int fewOrNone(int number) {
        return Math.clamp(number(number), 0, Integer.MAX_VALUE);
    }

    /** An array that is looked through from end to end, which takes as long as it is. */
    ArrayNode wholeArray(int number) {
        ArrayNode array = array(number);
        work().spend(array.size());
        return array;
    }

    boolean truth(int number) {
        JsonNode value = value(number);
        if (!value.isBoolean()) {
            throw wrong(number, "true or false");
        }
        return value.booleanValue();
    }

    ArrayNode array(int number) {
        if (value(number) instanceof ArrayNode array) {
            return array;
        }
        throw wrong(number, "an array");
    }

    ObjectNode object(int number) {
        if (value(number) instanceof ObjectNode object) {
            return object;
        }
        throw wrong(number, "an object");
    }

    /** What is said of an argument that the function cannot take: which and why, never what it is. */
    RuntimeException wrong(int number, String expected) {
        return problem("takes " + expected + " as argument " + (number + 1));
    }

    RuntimeException problem(String what) {
        return TemplateProblem.at(
                position(), "the template function '" + call.function().name() + "' " + what + ".");
    }

    /** Counts a text that is made. */
    JsonNode made(String text) {
        work().text(text.length());
        return JsonNodeFactory.instance.textNode(text);
    }

    JsonNode made(long number) {
        return JsonNodeFactory.instance.numberNode(number);
    }

    JsonNode made(boolean truth) {
        return JsonNodeFactory.instance.booleanNode(truth);
    }

    /** Counts an array or object that is made. */
    JsonNode made(JsonNode value) {
        return work().made(value);
    }

    /** Also 12.00, as an amount that is kept with its decimals is answered. */
    static boolean isWhole(JsonNode value) {
        return value.canConvertToExactIntegral() && value.canConvertToLong();
    }
}
