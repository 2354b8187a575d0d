package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ListedPages.query;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A list of role assignments has those made at the scope, around and inside of it, and no others. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InheritedAssignmentsTest extends CustomRoleFixture {

    private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";

    private final String management = "/providers/Microsoft.Management/managementGroups/G-" + UUID.randomUUID();
    private final String sibling = "/subscriptions/" + UUID.randomUUID();
    private final String stranger = "/subscriptions/" + UUID.randomUUID();
    private String atManagement = "";
    private String atSubscription = "";
    private String atGroup = "";
    private String atSibling = "";

    @BeforeEach
    void something_is_assigned_everywhere() {
        for (String each : List.of(subscription, sibling)) {
            as(GLOBAL_ADMIN).put(management + each + BILLING);
        }
        atManagement = assigned(management);
        atSubscription = assigned(subscription);
        atGroup = assigned(group);
        atSibling = assigned(sibling + "/resourceGroups/Web");
        assigned(stranger);
        assigned(subscription + "0");
        assigned(management + "0");
    }

    @Test
    void at_each_scope_there_is_what_is_above_and_below() {
        assertThat(ids(as(GLOBAL_ADMIN), management, ""))
                .containsExactlyInAnyOrder(atManagement, atSubscription, atGroup, atSibling);
        assertThat(ids(as(GLOBAL_ADMIN), subscription, ""))
                .containsExactlyInAnyOrder(atManagement, atSubscription, atGroup);
        assertThat(ids(as(GLOBAL_ADMIN), group, "")).containsExactlyInAnyOrder(atManagement, atSubscription, atGroup);
        assertThat(ids(as(GLOBAL_ADMIN), sibling, "")).containsExactlyInAnyOrder(atManagement, atSibling);
        assertThat(ids(as(GLOBAL_ADMIN), subscription + "/resourceGroups/other", ""))
                .containsExactlyInAnyOrder(atManagement, atSubscription);
        String first = ids(as(GLOBAL_ADMIN), subscription, "").getFirst();
        assertThat(as(GLOBAL_ADMIN).get(first + AUTHORIZATION).statusCode())
                .as("each is found where it was made")
                .isEqualTo(200);
    }

    @Test
    void at_scope_leaves_out_what_is_below_and_a_principal_is_asked_for_beside() {
        String atScope = query("$filter", "atScope()");
        String mine = query("$filter", "ATSCOPE() and principalId eq '" + principal.toUpperCase(Locale.ROOT) + "'");

        assertThat(ids(as(GLOBAL_ADMIN), management, atScope)).containsExactly(atManagement);
        assertThat(ids(as(GLOBAL_ADMIN), subscription, atScope))
                .containsExactlyInAnyOrder(atManagement, atSubscription);
        assertThat(ids(as(GLOBAL_ADMIN), group, atScope))
                .containsExactlyInAnyOrder(atManagement, atSubscription, atGroup);
        String own = assign(subscription, "Reader", principal).jsonPath().getString("id");
        String below = assign(group, "Reader", principal).jsonPath().getString("id");
        assertThat(ids(as(GLOBAL_ADMIN), subscription, mine)).containsExactly(own);
        assertThat(ids(as(GLOBAL_ADMIN), subscription, query("$filter", "assignedTo('" + principal + "')")))
                .containsExactlyInAnyOrder(own, below);
        Response counted =
                as(GLOBAL_ADMIN).get(subscription + ASSIGNMENTS + AUTHORIZATION + atScope + "&$top=1&$count=true");
        assertThat(counted.jsonPath().getLong("totalCount")).isEqualTo(3);
        assertThat(counted.jsonPath().getString("nextLink")).isNotNull();
    }

    @Test
    void a_customer_s_people_see_nothing_of_management_groups_and_other_subscriptions() {
        String own = assign(subscription, "Reader", principal).jsonPath().getString("id");
        String partners = UUID.randomUUID().toString();
        String theirs = assign(group, "Reader", partners).jsonPath().getString("id");

        assertThat(ids(as(principal, customer), subscription, ""))
                .containsExactlyInAnyOrder(own, atSubscription, atGroup, theirs);
        assertThat(ids(as(principal, customer), group, ""))
                .containsExactlyInAnyOrder(own, atSubscription, atGroup, theirs);
        assertThat(ids(as(partners, PARTNER_TENANT), group, ""))
                .as("the partner's")
                .containsExactlyInAnyOrder(own, atManagement, atSubscription, atGroup, theirs);
        for (String refused : List.of(management, sibling, stranger)) {
            assertThat(as(principal, customer)
                            .get(refused + ASSIGNMENTS + AUTHORIZATION)
                            .statusCode())
                    .as(refused)
                    .isEqualTo(403);
        }
        assertThat(as(partners, PARTNER_TENANT)
                        .get(subscription + ASSIGNMENTS + AUTHORIZATION)
                        .statusCode())
                .as("above where one may read")
                .isEqualTo(403);
    }

    @Test
    void a_subscription_that_was_another_customer_s_tells_its_present_people_of_nothing_assigned_meanwhile() {
        String own = assign(subscription, "Reader", principal).jsonPath().getString("id");
        own(UUID.randomUUID().toString(), subscription);
        String insideMeanwhile = assigned(group);
        String meanwhile = assigned(subscription);
        own(customer, subscription);

        for (String scope : List.of(subscription, group)) {
            assertThat(ids(as(principal, customer), scope, ""))
                    .as("what names people and resource groups of whose it was meanwhile")
                    .containsExactlyInAnyOrder(own, atSubscription, atGroup);
            assertThat(ids(as(GLOBAL_ADMIN), scope, ""))
                    .as("the partner")
                    .containsExactlyInAnyOrder(own, atManagement, atSubscription, atGroup, meanwhile, insideMeanwhile);
        }
    }

    private String assigned(String scope) {
        Response assigned = assign(scope, "Reader", UUID.randomUUID().toString());
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        return assigned.jsonPath().getString("id");
    }

    private static List<String> ids(RequestSpecification by, String scope, String query) {
        Response listed = by.get(scope + ASSIGNMENTS + AUTHORIZATION + query);
        assertThat(listed.statusCode()).as(listed.asString()).isEqualTo(200);
        return listed.jsonPath().getList("value.id");
    }
}
