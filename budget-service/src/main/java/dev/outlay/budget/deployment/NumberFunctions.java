package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Functions of whole numbers, of 64 bits as on Azure. */
final class NumberFunctions {

    /** As many as Azure's {@code range} gives at most. */
    private static final int LONGEST_RANGE = 10_000;

    private static final int MOST_DIGITS = 18;

    private NumberFunctions() {}

    static List<Function> all() {
        return List.of(
                of("add", Math::addExact),
                of("sub", Math::subtractExact),
                of("mul", Math::multiplyExact),
                of("div", NumberFunctions::quotient),
                of("mod", (number, by) -> number % by),
                Function.exactly("int", 1, NumberFunctions::whole),
                Function.atLeast("min", 1, call -> call.made(chosen(call, Math::min))),
                Function.atLeast("max", 1, call -> call.made(chosen(call, Math::max))),
                Function.exactly("range", 2, NumberFunctions::range),
                Function.between("copyIndex", 0, 2, NumberFunctions::copyIndex));
    }

    private static Function of(String name, LongBinaryOperator operator) {
        return Function.exactly(name, 2, call -> {
            try {
                return call.made(operator.applyAsLong(call.number(0), call.number(1)));
            } catch (ArithmeticException outOfBounds) {
                throw call.problem("leads to no whole number of 64 bits");
            }
        });
    }

    /** The one quotient that is no number of 64 bits is refused as the others are. */
    private static long quotient(long number, long by) {
        return Math.divideExact(number, by);
    }

    private static JsonNode whole(Arguments call) {
        JsonNode value = call.value(0);
        if (Arguments.isWhole(value)) {
            return value;
        }
        String text = call.text(0).strip();
        String digits = text.startsWith("-") ? text.substring(1) : text;
        if (digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw call.wrong(0, "a whole number, or a text of at most " + MOST_DIGITS + " digits");
        }
        return call.made(Long.parseLong(text));
    }

    /** Of several numbers, or of an array of them. */
    private static long chosen(Arguments call, LongBinaryOperator operator) {
        boolean isArray = call.count() == 1 && call.value(0).isArray();
        List<JsonNode> values = isArray ? call.wholeArray(0).valueStream().toList() : call.values();
        if (values.isEmpty() || !values.stream().allMatch(Arguments::isWhole)) {
            throw call.problem("takes whole numbers, or one array of them");
        }
        return values.stream().mapToLong(JsonNode::longValue).reduce(operator).orElseThrow();
    }

    private static JsonNode range(Arguments call) {
        long start = call.number(0);
        int count = call.count(1, 0);
        if (count > LONGEST_RANGE || start < Integer.MIN_VALUE || start > Integer.MAX_VALUE) {
            throw call.problem("takes a start of 32 bits and at most " + LONGEST_RANGE + " numbers");
        }
        call.work().elements(0, count);
        var numbers = Functions.nodes().arrayNode();
        for (long number = start; number < start + count; number++) {
            numbers.add(number);
        }
        return call.made(numbers);
    }

    /** {@code copyIndex()}, {@code copyIndex('loop')}, and either with an offset. */
    private static JsonNode copyIndex(Arguments call) {
        boolean named = call.has(0) && call.value(0).isTextual();
        int offset = named ? 1 : 0;
        long index = call.surroundings().copyIndex(named ? call.text(0) : null, call.position());
        return call.made(index + (call.has(offset) ? call.count(offset, 0) : 0));
    }
}
