package dev.outlay.budget.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a role grants follows from its permissions alone, and the page says which. */
class NeedTest {

    private static CustomRole role(Permission... permissions) {
        Instant then = Instant.EPOCH;
        return new CustomRole(
                "i", "t", "n", "", List.of(permissions), List.of("/subscriptions/s"), then, "p", then, "p");
    }

    private static List<Need> granted(RoleDefinition role) {
        return Arrays.stream(Need.values())
                .filter(need -> role.permissions().stream().anyMatch(permission -> permission.grants(need)))
                .toList();
    }

    private static List<Need> ofKind(Need.Kind... kinds) {
        return Arrays.stream(Need.values())
                .filter(need -> List.of(kinds).contains(need.kind()))
                .toList();
    }

    @Test
    void a_built_in_role_grants_what_it_always_did() {
        List<Need> read = ofKind(Need.Kind.READ);
        List<Need> change = ofKind(Need.Kind.READ, Need.Kind.WRITE);
        List<Need> deploy = ofKind(Need.Kind.SEE_DEPLOYED, Need.Kind.DEPLOY);

        assertThat(granted(Role.OWNER))
                .isEqualTo(ofKind(
                        Need.Kind.READ, Need.Kind.WRITE, Need.Kind.ASSIGN, Need.Kind.SEE_DEPLOYED, Need.Kind.DEPLOY));
        assertThat(granted(Role.CONTRIBUTOR))
                .containsAll(change)
                .containsAll(deploy)
                .hasSize(change.size() + deploy.size() + 2)
                .contains(Need.READ_ROLES, Need.READ_ASSIGNMENTS);
        assertThat(granted(Role.READER))
                .containsAll(read)
                .hasSize(read.size() + 4)
                .contains(Need.READ_ROLES, Need.READ_ASSIGNMENTS, Need.READ_DEPLOYMENTS, Need.READ_RESOURCES);
        assertThat(granted(Role.COST_MANAGEMENT_CONTRIBUTOR)).isEqualTo(change);
        assertThat(granted(Role.COST_MANAGEMENT_READER)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Consumption/budgets/read, READ_BUDGETS",
        "Microsoft.CostManagement/budgets/*, READ_BUDGETS WRITE_BUDGETS DELETE_BUDGETS",
        "Microsoft.CostManagement/query/*, READ_COSTS",
        "Microsoft.Consumption/*/read, READ_CHARGES READ_BUDGETS",
        "Microsoft.Authorization/roleAssignments/*, READ_ASSIGNMENTS ASSIGN_ROLES REVOKE_ROLES",
        "Microsoft.Authorization/*/read, READ_ASSIGNMENTS READ_ROLES",
        "Microsoft.Resources/deployments/*, READ_DEPLOYMENTS WRITE_DEPLOYMENTS VALIDATE_DEPLOYMENTS CANCEL_DEPLOYMENTS DELETE_DEPLOYMENTS",
        "Microsoft.Resources/deployments/validate/action, VALIDATE_DEPLOYMENTS",
        "Microsoft.Resources/subscriptions/resourceGroups/*, READ_RESOURCE_GROUPS WRITE_RESOURCE_GROUPS DELETE_RESOURCE_GROUPS READ_RESOURCES",
        "Microsoft.Resources/subscriptions/resourceGroups/read, READ_RESOURCE_GROUPS",
        "Microsoft.Billing/*, ''",
        "Microsoft.Compute/*, ''"
    })
    void a_custom_role_grants_what_its_actions_guard_in_Azure(String action, String granted) {
        assertThat(granted(role(Permission.of(List.of(action), List.of()))).stream()
                        .map(Need::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(granted);
    }

    @Test
    void no_role_grants_what_is_the_partner_s_not_even_by_a_wildcard() {
        assertThat(granted(role(Permission.of(List.of("*"), List.of()))))
                .isEqualTo(granted(Role.OWNER))
                .doesNotContain(Need.ADMINISTER);
    }

    @Test
    void what_one_permission_takes_away_another_may_give() {
        Permission all = Permission.of(List.of("*"), List.of("Microsoft.*/budgets/*"));

        assertThat(granted(role(all))).contains(Need.READ_COSTS).doesNotContain(Need.WRITE_BUDGETS);
        assertThat(granted(role(all, Permission.of(List.of("Microsoft.Consumption/budgets/write"), List.of()))))
                .contains(Need.WRITE_BUDGETS);
    }

    /** A query is the same by GET and by POST, and charges are the same in a list and in a file: whoever may not have them by one way has them by none. */
    @ParameterizedTest
    @CsvSource({
        "Microsoft.CostManagement/query/action, READ_COSTS",
        "Microsoft.Consumption/usageDetails/*, READ_CHARGES",
        "*/generateCostDetailsReport/*, READ_CHARGES",
        "Microsoft.Consumption/budgets/write, WRITE_BUDGETS"
    })
    void what_is_taken_away_at_one_address_is_not_had_at_the_other(String notAction, Need need) {
        CustomRole role = role(Permission.of(List.of("*"), List.of(notAction)));

        assertThat(granted(Role.OWNER)).contains(need);
        assertThat(granted(role))
                .isEqualTo(granted(Role.OWNER).stream()
                        .filter(each -> each != need)
                        .toList());
    }

    @Test
    void data_actions_grant_nothing() {
        assertThat(granted(role(new Permission(List.of("a/b"), List.of(), List.of("*"), List.of()))))
                .isEmpty();
    }

    @Test
    void the_page_of_roles_says_what_guards_what_and_what_is_built_in() throws IOException {
        String page = Files.readString(
                Path.of(System.getProperty("outlay.root", "..")).resolve("docs/roles.md"));
        Stream<String> needs = Arrays.stream(Need.values())
                .filter(need -> !need.actions().isEmpty())
                .map(need -> "| `" + need + "` | " + quoted(need.actions()) + " |");
        Stream<String> roles = Arrays.stream(Role.values())
                .map(role -> "| " + role.title() + " | "
                        + quoted(role.permissions().getFirst().actions()) + " | "
                        + quoted(role.permissions().getFirst().notActions()) + " |");

        assertThat(page.lines()).containsAll(Stream.concat(needs, roles).toList());
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    }
}
