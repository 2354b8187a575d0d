package dev.outlay.budget.deployment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Types as Bicep compiles them: a declaration says them itself, or refers to one of the template's definitions or to a part of one, and its own limits hold beside.
 *
 * @param definitions of the template, by name
 */
record TypeRules(JsonNode definitions, Work work) {

    private static final int LONGEST_CHAIN = 10;

    private static final String OF_DEFINITIONS = "/definitions";

    /** A declaration, and what it refers to, one after the other; fails with a refusal where it refers to what is not there. */
    List<JsonNode> chain(JsonNode declaration) {
        List<JsonNode> chain = new ArrayList<>();
        JsonNode rules = declaration;
        while (true) {
            work.spend(1);
            if (rules.has("validate")) {
                throw TemplateProblem.of("'validate' of types is not served.");
            }
            chain.add(rules);
            if (!rules.has("$ref")) {
                return List.copyOf(chain);
            }
            String reference = rules.path("$ref").asText();
            rules = referred(reference)
                    .filter(found -> chain.size() <= LONGEST_CHAIN)
                    .orElseThrow(() -> TemplateProblem.of("the type '" + TemplateProblem.shown(reference)
                            + "' is not known, or refers to others more than " + LONGEST_CHAIN + " times."));
        }
    }

    /** A definition, or a part of one: {@code #/definitions/size} or {@code #/definitions/size/properties/width}. */
    private Optional<JsonNode> referred(String reference) {
        try {
            String pointer = reference.startsWith("#/") ? new URI(reference).getFragment() : "";
            return pointer.startsWith(OF_DEFINITIONS + "/")
                    ? Optional.of(definitions.at(JsonPointer.compile(pointer.substring(OF_DEFINITIONS.length()))))
                            .filter(JsonNode::isObject)
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * The type that a chain says; empty where it says none, as Bicep does of parts that can be anything. Fails with a refusal for one that is not known.
     *
     * @param what is of that type, in words
     */
    static Optional<ParameterType> type(List<JsonNode> chain, String what) {
        return chain.stream()
                .map(rules -> rules.path("type"))
                .filter(type -> !type.isMissingNode())
                .findFirst()
                .map(type -> ParameterType.named(type.asText())
                        .orElseThrow(() -> TemplateProblem.of("the type '" + TemplateProblem.shown(type.asText())
                                + "' of " + what + " is not known.")));
    }

    static boolean isNullable(List<JsonNode> chain) {
        return chain.stream().anyMatch(rules -> rules.path("nullable").asBoolean());
    }

    /** Whether a value of that type can have a secret in it, at any depth: all of it is taken for one then. */
    boolean isSecret(JsonNode declaration) {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<JsonNode> open = new ArrayDeque<>(List.of(declaration));
        while (!open.isEmpty()) {
            JsonNode rules = open.pop();
            work.spend(1);
            if (!seen.add(rules)) {
                continue;
            }
            if (ParameterType.named(rules.path("type").asText())
                    .filter(ParameterType::isSecure)
                    .isPresent()) {
                return true;
            }
            rules.path("properties").forEach(open::push);
            rules.path("prefixItems").forEach(open::push);
            rules.at("/discriminator/mapping").forEach(open::push);
            open.push(rules.path("items"));
            open.push(rules.path("additionalProperties"));
            if (rules.has("$ref")) {
                referred(rules.path("$ref").asText()).ifPresent(open::push);
            }
        }
        return false;
    }
}
