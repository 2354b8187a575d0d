package dev.outlay.budget.deployment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** In which order resources are made: each after what it depends on, by {@code dependsOn} or by {@code reference()}; apart from that as the template has them. */
final class Order {

    private final List<PlannedResource> resources;
    private final ResourceNames names;
    private final Work work;
    private final Set<Integer> referred = new TreeSet<>();

    private Order(List<PlannedResource> resources, ResourceNames names, Work work) {
        this.resources = resources;
        this.names = names;
        this.work = work;
    }

    /**
     * Those that are made or looked up. One that is there already is looked up where an answer of it is asked for alone. Fails with a refusal where something depends on what is not there, or on itself by way of others.
     *
     * @param template whose outputs can refer to resources, too
     */
    static List<PlannedResource> of(
            List<PlannedResource> resources, ResourceNames names, Template template, Evaluation evaluation) {
        Order order = new Order(resources, names, evaluation.work());
        References asked = new References(evaluation.work());
        template.outputs().properties().forEach(each -> asked.ofOutput(each, evaluation));
        order.meant(asked);
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
            if (order.isDone(next)) {
                ordered.add(resources.get(next));
            }
        }
        return List.copyOf(ordered);
    }

    /** Those that exist and of which an answer is certain to be asked for, so far as that follows from no answer. Unlike an order it can be told where not all resources are known. */
    static List<PlannedResource> lookedUp(
            List<PlannedResource> resources, ResourceNames names, Template template, TemplateValues values) {
        Work work = values.evaluation().work();
        References asked = new References(work);
        template.outputs().properties().forEach(each -> values.check(() -> asked.ofOutput(each, values.evaluation())));
        for (PlannedResource each : resources) {
            Evaluation evaluation = new Evaluation(each.surroundings(), work);
            values.check(() -> asked.of(PlannedResource.withoutTemplate(each.declaration()), evaluation));
        }
        Set<Integer> referred = new TreeSet<>();
        asked.found().forEach(name -> referred.addAll(names.perhaps(name)));
        return referred.stream()
                .map(resources::get)
                .filter(each -> each.isExisting() && each.isWanted())
                .toList();
    }

    private boolean isDone(int number) {
        PlannedResource resource = resources.get(number);
        return resource.isWanted() && (!resource.isExisting() || referred.contains(number));
    }

    private Set<Integer> needed(PlannedResource resource) {
        Evaluation evaluation = new Evaluation(resource.surroundings(), work);
        Set<Integer> needed = new TreeSet<>();
        for (var each : resource.declaration().path("dependsOn")) {
            Set<Integer> found = names.named(evaluation.name(each, "dependsOn"));
            if (found.isEmpty()) {
                throw TemplateProblem.of("the resource '" + TemplateProblem.shown(resource.name()) + "' depends on '"
                        + TemplateProblem.shown(each.asText()) + "', which the template does not declare.");
            }
            needed.addAll(found);
        }
        References asked = new References(work);
        asked.of(PlannedResource.withoutTemplate(resource.declaration()), evaluation);
        needed.addAll(meant(asked));
        return needed;
    }

    /** What is asked for, all of which is looked up where it exists; and where that cannot be known, whatever exists. */
    private Set<Integer> meant(References asked) {
        Set<Integer> meant = new TreeSet<>();
        asked.found().forEach(name -> meant.addAll(names.perhaps(name)));
        referred.addAll(meant);
        if (asked.isOpen()) {
            for (int number = 0; number < resources.size(); number++) {
                PlannedResource each = resources.get(number);
                if (each.isExisting()) {
                    referred.add(number);
                }
                if (each.isExisting() && each.declaration().path("dependsOn").isEmpty()) {
                    meant.add(number);
                }
            }
        }
        return meant;
    }
}
