package dev.outlay.budget.access;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What a role that somebody makes must be like. Where Azure has a bound it is Azure's, unless a smaller one is said to be ours. */
public final class RoleRules {

    static final int MAX_TITLE = 512;
    static final int MAX_DESCRIPTION = 2_048;
    static final int MAX_PERMISSIONS = 16;

    /** Of all permissions together; ours, as with each of the next three. */
    static final int MAX_ACTIONS = 500;

    /** Characters of all actions together: every decision reads them, and the alert-service keeps them in memory. */
    static final int MAX_TEXT = 16_384;

    static final int MAX_ACTION = 256;
    static final int MAX_SCOPES = 100;
    static final int MAX_SCOPE = 1_000;

    private RoleRules() {}

    /** Everything that is wrong with a role, in one refusal; empty for nothing. */
    public static Optional<Refusal> refusal(String id, WantedRole wanted) {
        List<String> problems = new ArrayList<>();
        if (!isGuid(id)) {
            problems.add("The name of a role definition must be a GUID.");
        }
        if (wanted.title().isBlank()
                || wanted.title().length() > MAX_TITLE
                || wanted.title().chars().anyMatch(Character::isISOControl)) {
            problems.add("'properties.roleName' has 1 to " + MAX_TITLE
                    + " characters, none of which is a control character.");
        }
        if (wanted.description().length() > MAX_DESCRIPTION) {
            problems.add("'properties.description' has at most " + MAX_DESCRIPTION + " characters.");
        }
        if (!wanted.type().isEmpty() && !wanted.type().equalsIgnoreCase("CustomRole")) {
            problems.add("'properties.type' is CustomRole: no other role can be made.");
        }
        scopes(wanted, problems);
        List<String> misspelt = actions(wanted, problems);
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String code = misspelt.isEmpty() ? "BadRequestFormat" : "InvalidActionOrNotAction";
        return Optional.of(new Refusal(400, code, String.join(" ", problems)));
    }

    private static void scopes(WantedRole wanted, List<String> problems) {
        List<String> scopes = wanted.assignableScopes();
        if (scopes.isEmpty() || scopes.size() > MAX_SCOPES) {
            problems.add("'properties.assignableScopes' has 1 to " + MAX_SCOPES + " scopes.");
        }
        if (scopes.stream().limit(MAX_SCOPES).anyMatch(scope -> !isAssignable(scope))) {
            problems.add(
                    "Each of 'properties.assignableScopes' is the id of a management group, a subscription or a resource"
                            + " group, without wildcards.");
        }
        if (wanted.scopes().stream()
                        .filter(Scope.ManagementGroup.class::isInstance)
                        .count()
                > 1) {
            problems.add("At most one of 'properties.assignableScopes' is a management group.");
        }
    }

    private static boolean isAssignable(String scope) {
        return scope.length() <= MAX_SCOPE
                && scope.indexOf('*') < 0
                && ScopedPath.ofId(scope)
                        .filter(read -> !read.kind().isBilling())
                        .filter(read -> read.armId().equalsIgnoreCase(scope))
                        .isPresent();
    }

    /** @return what cannot be an action */
    private static List<String> actions(WantedRole wanted, List<String> problems) {
        List<Permission> permissions = wanted.permissions();
        long count = permissions.stream().flatMap(RoleRules::patterns).count();
        if (permissions.size() > MAX_PERMISSIONS || count > MAX_ACTIONS) {
            problems.add("'properties.permissions' has at most " + MAX_PERMISSIONS + " permissions with " + MAX_ACTIONS
                    + " actions together.");
            return List.of();
        }
        if (permissions.stream()
                        .flatMap(RoleRules::patterns)
                        .mapToInt(String::length)
                        .sum()
                > MAX_TEXT) {
            problems.add("The actions of 'properties.permissions' have at most " + MAX_TEXT
                    + " characters together: a wildcard stands for many.");
            return List.of();
        }
        if (permissions.stream().allMatch(permission -> permission.actions().isEmpty())) {
            problems.add("'properties.permissions' allows at least one of 'actions'.");
        }
        List<String> misspelt = permissions.stream()
                .flatMap(RoleRules::patterns)
                .filter(pattern -> !isPattern(pattern))
                .distinct()
                .toList();
        misspelt.stream()
                .limit(5)
                .forEach(pattern -> problems.add("'" + shown(pattern)
                        + "' does not match any of the actions supported by the providers: an action is like"
                        + " Microsoft.Consumption/budgets/write, with '*' for any text."));
        return misspelt;
    }

    private static Stream<String> patterns(Permission permission) {
        return Stream.of(
                        permission.actions(),
                        permission.notActions(),
                        permission.dataActions(),
                        permission.notDataActions())
                .flatMap(List::stream);
    }

    /** A wildcard alone, or a provider and what is to be done with something of it, with wildcards wherever they are wanted. */
    private static boolean isPattern(String pattern) {
        return pattern.length() <= MAX_ACTION
                && (pattern.equals("*")
                        || (pattern.indexOf('/') > 0
                                && !pattern.endsWith("/")
                                && !pattern.contains("//")
                                && pattern.chars().allMatch(RoleRules::isOfAPattern)));
    }

    private static boolean isOfAPattern(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "*/._-$".indexOf(character) >= 0;
    }

    private static String shown(String pattern) {
        return pattern.length() > 100 ? pattern.substring(0, 100) + "..." : pattern;
    }

    /** Whether a text is a guid as Azure writes it. */
    public static boolean isGuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
