package dev.outlay.budget.budget;

import java.util.List;
import java.util.Locale;

/**
 * Under which api version of which provider somebody writes or reads a budget, and what differs between them (azure-rest-contract.md section 2, decision 28).
 *
 * @param provider as ARM writes it
 * @param version in lower case
 */
public record BudgetVersion(String provider, String version) {

    /** The first year in whose versions names have a pattern. Versions are dates, so that their texts have their order. */
    private static final String WITH_A_PATTERN = "2023";

    private static final int MAX_NAME = 63;

    /** As long as any name of a resource in ARM. */
    private static final int MAX_OLD_NAME = 260;

    /** What no name of a resource in ARM has, since it stands in paths. */
    private static final String NOT_IN_NAMES = "<>*%&:\\?/+#";

    private static final int MONTHS_AHEAD = 12;
    private static final int MONTHS_AHEAD_IN_2018 = 3;

    public BudgetVersion {
        version = version.toLowerCase(Locale.ROOT);
    }

    /** What a budget can be written with. */
    public FilterGrammar grammar() {
        return FilterGrammar.of(provider, version);
    }

    /** How many months after this one a budget can begin. */
    int monthsAhead() {
        return version.startsWith("2018") ? MONTHS_AHEAD_IN_2018 : MONTHS_AHEAD;
    }

    /** Whether it is one of those before {@code filter}: budgets have {@code filters}, and every notification has an e-mail address. */
    boolean isOfOldFilters() {
        return grammar() == FilterGrammar.WITH_USAGE;
    }

    /** What is wrong with a name; empty for nothing. */
    List<String> problemsOfName(String name) {
        if (version.compareTo(WITH_A_PATTERN) >= 0) {
            return isOfThePattern(name)
                    ? List.of()
                    : List.of("The name of a budget has 1 to " + MAX_NAME
                            + " characters: letters, digits, underscores and hyphens.");
        }
        return isNameOfAResource(name)
                ? List.of()
                : List.of("The name of a budget has 1 to " + MAX_OLD_NAME + " characters, none of " + NOT_IN_NAMES
                        + " and no control characters, and does not begin or end with a space or end with a dot.");
    }

    private static boolean isOfThePattern(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars()
                        .allMatch(character -> character == '_'
                                || character == '-'
                                || (character < 128 && Character.isLetterOrDigit(character)));
    }

    private static boolean isNameOfAResource(String name) {
        return JsonText.keeps(name, MAX_OLD_NAME)
                && name.equals(name.strip())
                && !name.endsWith(".")
                && name.chars().noneMatch(character -> NOT_IN_NAMES.indexOf(character) >= 0);
    }
}
