package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.ListedPages.answered;
import static dev.outlay.budget.arm.ListedPages.follow;
import static dev.outlay.budget.arm.ListedPages.query;
import static dev.outlay.local.Persona.CUSTOMER_OWNER;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of role assignments and of the subscriptions in a management group, past what they once had at most. Each test has a group of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RoleListsOverHttpTest {

    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String MANAGEMENT = "?api-version=2020-05-01";
    private static final int MANY = 5_230;

    private final String group = "/providers/Microsoft.Management/managementGroups/Group-" + UUID.randomUUID();
    private final String key = group.toLowerCase(Locale.ROOT);
    private final String assignments = group + "/providers/Microsoft.Authorization/roleAssignments" + AUTHORIZATION;
    private final String principal = UUID.randomUUID().toString();

    /** The last digits of the ids of a test are its own, so that no two tests have one in common. */
    private final String own = UUID.randomUUID().toString().substring(8);

    @Test
    void every_assignment_of_a_scope_is_listed_once_and_those_of_one_principal_are_found() {
        assigned(group, 0, MANY);
        assigned(group + "-other", 90_000_000, 3);

        ListedPages listed = follow(assignments + "&$top=1000");

        assertThat(listed.names()).hasSize(6);
        assertThat(listed.all()).isEqualTo(names(0, MANY));
        String ofOne = query(
                "$filter",
                "principalId eq '" + principal.toUpperCase(Locale.ROOT) + "'",
                "$top",
                "20",
                "$count",
                "true");
        ListedPages found = follow(assignments + ofOne);
        assertThat(found.all())
                .isEqualTo(names(0, MANY).stream()
                        .filter(name -> Integer.parseInt(name.substring(0, 8)) % 100 == 0)
                        .toList());
        assertThat(found.total()).isEqualTo(found.all().size());
        assertThat(found.names()).hasSize(3);
        for (String asked : List.of("principalId eq '" + principal + "'", "assignedTo('" + principal + "')")) {
            assertThat(follow(assignments + query("$filter", asked, "$skip", "50"))
                            .all())
                    .as(asked)
                    .isEqualTo(found.all().subList(50, found.all().size()));
            assertThat(follow(assignments + query("$filter", "atScope() and " + asked))
                            .all())
                    .as("they are inside of the group")
                    .isEmpty();
        }
        assertThat(answered(assignments + query("$filter", "atScope()")).getList("value"))
                .hasSize(100);
    }

    @Test
    void what_is_not_supported_is_refused_and_says_what_is() {
        for (String filter :
                List.of("assignedTo()", "roleName eq 'Owner'", "atScope() or principalId eq 'x'", "atScope")) {
            Response refused = get(GLOBAL_ADMIN, assignments + query("$filter", filter));
            assertThat(refused.statusCode()).as(filter).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.message")).contains("principalId", "atScope()");
        }
        for (String wrong : List.of("&$skiptoken=AA", "&$top=0", "&$orderBy=role")) {
            assertThat(get(GLOBAL_ADMIN, assignments + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(get(GLOBAL_ADMIN, group + "/subscriptions" + MANAGEMENT + wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(get(CUSTOMER_OWNER, assignments + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(403);
            assertThat(get(CUSTOMER_OWNER, group + "/subscriptions" + MANAGEMENT + wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(403);
        }
    }

    @Test
    void every_subscription_of_a_group_is_listed_once() {
        Client.sql("""
                insert into management_group_subscription (subscription, subscription_name, group_arm_id, group_key, added_at, added_by)
                select lower(called), called, '%s', '%s', now(), 'test' from (select lpad(cast(n as text), 8, '0') || upper('%s') as called
                from generate_series(0, %d) as n) as numbered""".formatted(group, key, own, MANY - 1));
        String members = group + "/subscriptions" + MANAGEMENT;

        ListedPages listed = follow(members + "&$top=1000");

        assertThat(listed.names()).hasSize(6);
        assertThat(listed.all()).isEqualTo(upper(names(0, MANY)));
        assertThat(follow(members + query("$filter", "startswith(name, '000012')", "$top", "30"))
                        .all())
                .isEqualTo(upper(names(1200, 1300)));
        assertThat(as(GLOBAL_ADMIN)
                        .get(group + "/subscriptions/" + names(7, 8).getFirst() + MANAGEMENT)
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN)
                        .get(group + "-other/subscriptions/" + names(7, 8).getFirst() + MANAGEMENT)
                        .statusCode())
                .isEqualTo(404);
    }

    /** Every hundredth has the test's principal, in a resource group of its own: nobody has a role twice at a scope. Their subscription is in the management group. */
    private void assigned(String scope, int first, int count) {
        Client.sql("""
                insert into management_group_subscription (subscription, subscription_name, group_arm_id, group_key, added_at, added_by)
                values (md5('%2$s'), md5('%2$s'), '%1$s', '%2$s', now(), 'test')""".formatted(scope, scope.toLowerCase(Locale.ROOT)), """
                insert into role_assignment (name, scope_arm_id, scope_key, principal_id, role, version, created_at, created_by)
                select lpad(cast(n as text), 8, '0') || '%1$s', case when n %% 100 = 0 then inside else '%2$s' end,
                       case when n %% 100 = 0 then inside else '%3$s' end,
                       case when n %% 100 = 0 then '%4$s' else 'somebody-' || n end, 'Reader', 1, now(), 'test'
                from generate_series(%5$d, %6$d) as n
                cross join lateral (select '/subscriptions/' || md5('%3$s') || '/resourcegroups/g' || n as inside) as placed""".formatted(
                        own, scope, scope.toLowerCase(Locale.ROOT), principal, first, first + count - 1));
    }

    private List<String> names(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(number -> String.format(Locale.ROOT, "%08d", number) + own)
                .toList();
    }

    private static List<String> upper(List<String> names) {
        return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }
}
