package dev.outlay.budget.view;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * Whose a view is: a principal's own, or shared at a place.
 *
 * @param key what the database keeps; a line feed parts it, which neither an id of a token nor the kind of a place holds
 * @param around key of the subscription at or in which it is shared; null elsewhere
 */
record ViewOwner(String key, @Nullable String around) {

    /** A principal of one tenant is nobody in another, even where both have the same id. */
    static ViewOwner of(Principal principal) {
        return new ViewOwner("principal\n" + principal.tenant() + "\n" + principal.id(), null);
    }

    /** The place and not its id: of a subscription that moves to another customer the new one sees nothing of the old. */
    static ViewOwner of(Place place) {
        ScopeKey subscription = place.subscription();
        return new ViewOwner("place\n" + place.key().text(), subscription == null ? null : subscription.text());
    }

    /** What changes of views wait for, so that they can be counted: those in one subscription wait for each other. */
    String turn() {
        return "views of " + (around == null ? key : around);
    }
}
