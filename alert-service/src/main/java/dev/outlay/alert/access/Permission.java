package dev.outlay.alert.access;

import java.util.List;

/**
 * What a role allows, in Azure's words: actions of providers in any casing, with {@code *} for any text.
 *
 * @param actions what it allows
 * @param notActions what it does not allow, though {@code actions} would
 */
public record Permission(List<String> actions, List<String> notActions) {

    private static final char ANY = '*';

    public Permission {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
    }

    /** Whether it allows one of the actions that guard something and takes none of them away: here they open one thing, which cannot be given by halves. */
    boolean allows(AccessAction wanted) {
        return wanted.guards().stream().anyMatch(guard -> matches(actions, guard))
                && wanted.guards().stream().noneMatch(guard -> matches(notActions, guard));
    }

    private static boolean matches(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, action));
    }

    /** Its time is bounded by the product of both lengths, however many wildcards there are. */
    static boolean matches(String pattern, String action) {
        int at = 0;
        int in = 0;
        int wildcard = -1;
        int resume = 0;
        while (in < action.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                wildcard = at++;
                resume = in;
            } else if (at < pattern.length() && isSame(pattern.charAt(at), action.charAt(in))) {
                at++;
                in++;
            } else if (wildcard >= 0) {
                // The last wildcard takes one character more.
                at = wildcard + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == ANY) {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean isSame(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
