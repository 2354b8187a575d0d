package dev.outlay.budget.budget;

import java.util.Comparator;
import java.util.Locale;

/**
 * Somebody whom a budget tells, however many of its notifications name them.
 *
 * @param name address, role or ARM id of an action group, in lower case: written in another casing it is the same
 */
public record Contact(Kind kind, String name) implements Comparable<Contact> {

    private static final Comparator<Contact> ORDER =
            Comparator.comparing(Contact::kind).thenComparing(Contact::name);

    public Contact {
        name = name.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Contact other) {
        return ORDER.compare(this, other);
    }

    /** As what somebody is named. */
    public enum Kind {
        EMAIL("contactEmails"),
        ROLE("contactRoles"),
        GROUP("contactGroups");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        /** Where a notification names them. */
        public String field() {
            return field;
        }
    }
}
