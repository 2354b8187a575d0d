package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A function that expressions call.
 *
 * @param name as Azure writes it; it is called in any casing
 * @param fewest arguments that it takes
 * @param most arguments that it takes; {@link Integer#MAX_VALUE} for any number
 */
record Function(String name, int fewest, int most, Body body) {

    /** What it does. An argument is worked out when it is asked for, and once. */
    @FunctionalInterface
    interface Body {
        JsonNode of(Arguments arguments);
    }

    static Function exactly(String name, int arguments, Body body) {
        return new Function(name, arguments, arguments, body);
    }

    static Function between(String name, int fewest, int most, Body body) {
        return new Function(name, fewest, most, body);
    }

    static Function atLeast(String name, int fewest, Body body) {
        return new Function(name, fewest, Integer.MAX_VALUE, body);
    }

    /** How many arguments it takes, in words. */
    String counted() {
        if (most == Integer.MAX_VALUE) {
            return fewest + " arguments or more";
        }
        return fewest == most
                ? fewest + (fewest == 1 ? " argument" : " arguments")
                : fewest + " to " + most + " arguments";
    }
}
