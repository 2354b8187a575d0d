package dev.outlay.budget.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.refusal.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role must be like that somebody makes. */
class RoleRulesTest {

    private static final String ID = UUID.randomUUID().toString();
    private static final String SCOPE = "/subscriptions/s";

    private static WantedRole wanted(List<String> actions, List<String> scopes) {
        return new WantedRole("Watcher", "", "CustomRole", List.of(Permission.of(actions, List.of())), scopes);
    }

    private static String message(WantedRole wanted) {
        return RoleRules.refusal(ID, wanted).map(Refusal::message).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*/read",
                "Microsoft.Consumption/*",
                "Microsoft.CostManagement/*/read",
                "Microsoft.Insights/actionGroups/write",
                "Microsoft.Web/sites/config/$list/action"
            })
    void Azure_s_actions_are_taken_with_wildcards_and_without(String action) {
        assertThat(RoleRules.refusal(ID, wanted(List.of(action), List.of(SCOPE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "read", "Microsoft.Consumption", "/read", "a//b", "a/b/", "a/b c", "a/\u00e9", "a/b\n"})
    void what_no_provider_could_know_is_refused_wherever_it_stands(String action) {
        Permission allowed = new Permission(List.of("*"), List.of(action), List.of(), List.of());
        Permission data = new Permission(List.of("*"), List.of(), List.of(action), List.of());
        for (List<Permission> permissions :
                List.of(List.of(Permission.of(List.of("*", action), List.of())), List.of(allowed), List.of(data))) {
            assertThat(RoleRules.refusal(ID, new WantedRole("n", "", "", permissions, List.of(SCOPE)))
                            .orElseThrow()
                            .code())
                    .isEqualTo("InvalidActionOrNotAction");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "/subscriptions/*",
                "/subscriptions/s*",
                "/subscriptions/s/resourceGroups/*",
                "/subscriptions",
                "/subscriptions/s/",
                "subscriptions/s",
                "/subscriptions/s/providers/Microsoft.Web",
                "/providers/Microsoft.Billing/billingAccounts/a",
                "/providers/Microsoft.Billing/billingAccounts/a/customers/c",
                "/providers/Microsoft.Management/managementGroups/*"
            })
    void nothing_but_the_id_of_a_group_or_subscription_is_assignable(String scope) {
        assertThat(message(wanted(List.of("*"), List.of(scope)))).contains("without wildcards");
    }

    @Test
    void one_management_group_is_assignable_and_two_are_not() {
        String group = "/providers/Microsoft.Management/managementGroups/m";

        assertThat(message(wanted(List.of("*"), List.of(group, SCOPE)))).isEmpty();
        assertThat(message(wanted(List.of("*"), List.of(group, group + "2")))).contains("At most one");
    }

    @Test
    void there_is_an_action_and_a_scope_and_there_are_not_too_many() {
        assertThat(message(wanted(List.of(), List.of(SCOPE)))).contains("at least one of 'actions'");
        assertThat(message(new WantedRole("n", "", "", List.of(), List.of(SCOPE))))
                .contains("at least one of 'actions'");
        assertThat(message(wanted(List.of("*"), List.of()))).contains("1 to 100 scopes");
        assertThat(message(wanted(
                        List.of("*"),
                        IntStream.range(0, 101).mapToObj(n -> SCOPE + n).toList())))
                .contains("1 to 100 scopes");
        assertThat(message(wanted(Collections.nCopies(501, "*"), List.of(SCOPE))))
                .contains("500 actions");
        assertThat(message(wanted(Collections.nCopies(64, "a/" + "b".repeat(254)), List.of(SCOPE))))
                .isEmpty();
        assertThat(message(wanted(Collections.nCopies(65, "a/" + "b".repeat(254)), List.of(SCOPE))))
                .contains("16384 characters");
        assertThat(message(wanted(List.of("a/" + "b".repeat(255)), List.of(SCOPE))))
                .contains("does not match");
        assertThat(message(new WantedRole(
                        "n", "", "", Collections.nCopies(17, Permission.of(List.of("*"), List.of())), List.of(SCOPE))))
                .contains("at most 16 permissions");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        Refusal refusal = RoleRules.refusal(
                        "x", new WantedRole("n".repeat(513), "d".repeat(2_049), "BuiltInRole", List.of(), List.of("/")))
                .orElseThrow();

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("BadRequestFormat");
        assertThat(refusal.message())
                .contains("GUID", "roleName", "description", "CustomRole", "assignableScopes", "actions");
    }
}
