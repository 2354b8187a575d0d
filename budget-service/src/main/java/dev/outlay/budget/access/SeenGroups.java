package dev.outlay.budget.access;

import dev.outlay.budget.scope.Place;
import java.util.List;

/**
 * Which resource groups of a subscription somebody sees.
 *
 * @param place of the subscription
 * @param areAll whether all of them
 * @param names in lower case, where they are not all
 */
public record SeenGroups(Place place, boolean areAll, List<String> names) {

    public SeenGroups {
        names = List.copyOf(names);
    }
}
