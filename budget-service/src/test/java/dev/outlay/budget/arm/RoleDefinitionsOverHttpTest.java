package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Roles are looked up by name, as Terraform and scripts do, and what is found is assigned. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RoleDefinitionsOverHttpTest {

    private static final String VERSION = "?api-version=2022-04-01";

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String definitions = "/providers/Microsoft.Authorization/roleDefinitions";

    @Test
    void the_five_roles_have_Azure_s_ids_at_every_scope() {
        for (String scope : new String[] {subscription, subscription + "/resourceGroups/web"}) {
            Response listed = get(OUTSIDER, scope + definitions + VERSION);

            assertThat(listed.jsonPath().getList("value.properties.roleName"))
                    .containsExactly(
                            "Owner", "Contributor", "Reader", "Cost Management Contributor", "Cost Management Reader");
            assertThat(listed.jsonPath().getList("value.name"))
                    .containsExactly(
                            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                            "b24988ac-6180-42a0-ab88-20f7382dd24c",
                            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                            "434105ed-43f6-45c7-a02f-909b2ba83430",
                            "72fafb9e-0641-4937-9268-a91bfd8191a3");
            assertThat(listed.jsonPath().getList("value.id"))
                    .allSatisfy(id -> assertThat((String) id).startsWith(scope + definitions + "/"));
        }
    }

    @Test
    void a_role_is_found_by_its_name_and_assigned_by_its_id() {
        Response found = get(
                GLOBAL_ADMIN,
                subscription + definitions + VERSION
                        + "&$filter=roleName%20eq%20%27Cost%20Management%20Reader%27%20and%20type%20eq%20%27BuiltInRole%27");
        assertThat(found.jsonPath().getList("value")).hasSize(1);
        String id = found.jsonPath().getString("value[0].id");

        Response read = get(GLOBAL_ADMIN, id.toUpperCase(Locale.ROOT) + VERSION);
        assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
        assertThat(read.jsonPath().getString("properties.type")).isEqualTo("BuiltInRole");
        assertThat(read.jsonPath().getList("properties.permissions[0].actions"))
                .contains("Microsoft.CostManagement/*/read");

        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"" + id + "\",\"principalId\":\"" + UUID.randomUUID()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + VERSION);
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        assertThat(assigned.jsonPath().getString("properties.roleDefinitionName"))
                .isEqualTo("Cost Management Reader");
    }

    @Test
    void what_there_is_not_is_404_and_what_is_not_understood_400() {
        Response missing = get(GLOBAL_ADMIN, subscription + definitions + "/" + UUID.randomUUID() + VERSION);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.jsonPath().getString("error.code")).isEqualTo("RoleDefinitionDoesNotExist");
        assertThat(get(GLOBAL_ADMIN, subscription + definitions + VERSION + "&$filter=name%20lt%205")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(GLOBAL_ADMIN, "/providers/Microsoft.Billing/billingAccounts/a" + definitions + VERSION)
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(GLOBAL_ADMIN).delete(subscription + definitions + VERSION).statusCode())
                .isEqualTo(405);
    }
}
