package dev.outlay.budget.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what a template names its resources. In a list by id, by name (with its type before it or without) or by the loop that they are of; with symbolic names by these and by id alone, as Azure does, so that a resource whose name is the symbol of
 * another one is not taken for that.
 */
final class ResourceNames {

    private final List<PlannedResource> resources;
    private final Map<String, Set<Integer>> certain = new HashMap<>();
    private final Map<String, Set<Integer>> plain = new HashMap<>();

    ResourceNames(List<PlannedResource> resources) {
        this.resources = List.copyOf(resources);
        for (int number = 0; number < resources.size(); number++) {
            PlannedResource each = resources.get(number);
            add(certain, each.id(), number);
            String symbol = each.symbol();
            String loop = each.loop();
            if (symbol == null) {
                add(plain, each.name(), number);
                add(plain, each.type() + "/" + each.name(), number);
            } else {
                add(certain, symbol, number);
            }
            if (loop != null) {
                add(certain, symbol == null ? loop : symbol.substring(0, symbol.lastIndexOf('[')), number);
            }
        }
    }

    private static void add(Map<String, Set<Integer>> names, String name, int number) {
        names.computeIfAbsent(ResourceId.key(name), unused -> new TreeSet<>()).add(number);
    }

    /** All that a name can mean, by their places in the list. */
    Set<Integer> perhaps(String name) {
        String key = ResourceId.key(name);
        return certain.getOrDefault(key, plain.getOrDefault(key, Set.of()));
    }

    /** What a name means: none, one, or those of a loop. Fails with a refusal for the name of several that are no loop. */
    Set<Integer> named(String name) {
        Set<Integer> found = perhaps(name);
        if (!certain.containsKey(ResourceId.key(name)) && ids(found).size() > 1) {
            throw TemplateProblem.of("'" + TemplateProblem.shown(name)
                    + "' is the name of several resources of the template. Name the one that is meant by its id.");
        }
        return found;
    }

    /** The one resource that a name means, by its id as ids are compared; null for none, and for a whole loop. */
    @Nullable
    String idOf(String name) {
        Set<String> ids = ids(named(name));
        return ids.size() == 1 ? ids.iterator().next() : null;
    }

    private Set<String> ids(Set<Integer> found) {
        return found.stream()
                .map(number -> ResourceId.key(resources.get(number).id()))
                .collect(Collectors.toSet());
    }
}
