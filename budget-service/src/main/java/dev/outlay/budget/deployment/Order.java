package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.refusal.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which order resources are made: each after what it depends on, by {@code dependsOn} or by {@code reference()}; apart from that as the template has them. */
final class Order {

    private final Work work;
    private final Map<String, Set<Integer>> named = new HashMap<>();
    private final Set<Integer> referred = new TreeSet<>();

    private Order(List<PlannedResource> resources, Work work) {
        this.work = work;
        for (int number = 0; number < resources.size(); number++) {
            PlannedResource each = resources.get(number);
            for (String name : names(each)) {
                named.computeIfAbsent(name, unused -> new TreeSet<>()).add(number);
            }
        }
    }

    /** By what a template can name one resource, as it is compared. */
    static Set<String> ownNames(PlannedResource resource) {
        Set<String> names = new LinkedHashSet<>();
        names.add(ResourceId.key(resource.id()));
        names.add(ResourceId.key(resource.name()));
        names.add(ResourceId.key(resource.type() + "/" + resource.name()));
        String symbol = resource.symbol();
        if (symbol != null) {
            names.add(ResourceId.key(symbol));
        }
        return names;
    }

    /** And with those that it shares with others of its loop. */
    private static Set<String> names(PlannedResource resource) {
        Set<String> names = ownNames(resource);
        String symbol = resource.symbol();
        if (symbol != null && symbol.indexOf('[') > 0) {
            names.add(ResourceId.key(symbol.substring(0, symbol.indexOf('['))));
        }
        String loop = resource.loop();
        if (loop != null) {
            names.add(ResourceId.key(loop));
        }
        return names;
    }

    /**
     * Those that are made or looked up. One that is there already is looked up where something is asked of it alone. Fails with a refusal where something depends on what is not there, or on itself by way of others.
     *
     * @param outputs which can refer to resources, too
     */
    static List<PlannedResource> of(List<PlannedResource> resources, JsonNode outputs, Evaluation evaluation) {
        Order order = new Order(resources, evaluation.work());
        order.references(outputs, evaluation);
        List<Set<Integer>> before = new ArrayList<>();
        for (int number = 0; number < resources.size(); number++) {
            Set<Integer> needed = order.needed(resources.get(number));
            needed.remove(number);
            before.add(needed);
        }
        List<PlannedResource> ordered = new ArrayList<>();
        Set<Integer> done = new LinkedHashSet<>();
        while (done.size() < resources.size()) {
            int next = 0;
            while (next < resources.size() && (done.contains(next) || !done.containsAll(before.get(next)))) {
                next++;
            }
            if (next == resources.size()) {
                throw TemplateProblem.of("resources depend on each other in a circle.");
            }
            done.add(next);
            PlannedResource resource = resources.get(next);
            if (resource.isWanted() && (!resource.isExisting() || order.referred.contains(next))) {
                ordered.add(resource);
            }
        }
        return List.copyOf(ordered);
    }

    private Set<Integer> needed(PlannedResource resource) {
        Evaluation evaluation = new Evaluation(resource.surroundings(), work);
        Set<Integer> needed = new TreeSet<>();
        JsonNode dependsOn = resource.declaration().path("dependsOn");
        for (JsonNode each : dependsOn) {
            String name = evaluation.name(each, "dependsOn");
            Set<Integer> found = named.get(ResourceId.key(name));
            if (found == null) {
                throw TemplateProblem.of("the resource '" + TemplateProblem.shown(resource.name()) + "' depends on '"
                        + TemplateProblem.shown(each.asText()) + "', which the template does not declare.");
            }
            needed.addAll(found);
        }
        needed.addAll(references(PlannedResource.withoutTemplate(resource.declaration()), evaluation));
        return needed;
    }

    private Set<Integer> references(JsonNode value, Evaluation evaluation) {
        Set<Integer> found = new TreeSet<>();
        Template.expressions(value, text -> {
            work.text(text.length());
            references(ExpressionParser.parse(text), evaluation, found);
        });
        referred.addAll(found);
        return found;
    }

    private void references(Expression expression, Evaluation evaluation, Set<Integer> found) {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Expression.Member member -> references(member.of(), evaluation, found);
            case Expression.Element element -> {
                references(element.of(), evaluation, found);
                references(element.key(), evaluation, found);
            }
            case Expression.Call call -> {
                call.arguments().forEach(each -> references(each, evaluation, found));
                if (call.function().name().equals("reference")) {
                    found.addAll(named.getOrDefault(referred(call, evaluation), Set.of()));
                }
            }
        }
    }

    /** Which resource is meant; what is not known yet, as within a loop of properties, is what {@code dependsOn} has to say. */
    private String referred(Expression.Call call, Evaluation evaluation) {
        try {
            return ResourceId.key(evaluation.value(call.arguments().getFirst()).asText());
        } catch (RefusedException notYet) {
            work.requireLeft();
            return "";
        }
    }
}
