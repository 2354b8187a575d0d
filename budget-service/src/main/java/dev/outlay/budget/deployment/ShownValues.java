package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The parameters and outputs of a deployment as they are kept and answered, {@code {"name": {"type", "value"}}}, without values that are secret. What expressions make is held to the rules for what is sent, so that it can be kept, and read again.
 */
final class ShownValues {

    /** As much as a request may have, parameters and outputs together: a value can be shown much more often than it was made. */
    private static final int MOST_BYTES = 262_144;

    /** The 32 levels of a request, less those that an answer has around a value. */
    private static final int DEEPEST = 28;

    private static final int LONGEST_NAME = 50_000;
    private static final int MOST_DIGITS = 40;

    private final Work work;
    private final ObjectNode shown = JsonNodeFactory.instance.objectNode();
    private long bytes;

    ShownValues(Work work) {
        this(work, 0);
    }

    private ShownValues(Work work, long bytes) {
        this.work = work;
        this.bytes = bytes;
    }

    /** For others that are shown together with these. */
    ShownValues others() {
        return new ShownValues(work, bytes);
    }

    /**
     * Adds a value; fails with a refusal, which does not say it, where it cannot be kept or is too much with those before.
     *
     * @param what it is, in words
     */
    void add(String what, DeclaredParameter declared, TemplateValues.Worked worked) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        ParameterType type = declared.type();
        if (worked.secret() || declared.isSecret()) {
            one.put("type", type.secured().label());
        } else {
            requireStorable(what + " '" + TemplateProblem.shown(declared.name()) + "'", work.made(worked.value()));
            one.put("type", type.label()).set("value", worked.value());
        }
        bytes += declared.name().length() + TemplateJson.write(one).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw TemplateProblem.of("the parameters and outputs of the deployment are larger than " + MOST_BYTES / 1024
                    + " KiB together.");
        }
        shown.set(declared.name(), one);
    }

    /** What was added. */
    ObjectNode json() {
        return shown;
    }

    private static void requireStorable(String what, JsonNode value) {
        if (!isStorable(value, DEEPEST)) {
            throw TemplateProblem.of(what + " cannot be kept: it is deeper than " + DEEPEST
                    + " levels, or has in it U+0000, half of a surrogate pair, a name of more than " + LONGEST_NAME
                    + " characters, or a number of more than " + MOST_DIGITS + " digits before or after its point.");
        }
    }

    private static boolean isStorable(JsonNode value, int deepest) {
        if (value.isTextual()) {
            return isStorable(value.textValue());
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return (long) number.precision() - number.scale() <= MOST_DIGITS && number.scale() <= MOST_DIGITS;
        }
        if (value.isContainerNode() && deepest == 0) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getKey().length() > LONGEST_NAME || !isStorable(member.getKey())) {
                return false;
            }
        }
        return value.valueStream().allMatch(each -> isStorable(each, deepest - 1));
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }
}
