package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a deployment may cost to work out, all of its templates together: how deep one thing is worked out within another, how large a value is, and how much is made in all. A template of a few lines
 * could ask for more than there is memory, since values that are put into each other double.
 */
public final class Work {

    /** How deep expressions, variables and values may be in each other. */
    private static final int DEEPEST = 150;

    /** Of one value, in units of a node or four characters. */
    private static final long LARGEST = 65_536;

    /** Of everything that is made. */
    private static final long MOST = 4_000_000;

    /** Resources of a deployment and of those within it. */
    private static final int MOST_RESOURCES = 50;

    private long left = MOST;
    private int resources;
    private int depth;

    /** Begins something within something else; each {@link #leave()} ends one. */
    void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw TemplateProblem.of("expressions, variables or values are more than " + DEEPEST + " deep.");
        }
        spend(1);
    }

    void leave() {
        depth--;
    }

    /** Counts resources that are to be made. */
    void resources(int more) {
        resources += more;
        if (resources > MOST_RESOURCES) {
            throw TemplateProblem.of("there are more than " + MOST_RESOURCES + " resources. Deploy them in parts.");
        }
    }

    /** Takes from what is left. */
    void spend(long units) {
        left -= units;
        if (left < 0) {
            throw TemplateProblem.of("the template takes more work than one deployment may. Deploy it in parts.");
        }
    }

    /** Counts a value that was made. */
    JsonNode made(JsonNode value) {
        spend(weight(value, DEEPEST, LARGEST));
        return value;
    }

    /** Counts a value that is compared with others, so many times. */
    void compared(JsonNode value, long times) {
        spend(weight(value, DEEPEST, LARGEST) * times);
    }

    /** Counts the search for a text in another one, which can take as long as the product of both. */
    void sought(String in, String sought) {
        spend(1 + (long) in.length() * sought.length() / 64);
    }

    /** Counts a text before it is made. */
    void text(long characters) {
        long units = characters / 4;
        if (units > LARGEST) {
            throw tooLarge();
        }
        spend(units);
    }

    /** A value that holds one part often weighs as if it held as many: so it would be written. */
    private static long weight(JsonNode value, int depth, long most) {
        if (depth == 0) {
            throw TemplateProblem.of("values are more than " + DEEPEST + " deep.");
        }
        if (value instanceof MissingNode) {
            return 0;
        }
        long weight = 1 + (value.isTextual() ? value.textValue().length() / 4L : 0);
        if (value.isObject()) {
            for (var member : value.properties()) {
                weight += 1 + member.getKey().length() / 4L;
            }
        }
        for (JsonNode each : value) {
            if (weight > most) {
                break;
            }
            weight += weight(each, depth - 1, most - weight);
        }
        if (weight > most) {
            throw tooLarge();
        }
        return weight;
    }

    private static RuntimeException tooLarge() {
        return TemplateProblem.of("a value is larger than 256 KiB.");
    }
}
