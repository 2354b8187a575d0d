package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and variables of one template, and what has been answered of its resources. Each value is worked out when it is first asked for. Of everything that is worked out it is known whether a secure
 * parameter was asked for it, by however many steps.
 */
final class TemplateValues implements Surroundings {

    /**
     * A value.
     *
     * @param secret whether a secure parameter had to do with it
     */
    record Worked(JsonNode value, boolean secret) {}

    private final DeployedAt at;
    private final Instant begun;
    private final Evaluation evaluation;
    private final Map<String, DeclaredParameter> declared = new LinkedHashMap<>();
    private final Map<String, JsonNode> given = new HashMap<>();
    private final Set<String> secretlyGiven;
    private final Map<String, Supplier<JsonNode>> variables = new HashMap<>();
    private final Map<String, Worked> known = new HashMap<>();
    private final Set<String> beingWorkedOut = new HashSet<>();
    private final Set<String> later;
    private final Answers answers;
    private final Map<String, ObjectNode> planned = new HashMap<>();
    private boolean secret;
    private boolean inDefault;
    private boolean checking;

    /**
     * Parameters that are given.
     *
     * @param values {@code {"name": {"value": …}}}
     * @param secret those, in lower case, whose values are secret whatever the template says
     * @param later those, in lower case, whose values follow from what is not answered yet: with any of these the template is looked at, and not carried out
     */
    record Given(JsonNode values, Set<String> secret, Set<String> later) {
        Given {
            secret = Set.copyOf(secret);
            later = Set.copyOf(later);
        }
    }

    TemplateValues(Template template, Given parameters, DeployedAt at, Instant begun, Work work) {
        this.at = at;
        this.begun = begun;
        this.evaluation = new Evaluation(this, work);
        this.secretlyGiven = parameters.secret();
        this.later = parameters.later();
        this.answers = new Answers(at);
        template.parameters().forEach(each -> declared.put(key(each.name()), each));
        for (Map.Entry<String, JsonNode> each : parameters.values().properties()) {
            give(each.getKey(), each.getValue());
        }
        for (Map.Entry<String, JsonNode> variable : template.variables().properties()) {
            if (Loop.isOfProperties(variable)) {
                variable.getValue().forEach(this::loop);
            } else {
                variables.put(key(variable.getKey()), () -> evaluation.worked(variable.getValue()));
            }
        }
    }

    private void loop(JsonNode loop) {
        String name = loop.path("name").asText();
        variables.put(key(name), () -> Loop.values(name, loop, Loop.Kind.VALUE, evaluation));
    }

    private void give(String name, JsonNode parameter) {
        if (!declared.containsKey(key(name))) {
            throw TemplateProblem.of("the template parameter '" + TemplateProblem.shown(name)
                    + "' is given, and the template declares none of that name.");
        }
        if (!parameter.isObject() || parameter.has("reference") || !parameter.has("value")) {
            throw TemplateProblem.of("the template parameter '" + TemplateProblem.shown(name)
                    + "' must be given as {\"value\": …}; a reference to a key vault is not served.");
        }
        given.put(key(name), parameter.path("value"));
    }

    /** Whether some of it follows from what is not answered yet, so that it can be looked at alone. */
    boolean isPartial() {
        return !later.isEmpty();
    }

    /** Works out all parameters, so that whatever is wrong with one is said before anything is made, and has them shown. */
    void parameters(ShownValues shown) {
        declared.values().forEach(each -> {
            try {
                Worked worked = worked(() -> parameter(each.name(), 1));
                shown.add("the template parameter", each, worked);
            } catch (NotYetException unknown) {
                // It is worked out when the template is carried out.
            }
        });
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** Works something out, and knows whether it is secret. */
    Worked worked(Supplier<JsonNode> what) {
        boolean before = secret;
        secret = false;
        try {
            JsonNode value = what.get();
            return new Worked(value, secret);
        } finally {
            secret |= before;
        }
    }

    /** Works something out that may follow from answers, and leaves it where it does. */
    void check(Runnable what) {
        boolean before = checking;
        checking = true;
        try {
            what.run();
        } catch (NotYetException unknown) {
            // When its turn comes it can be worked out.
        } finally {
            checking = before;
        }
    }

    @Override
    public JsonNode parameter(String name, int position) {
        DeclaredParameter parameter = declared.get(key(name));
        if (parameter == null) {
            throw TemplateProblem.at(position, "the template parameter '" + said(name) + "' is not declared.");
        }
        return once("parameter " + key(name), position, () -> valueOf(parameter));
    }

    private JsonNode valueOf(DeclaredParameter parameter) {
        if (later.contains(key(parameter.name()))) {
            throw new NotYetException();
        }
        secret |= parameter.isSecret() || secretlyGiven.contains(key(parameter.name()));
        JsonNode value = given.get(key(parameter.name()));
        if (value == null) {
            value = otherwise(parameter);
        }
        parameter.check("the value of the template parameter", value);
        return evaluation.work().made(value);
    }

    private JsonNode otherwise(DeclaredParameter parameter) {
        if (parameter.declaration().has("defaultValue")) {
            return within(true, () -> evaluation.worked(parameter.declaration().path("defaultValue")));
        }
        if (parameter.isNullable()) {
            return NullNode.getInstance();
        }
        throw TemplateProblem.of("the value of the template parameter '" + TemplateProblem.shown(parameter.name())
                + "' is not given, and it has no default.");
    }

    @Override
    public JsonNode variable(String name, int position) {
        Supplier<JsonNode> variable = variables.get(key(name));
        if (variable == null) {
            throw TemplateProblem.at(position, "the template variable '" + said(name) + "' is not declared.");
        }
        return within(false, () -> once("variable " + key(name), position, variable));
    }

    private JsonNode within(boolean aDefault, Supplier<JsonNode> what) {
        boolean before = inDefault;
        inDefault = aDefault;
        try {
            return what.get();
        } finally {
            inDefault = before;
        }
    }

    private JsonNode once(String key, int position, Supplier<JsonNode> what) {
        Worked worked = known.get(key);
        if (worked == null) {
            if (!beingWorkedOut.add(key)) {
                throw TemplateProblem.at(position, "the " + TemplateProblem.shown(key) + " refers to itself.");
            }
            try {
                worked = worked(what);
            } finally {
                beingWorkedOut.remove(key);
            }
            known.put(key, worked);
        }
        secret |= worked.secret();
        return worked.value();
    }

    /** What {@code reference()} finds. */
    Answers answers() {
        return answers;
    }

    /** Has {@code resourceInfo()} find what is known before anything is answered. */
    void planned(String symbol, ObjectNode info) {
        planned.put(key(symbol), info);
    }

    @Override
    public JsonNode reference(String resource, boolean full, int position) {
        if (isPartial()) {
            throw new NotYetException();
        }
        Worked answer = answers.of(resource, checking, position);
        secret |= answer.secret();
        return full ? answer.value() : answer.value().path("properties");
    }

    @Override
    public JsonNode resourceInfo(String symbol, int position) {
        ObjectNode info = planned.get(key(symbol));
        if (info == null) {
            throw TemplateProblem.at(position, "resourceInfo() is of no resource of this template.");
        }
        return info;
    }

    @Override
    public long copyIndex(@Nullable String loop, int position) {
        throw TemplateProblem.at(position, "copyIndex() is within no copy loop of that name.");
    }

    @Override
    public DeployedAt at() {
        return at;
    }

    @Override
    public Instant now(int position) {
        if (!inDefault) {
            throw TemplateProblem.at(
                    position, "utcNow() and newGuid() are for default values of parameters alone, as on Azure.");
        }
        return begun;
    }

    /** A name as it can be said, which is worked out, too: not where a secure parameter had to do with that. */
    private String said(String name) {
        return secret ? "…" : TemplateProblem.shown(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
