package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.refusal.RefusedException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds of which resources a value of a template asks for an answer, before there is any: loops of properties are gone through, since what they ask for can be another resource each turn. */
final class References {

    private static final String FUNCTION = "reference";

    private final Work work;
    private final Set<String> found = new LinkedHashSet<>();
    private boolean isOpen;

    References(Work work) {
        this.work = work;
    }

    /** As they are named in the template. */
    Set<String> found() {
        return found;
    }

    /** Whether there is one of which the name follows from an answer, too. */
    boolean isOpen() {
        return isOpen;
    }

    void ofOutput(Map.Entry<String, JsonNode> output, Evaluation evaluation) {
        JsonNode copy = output.getValue().path("copy");
        of(output.getValue().path("condition"), evaluation);
        of(output.getValue().path("value"), evaluation);
        loop(output.getKey(), copy, Loop.Kind.OUTPUT, evaluation);
    }

    void of(JsonNode value, Evaluation evaluation) {
        if (value.isTextual()) {
            text(value.textValue(), evaluation);
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            text(member.getKey(), evaluation);
            if (Loop.isOfProperties(member)) {
                member.getValue().forEach(each -> loop(name(each, evaluation), each, Loop.Kind.VALUE, evaluation));
            } else {
                of(member.getValue(), evaluation);
            }
        }
        if (value.isArray()) {
            value.forEach(each -> of(each, evaluation));
        }
    }

    private String name(JsonNode loop, Evaluation evaluation) {
        of(loop.path("name"), evaluation);
        return evaluation.name(loop.path("name"), "copy.name");
    }

    private void loop(String name, JsonNode loop, Loop.Kind kind, Evaluation evaluation) {
        of(loop.path("count"), evaluation);
        JsonNode input = loop.path("input");
        if (!mentions(input)) {
            return;
        }
        int count = 0;
        try {
            count = Loop.count(loop, evaluation);
        } catch (RefusedException | NotYetException notYet) {
            open();
        }
        for (int index = 0; index < count; index++) {
            of(input, Loop.turn(name, index, kind, evaluation));
        }
    }

    private boolean mentions(JsonNode value) {
        work.spend(1);
        if (value.isTextual()) {
            return mentions(value.textValue());
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (mentions(member.getKey()) || mentions(member.getValue())) {
                return true;
            }
        }
        return value.isArray() && value.valueStream().anyMatch(this::mentions);
    }

    private boolean mentions(String text) {
        work.text(text.length());
        return ExpressionParser.isExpression(text)
                && text.toLowerCase(Locale.ROOT).contains(FUNCTION);
    }

    private void text(String text, Evaluation evaluation) {
        if (mentions(text)) {
            of(ExpressionParser.parse(text), evaluation);
        }
    }

    private void of(Expression expression, Evaluation evaluation) {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Expression.Member member -> of(member.of(), evaluation);
            case Expression.Element element -> {
                of(element.of(), evaluation);
                of(element.key(), evaluation);
            }
            case Expression.Call call -> {
                call.arguments().forEach(each -> of(each, evaluation));
                if (call.function().name().equals(FUNCTION)) {
                    name(call, evaluation);
                }
            }
        }
    }

    private void name(Expression.Call call, Evaluation evaluation) {
        try {
            found.add(evaluation.value(call.arguments().getFirst()).asText());
        } catch (RefusedException | NotYetException notYet) {
            open();
        }
    }

    /** Whatever was refused: not because nothing is left. */
    private void open() {
        work.requireLeft();
        isOpen = true;
    }
}
