package dev.outlay.budget.access;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;

/** Whoever was allowed something at a place, with what was known then: whatever else the same request needs is decided by that, too. */
public final class Admitted {

    private final Place place;
    private final Principal principal;
    private final Scope scope;
    private final AccessRules rules;
    private final Grounds grounds;

    Admitted(Place place, Principal principal, Scope scope, AccessRules rules, Grounds grounds) {
        this.place = place;
        this.principal = principal;
        this.scope = scope;
        this.rules = rules;
        this.grounds = grounds;
    }

    /** Where it was allowed. */
    public Place place() {
        return place;
    }

    /** Throws the refusal where something else is needed that is not allowed there. */
    public void require(Need need) {
        Access.require(rules.decide(principal, need, scope, grounds));
    }
}
