package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Compares an answer with an example: every field of it is there, and of the same type. Values may be others; one that is null where the example has something is missing. */
public final class ExampleShape {

    private final Predicate<String> mayBeMissing;

    /** @param mayBeMissing whether a field may be missing or null, by its path: {@code properties.documents[].url} */
    public ExampleShape(Predicate<String> mayBeMissing) {
        this.mayBeMissing = mayBeMissing;
    }

    /** What is missing, or of another type; empty for nothing. */
    public List<String> problems(JsonNode example, JsonNode answer) {
        List<String> problems = new ArrayList<>();
        compare("", example, answer, problems);
        return problems;
    }

    private void compare(String path, JsonNode example, JsonNode answer, List<String> problems) {
        if (answer.isMissingNode()) {
            missing(path, "missing", problems);
        } else if (answer.isNull() && !example.isNull()) {
            missing(path, "null", problems);
        } else if (example.isObject()) {
            if (!answer.isObject()) {
                problems.add(path + ": no object but " + answer);
                return;
            }
            example.propertyStream()
                    .forEach(field -> compare(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            field.getValue(),
                            answer.path(field.getKey()),
                            problems));
        } else if (example.isArray()) {
            compareElements(path + "[]", example, answer, problems);
        } else if (!example.isNull() && !isOfOneType(example, answer)) {
            problems.add(path + ": " + answer + " is not of the type of " + example);
        }
    }

    /** Each of the example's elements has one in the answer that is like it. */
    private void compareElements(String path, JsonNode example, JsonNode answer, List<String> problems) {
        if (!answer.isArray()) {
            problems.add(path + ": no list but " + answer);
        } else if (answer.isEmpty() && !example.isEmpty()) {
            missing(path, "empty", problems);
        } else {
            for (JsonNode element : example) {
                problems.addAll(answer.valueStream()
                        .map(candidate -> {
                            List<String> differences = new ArrayList<>();
                            compare(path, element, candidate, differences);
                            return differences;
                        })
                        .min(Comparator.comparingInt(List::size))
                        .orElse(List.of()));
            }
        }
    }

    private void missing(String path, String how, List<String> problems) {
        String field = path.startsWith("value[].") ? path.substring("value[].".length()) : path;
        if (!mayBeMissing.test(field)) {
            problems.add(field + ": " + how);
        }
    }

    private static boolean isOfOneType(JsonNode example, JsonNode answer) {
        return example.getNodeType() == answer.getNodeType()
                && (!example.isTextual() || !isMoment(example.textValue()) || isMoment(answer.textValue()));
    }

    private static boolean isMoment(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException none) {
            return false;
        }
    }
}
