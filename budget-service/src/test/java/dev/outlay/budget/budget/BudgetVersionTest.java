package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the versions of budgets (azure-rest-contract.md section 2). */
class BudgetVersionTest {

    private static final List<BudgetVersion> WITH_A_PATTERN = List.of(
            consumption("2023-03-01"),
            consumption("2024-08-01"),
            consumption("2026-06-01"),
            new BudgetVersion("Microsoft.CostManagement", "2023-04-01-PREVIEW"),
            new BudgetVersion("Microsoft.CostManagement", "2025-03-01"));
    private static final List<BudgetVersion> WITHOUT = List.of(
            consumption("2018-10-01"),
            consumption("2019-10-01"),
            consumption("2022-09-01"),
            new BudgetVersion("Microsoft.CostManagement", "2019-04-01-preview"));

    private static BudgetVersion consumption(String version) {
        return new BudgetVersion("Microsoft.Consumption", version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A_b-1", "0"})
    void a_name_of_letters_digits_underscores_and_hyphens_is_fine_in_every_version(String name) {
        for (List<BudgetVersion> versions : List.of(WITH_A_PATTERN, WITHOUT)) {
            versions.forEach(version -> assertThat(version.problemsOfName(name)).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00e4", "a.b", "(a)", "O'Hara", "{}", "~$", "\ud83d\udcb8"})
    void any_other_name_is_fine_before_2023_alone(String name) {
        WITH_A_PATTERN.forEach(version -> assertThat(version.problemsOfName(name))
                .containsExactly(
                        "The name of a budget has 1 to 63 characters: letters, digits, underscores and hyphens."));
        WITHOUT.forEach(version -> assertThat(version.problemsOfName(name)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", " a", "a ", "a.", "a/b", "a\\b", "a?b", "a#b", "a%b", "a:b", "a<b", "a&b", "a*b", "a+b",
                "\u0000", "a\nb", "\ud800"
            })
    void a_name_that_no_resource_can_have_is_fine_nowhere(String name) {
        for (List<BudgetVersion> versions : List.of(WITH_A_PATTERN, WITHOUT)) {
            versions.forEach(version -> assertThat(version.problemsOfName(name)).hasSize(1));
        }
    }

    @Test
    void names_are_as_long_as_the_version_has_them() {
        WITH_A_PATTERN.forEach(version -> {
            assertThat(version.problemsOfName("n".repeat(63))).isEmpty();
            assertThat(version.problemsOfName("n".repeat(64))).hasSize(1);
        });
        WITHOUT.forEach(version -> {
            assertThat(version.problemsOfName("n".repeat(260))).isEmpty();
            assertThat(version.problemsOfName("n".repeat(261))).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Consumption, 2018-10-01, 2027-02-01, 2027-03-01, 3",
        "Microsoft.Consumption, 2019-01-01, 2027-11-01, 2027-12-01, 12",
        "Microsoft.Consumption, 2019-10-01, 2027-11-01, 2027-12-01, 12",
        "Microsoft.CostManagement, 2023-11-01, 2027-11-01, 2027-12-01, 12"
    })
    void a_budget_begins_as_far_ahead_as_the_version_has_it(
            String provider, String version, LocalDate last, LocalDate tooFar, int months) {
        assertThat(farAhead(last, new BudgetVersion(provider, version))).isEmpty();
        assertThat(farAhead(tooFar, new BudgetVersion(provider, version)))
                .containsExactly("Start date of a budget must not be more than " + months + " months in the future.");
    }

    private static List<String> farAhead(LocalDate start, BudgetVersion version) {
        List<String> problems = new ArrayList<>();
        BudgetRules.notTooFarAhead(start, LocalDate.of(2026, 11, 30), version, problems);
        return problems;
    }

    @ParameterizedTest
    @CsvSource({
        "2018-10-01, true",
        "2019-06-01, true",
        "2019-10-01, false",
        "2024-08-01, false",
    })
    void a_group_alone_can_be_told_where_the_version_needs_no_address(String version, boolean needsAddress) {
        String group =
                "\"contactGroups\":[\"/subscriptions/S1/resourceGroups/g/providers/Microsoft.Insights/actionGroups/a\"]";
        BudgetRules rules = new BudgetRules(LocalDate.of(2026, 11, 23), Set.of(), consumption(version));

        List<String> problems = rules.problems(
                Judged.SUBSCRIPTION, Judged.read(Judged.with(Judged.notification("n", "80", group))), null);

        assertThat(problems)
                .isEqualTo(
                        needsAddress
                                ? List.of("Notification 'n' needs at least one contactEmail in api-version " + version
                                        + " of Microsoft.Consumption.")
                                : List.of());
    }
}
