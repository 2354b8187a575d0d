package dev.outlay.budget.arm;

import dev.outlay.budget.access.RoleDefinition;
import dev.outlay.budget.refusal.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of OData's {@code $filter} that role definitions understand: {@code roleName eq '...'}, {@code type eq '...'}, {@code atScope()}, {@code atScopeAndBelow()}, and
 * several of them with {@code and}. Read once, from left to right.
 *
 * @param name in lower case; null for every one
 * @param type in lower case; null for every one
 * @param below whether also roles are meant that can be assigned inside of the scope alone
 */
record RoleFilter(@Nullable String name, @Nullable String type, boolean below) {

    private static final int LONGEST = 1_024;

    /** Fails with a refusal. An empty text takes every role. */
    static RoleFilter read(String text) {
        if (text.isBlank()) {
            return new RoleFilter(null, null, false);
        }
        if (text.length() > LONGEST) {
            throw unsupported();
        }
        return new Reading(text.strip()).filter();
    }

    boolean takes(RoleDefinition role, String typeOfRole) {
        return (name == null || role.title().toLowerCase(Locale.ROOT).equals(name)) && takesType(typeOfRole);
    }

    /** Whether roles of a type are meant. */
    boolean takesType(String typeOfRole) {
        return type == null || typeOfRole.toLowerCase(Locale.ROOT).equals(type);
    }

    private static RuntimeException unsupported() {
        return Refusal.badRequest(
                        "The filter is not supported. Supported are roleName eq '{name}', type eq 'BuiltInRole' or"
                                + " 'CustomRole', atScope(), atScopeAndBelow(), and several of them with 'and'.")
                .exception();
    }

    private static final class Reading {

        private final String text;
        private int index;
        private @Nullable String name;
        private @Nullable String type;
        private boolean below;

        Reading(String text) {
            this.text = text;
        }

        RoleFilter filter() {
            clause();
            while (index < text.length()) {
                word("and");
                clause();
            }
            return new RoleFilter(name, type, below);
        }

        private void clause() {
            if (takes("atscope()")) {
                return;
            }
            if (takes("atscopeandbelow()")) {
                below = true;
                return;
            }
            if (takes("rolename")) {
                word("eq");
                name = value();
            } else if (takes("type")) {
                word("eq");
                type = value();
            } else {
                throw unsupported();
            }
        }

        private void word(String word) {
            if (!takes(word)) {
                throw unsupported();
            }
        }

        /** Takes a word in any casing, with the space around it. */
        private boolean takes(String word) {
            space();
            if (!text.regionMatches(true, index, word, 0, word.length())) {
                return false;
            }
            index += word.length();
            space();
            return true;
        }

        private void space() {
            while (index < text.length() && text.charAt(index) == ' ') {
                index++;
            }
        }

        /** What stands between quotes; a quote inside is written twice. */
        private String value() {
            word("'");
            StringBuilder value = new StringBuilder();
            for (; index < text.length(); index++) {
                boolean quote = text.charAt(index) == '\'';
                boolean twice = quote && index + 1 < text.length() && text.charAt(index + 1) == '\'';
                if (quote && !twice) {
                    index++;
                    space();
                    return value.toString().toLowerCase(Locale.ROOT);
                }
                index += twice ? 1 : 0;
                value.append(text.charAt(index));
            }
            throw unsupported();
        }
    }
}
