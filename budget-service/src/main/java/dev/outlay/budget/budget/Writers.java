package dev.outlay.budget.budget;

import dev.outlay.budget.access.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who had a budget tell whom: of each tenant, whoever of its people wrote the budget last. Whether a contact may be told is asked of that person at every delivery (DESIGN.md section 6,
 * point 12), so that an edit by one tenant neither takes the contacts of another for its own nor silences them (decision 29).
 *
 * @param all the first wrote last of all, and answers for every contact that none of the others has; no tenant is there twice
 */
record Writers(List<Writer> all) {

    Writers {
        all = List.copyOf(all);
    }

    /**
     * Somebody who wrote a budget.
     *
     * @param principalId lower case
     * @param tenantId lower case
     * @param groups that it was in, as its token said; at most as many as a {@link Principal} has
     * @param contacts that it answers for, where it is not the first
     */
    record Writer(String principalId, String tenantId, List<String> groups, Set<Contact> contacts) {

        Writer {
            principalId = principalId.toLowerCase(Locale.ROOT);
            tenantId = tenantId.toLowerCase(Locale.ROOT);
            groups = groups.stream().sorted().toList();
            contacts = Set.copyOf(contacts);
        }

        static Writer of(Principal by) {
            return new Writer(by.id(), by.tenant(), List.copyOf(by.groups()), Set.of());
        }

        Writer with(Set<Contact> others) {
            return new Writer(principalId, tenantId, groups, others);
        }
    }

    /** Of a budget that nobody has written but whoever made it. */
    static Writers of(Writer creator) {
        return new Writers(List.of(creator));
    }

    /**
     * After somebody wrote the budget: they answer for all that is new, and for what their tenant answered for; what is another tenant's and is still named stays that tenant's.
     *
     * @param before whom the budget told
     * @param now whom it tells
     */
    Writers then(Writer by, Set<Contact> before, Set<Contact> now) {
        List<Writer> writers = new ArrayList<>(List.of(by));
        for (Writer each : all) {
            Set<Contact> stay = new HashSet<>(answeredBy(each, before));
            stay.retainAll(before);
            stay.retainAll(now);
            if (!each.tenantId().equals(by.tenantId()) && !stay.isEmpty()) {
                writers.add(each.with(stay));
            }
        }
        return new Writers(writers);
    }

    private Set<Contact> answeredBy(Writer writer, Set<Contact> named) {
        if (!writer.equals(all.getFirst())) {
            return writer.contacts();
        }
        Set<Contact> rest = new HashSet<>(named);
        all.stream().skip(1).map(Writer::contacts).forEach(rest::removeAll);
        return rest;
    }

    /** As far as these contacts are concerned. */
    Writers of(Set<Contact> told) {
        List<Writer> writers = new ArrayList<>(List.of(all.getFirst()));
        for (Writer other : all.subList(1, all.size())) {
            Set<Contact> both = new HashSet<>(other.contacts());
            both.retainAll(told);
            if (!both.isEmpty()) {
                writers.add(other.with(both));
            }
        }
        return new Writers(writers);
    }
}
