package dev.outlay.budget.access;

import java.util.List;

/**
 * What a role allows, in Azure's words: actions of providers, with {@code *} for any text. Data actions are kept and shown, and allow nothing here: there is no
 * data that they could guard.
 *
 * @param actions what it allows
 * @param notActions what it does not allow, though {@code actions} would; another permission may allow it still, since this forbids nothing
 */
public record Permission(
        List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {

    public Permission {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
        dataActions = List.copyOf(dataActions);
        notDataActions = List.copyOf(notDataActions);
    }

    static Permission of(List<String> actions, List<String> notActions) {
        return new Permission(actions, notActions, List.of(), List.of());
    }

    /** Whether it allows one of the actions that guard what is needed and takes none of them away: here they open one thing, which cannot be given by halves. */
    boolean grants(Need need) {
        return need.actions().stream().anyMatch(action -> matchesAny(actions, action))
                && need.actions().stream().noneMatch(action -> matchesAny(notActions, action));
    }

    private static boolean matchesAny(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> ActionPattern.matches(pattern, action));
    }
}
