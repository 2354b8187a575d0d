package dev.outlay.budget.view;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.scope.Place;

/**
 * Whose a view is: a principal's own, or shared at a place.
 *
 * @param key what the database keeps; a line feed parts it, which neither an id of a token nor the kind of a place holds
 */
record ViewOwner(String key) {

    /** A principal of one tenant is nobody in another, even where both have the same id. */
    static ViewOwner of(Principal principal) {
        return new ViewOwner("principal\n" + principal.tenant() + "\n" + principal.id());
    }

    /** The place and not its id: of a subscription that moves to another customer the new one sees nothing of the old. */
    static ViewOwner of(Place place) {
        return new ViewOwner("place\n" + place.key().text());
    }
}
