package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The types of parameters and outputs. */
enum ParameterType {
    STRING("String", JsonNode::isTextual),
    SECURE_STRING("SecureString", JsonNode::isTextual),
    INT("Int", Arguments::isWhole),
    BOOL("Bool", JsonNode::isBoolean),
    OBJECT("Object", JsonNode::isObject),
    SECURE_OBJECT("SecureObject", JsonNode::isObject),
    ARRAY("Array", JsonNode::isArray);

    private final String label;
    private final Predicate<JsonNode> takes;

    ParameterType(String label, Predicate<JsonNode> takes) {
        this.label = label;
        this.takes = takes;
    }

    /** The type of that name, in any casing; empty where there is none. */
    static Optional<ParameterType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.label.equalsIgnoreCase(name))
                .findFirst();
    }

    /** As answers write it. */
    String label() {
        return label;
    }

    boolean takes(JsonNode value) {
        return takes.test(value);
    }

    /** Whether its values are kept and shown nowhere. */
    boolean isSecure() {
        return this == SECURE_STRING || this == SECURE_OBJECT;
    }

    /** The type under which a secret of this type is shown, without its value. */
    ParameterType secured() {
        return this == OBJECT || this == SECURE_OBJECT ? SECURE_OBJECT : SECURE_STRING;
    }
}
