package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Management groups themselves, as Terraform's {@code azurerm_management_group} and {@code az account management-group} ask for them. Each test has groups of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KnownManagementGroupsOverHttpTest {

    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups";
    private static final String VERSION = "?api-version=2020-05-01";
    private static final String CHILDREN = VERSION + "&$expand=children&$recurse=true";

    private final String name = "Group-" + UUID.randomUUID();
    private final String group = GROUPS + "/" + name;
    private final String root = GROUPS + "/" + PARTNER_TENANT;
    private final String subscription = UUID.randomUUID().toString();

    private Response put(String properties) {
        return as(GLOBAL_ADMIN)
                .body("{\"name\":\"" + name + "\",\"properties\":" + properties + "}")
                .put(group + VERSION);
    }

    private void member() {
        Response put = as(GLOBAL_ADMIN).put(group + "/subscriptions/" + subscription + VERSION);
        assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("error.code")).isEqualTo(code);
    }

    /** azurerm takes 200 and 202 of PUT, 202 and 204 of DELETE. */
    @Test
    void one_is_made_filled_read_renamed_emptied_and_deleted_as_terraform_does() {
        refused(get(GLOBAL_ADMIN, group + CHILDREN), 404, "NotFound");
        Response made = put("{\"tenantId\":\"" + PARTNER_TENANT
                + "\",\"displayName\":\"Contoso\",\"details\":{\"parent\":{\"id\":\"" + root + "\"}}}");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        member();

        JsonPath read = get(GLOBAL_ADMIN, group.toUpperCase(Locale.ROOT).replace("/PROVIDERS", "/providers") + CHILDREN)
                .jsonPath();
        assertThat(read.getString("id")).as("as it was first written").isEqualTo(group);
        assertThat(read.getString("name")).isEqualTo(name);
        assertThat(read.getString("properties.displayName")).isEqualTo("Contoso");
        assertThat(read.getString("properties.details.parent.id")).isEqualTo(root);
        assertThat(read.<Map<String, String>>getList("properties.children"))
                .containsExactly(Map.of(
                        "id",
                        "/subscriptions/" + subscription,
                        "name",
                        subscription,
                        "type",
                        "/subscriptions",
                        "displayName",
                        subscription));
        assertThat(get(GLOBAL_ADMIN, group + VERSION).jsonPath().getMap("properties"))
                .as("unless it is asked for")
                .doesNotContainKey("children");
        assertThat(put("{\"displayName\":\"Fabrikam\"}").jsonPath().getString("properties.displayName"))
                .isEqualTo("Fabrikam");
        assertThat(put("{}").jsonPath().getString("properties.displayName")).isEqualTo("Fabrikam");

        refused(as(GLOBAL_ADMIN).delete(group + VERSION), 409, "ManagementGroupIsNotEmpty");
        as(GLOBAL_ADMIN).delete(group + "/subscriptions/" + subscription + VERSION);
        assertThat(as(GLOBAL_ADMIN).delete(group + VERSION).statusCode()).isEqualTo(204);
        refused(get(GLOBAL_ADMIN, group + VERSION), 404, "NotFound");
        assertThat(as(GLOBAL_ADMIN).delete(group + VERSION).statusCode()).isEqualTo(204);

        JsonPath audit = get(GLOBAL_ADMIN, "/v1/audit?kind=managementGroup&scope=" + group)
                .jsonPath();
        assertThat(audit.<String>getList("value.action")).containsExactly("deleted", "changed", "changed", "created");
    }

    @Test
    void one_is_known_while_a_subscription_is_in_it_or_a_role_is_assigned_at_it() {
        member();
        JsonPath read = get(ADMIN_AGENT, group + CHILDREN).jsonPath();
        assertThat(read.getString("properties.displayName")).isEqualTo(name);
        assertThat(read.getList("properties.children")).hasSize(1);
        as(GLOBAL_ADMIN).delete(group + "/subscriptions/" + subscription + VERSION);
        refused(get(ADMIN_AGENT, group + VERSION), 404, "NotFound");

        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + UUID.randomUUID()
                        + "\"}}")
                .put(group + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).isEqualTo(201);
        assertThat(get(ADMIN_AGENT, group + CHILDREN).jsonPath().getList("properties.children"))
                .isEmpty();
        refused(as(GLOBAL_ADMIN).delete(group + VERSION), 409, "ManagementGroupIsNotEmpty");
    }

    @Test
    void all_are_listed_in_pages_by_id_without_what_is_in_them() {
        put("{\"displayName\":\"Contoso\"}");
        member();
        List<String> ids = new ArrayList<>();
        String next = GROUPS + VERSION + "&$top=50";
        while (next != null) {
            JsonPath page =
                    get(GLOBAL_ADMIN, next.substring(next.indexOf(GROUPS))).jsonPath();
            assertThat(page.getList("value")).isNotEmpty();
            ids.addAll(page.getList("value.id"));
            assertThat(page.<Object>getList("value.properties.children")).containsOnlyNulls();
            next = page.getString("nextLink");
        }
        assertThat(ids).contains(group).doesNotHaveDuplicates();
        assertThat(ids.stream().map(id -> id.toLowerCase(Locale.ROOT))).isSorted();
    }

    @Test
    void what_is_wrong_is_refused_and_makes_none() {
        refused(put("{\"details\":{\"parent\":{\"id\":\"" + GROUPS + "/other\"}}}"), 400, "BadRequest");
        refused(put("{\"displayName\":7}"), 400, "BadRequest");
        refused(put("{\"displayName\":\"\"}"), 400, "BadRequest");
        refused(as(GLOBAL_ADMIN).body("{}").put(GROUPS + "/ends." + VERSION), 400, "BadRequest");
        refused(get(GLOBAL_ADMIN, group + VERSION), 404, "NotFound");
    }

    @Test
    void nobody_but_the_partner_s_admins_learns_of_any() {
        put("{}");
        String principal = UUID.randomUUID().toString();
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + principal + "\"}}")
                .put(group + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        for (RequestSpecification who : List.of(
                as(OUTSIDER),
                as(principal, PARTNER_TENANT),
                as(principal, UUID.randomUUID().toString(), "GlobalAdmin"))) {
            refused(who.get(GROUPS + VERSION), 403, "AuthorizationFailed");
            refused(who.get(group + VERSION), 403, "AuthorizationFailed");
            refused(who.get(GROUPS + "/nothing" + VERSION), 403, "AuthorizationFailed");
            refused(who.body("{").put(group + VERSION), 403, "AuthorizationFailed");
            refused(who.delete(group + VERSION), 403, "AuthorizationFailed");
        }
        assertThat(given().get(group + VERSION).statusCode()).isEqualTo(401);
    }
}
