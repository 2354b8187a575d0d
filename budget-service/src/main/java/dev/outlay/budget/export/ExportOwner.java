package dev.outlay.budget.export;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * Where an export is kept: a place and not its id, since of a subscription that moves to another customer the new one sees nothing of the old.
 *
 * @param key what the database keeps
 * @param around key of the subscription at or in which it is; null elsewhere
 */
record ExportOwner(String key, @Nullable String around) {

    static ExportOwner of(Place place) {
        ScopeKey subscription = place.subscription();
        return new ExportOwner(place.key().text(), subscription == null ? null : subscription.text());
    }

    /** What changes of exports wait for, so that they can be counted: those in one subscription wait for each other. */
    String turn() {
        return "exports of " + (around == null ? key : around);
    }
}
