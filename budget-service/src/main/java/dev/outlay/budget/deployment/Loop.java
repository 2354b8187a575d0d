package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a copy loop, within what is around it.
 *
 * @param name of the loop
 * @param index of the turn, from 0
 * @param kind of what it makes
 */
record Loop(Surroundings around, String name, long index, Kind kind) implements Surroundings {

    /** What loops make. Bicep names the loop in {@code copyIndex()} where it makes values, and does not where it makes one of the others, also where one is within the other. */
    enum Kind {
        RESOURCE,
        OUTPUT,
        VALUE
    }

    /** How often a loop goes round at most, as on Azure. */
    static final int MOST = 800;

    /** Whether a member of an object is what makes others: {@code "copy": [{"name", "count", "input"}]}. */
    static boolean isOfProperties(Map.Entry<String, JsonNode> member) {
        return member.getKey().equals("copy")
                && member.getValue().isArray()
                && !member.getValue().isEmpty()
                && member.getValue().get(0).has("input");
    }

    /** What such a member makes, by name. */
    static Map<String, JsonNode> properties(JsonNode loops, Evaluation evaluation) {
        Map<String, JsonNode> made = new LinkedHashMap<>();
        for (JsonNode loop : loops) {
            String name = evaluation.name(loop.path("name"), "copy.name");
            made.put(name, values(name, loop, Kind.VALUE, evaluation));
        }
        return made;
    }

    /** An array of what each turn of a loop gives. */
    static JsonNode values(String name, JsonNode loop, Kind kind, Evaluation evaluation) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        int count = count(loop, evaluation);
        for (int index = 0; index < count; index++) {
            values.add(turn(name, index, kind, evaluation).worked(loop.path("input")));
        }
        return evaluation.work().made(values);
    }

    /** One turn of a loop within what is around it. */
    static Evaluation turn(String name, long index, Kind kind, Evaluation around) {
        return new Evaluation(new Loop(around.surroundings(), name, index, kind), around.work());
    }

    /** How often a loop goes round; fails with a refusal. */
    static int count(JsonNode loop, Evaluation evaluation) {
        JsonNode count = evaluation.worked(loop.path("count"));
        if (!Arguments.isWhole(count) || count.longValue() < 0 || count.longValue() > MOST) {
            throw TemplateProblem.of("'count' of a copy loop must be a whole number from 0 to " + MOST + ".");
        }
        return count.intValue();
    }

    @Override
    public long copyIndex(@Nullable String loop, int position) {
        if (loop == null) {
            return Objects.requireNonNullElse(declared(), this).index;
        }
        return loop.equalsIgnoreCase(name) ? index : around.copyIndex(loop, position);
    }

    @Override
    public @Nullable Loop declared() {
        return kind == Kind.VALUE ? around.declared() : this;
    }

    @Override
    public JsonNode parameter(String parameter, int position) {
        return around.parameter(parameter, position);
    }

    @Override
    public JsonNode variable(String variable, int position) {
        return around.variable(variable, position);
    }

    @Override
    public JsonNode reference(String resource, boolean full, int position) {
        return around.reference(resource, full, position);
    }

    @Override
    public JsonNode resourceInfo(String symbol, int position) {
        return around.resourceInfo(symbol, position);
    }

    @Override
    public DeployedAt at() {
        return around.at();
    }

    @Override
    public Instant now(int position) {
        return around.now(position);
    }
}
