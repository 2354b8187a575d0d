package dev.outlay.budget.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What has been answered of the resources of a template, and of which there will be an answer. */
final class Answers {

    private final DeployedAt at;
    private final Map<String, TemplateValues.Worked> known = new HashMap<>();
    private ResourceNames names = new ResourceNames(List.of());
    private Set<String> expected = Set.of();

    Answers(DeployedAt at) {
        this.at = at;
    }

    /** Has the resources of the template known by their names. */
    void named(ResourceNames all) {
        names = all;
    }

    /** Says of which resources there will be an answer. */
    void expect(List<PlannedResource> resources) {
        expected = resources.stream().map(each -> ResourceId.key(each.id())).collect(Collectors.toSet());
    }

    void add(PlannedResource resource, TemplateValues.Worked answer) {
        known.put(ResourceId.key(resource.id()), answer);
    }

    /**
     * What was answered of a resource. Fails with a refusal where there is no answer; where there will be one and something is only looked at, that has to wait.
     *
     * @param resource its symbolic name, name or id
     */
    TemplateValues.Worked of(String resource, boolean checking, int position) {
        String id = names.idOf(resource);
        if (id != null && expected.contains(id) && !at.mayKeepOf(id)) {
            throw TemplateProblem.at(
                    position,
                    "reference() is of a deployment in another subscription, or at the tenant: what came of it is kept there,"
                            + " and not told where others read it.");
        }
        TemplateValues.Worked answer = id == null ? null : known.get(id);
        if (answer == null && checking && id != null && expected.contains(id)) {
            throw new NotYetException();
        }
        if (answer == null) {
            throw TemplateProblem.at(
                    position, "reference() is of a resource that this template has not made before this one.");
        }
        return answer;
    }
}
