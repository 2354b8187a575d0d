package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a role assignment is said to be comes back as it was sent, and its role can be followed: Terraform's {@code azurerm_role_assignment} reads the definition
 * behind each assignment after every create and refresh, and replaces an assignment of which anything reads otherwise.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RoleAssignmentBodiesTest {

    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions";
    private static final String ASSIGNED = "?api-version=2022-04-01";

    /** The version that azurerm asks for definitions with. */
    private static final String DEFINED = "?api-version=2022-05-01-preview";

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String principal = UUID.randomUUID().toString();
    private final String path =
            subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + ASSIGNED;

    @Test
    void the_role_of_an_assignment_is_read_where_the_assignment_says_that_it_is()
            throws IOException, InterruptedException {
        for (String sent : List.of(
                "Reader",
                READER,
                DEFINITIONS + "/" + READER,
                "/" + DEFINITIONS + "/" + READER,
                subscription + DEFINITIONS + "/" + READER,
                subscription + "/resourceGroups/web" + DEFINITIONS + "/" + READER.toUpperCase(Locale.ROOT))) {
            Response put = put("\"roleDefinitionId\":\"" + sent + "\"");
            assertThat(put.statusCode()).as(put.asString()).isLessThan(300);

            String shown =
                    properties(get(GLOBAL_ADMIN, path)).path("roleDefinitionId").asText();
            assertThat(shown).isEqualTo(sent.contains("/") ? sent : DEFINITIONS + "/" + READER);
            for (String followed : List.of(shown, "/" + shown)) {
                assertThat(read(followed)).as(followed).contains("\"roleName\":\"Reader\"");
            }
        }
    }

    /** With the address as it is: of a path with two slashes in front others take the first word for a host. */
    private static String read(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> role = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path + DEFINED))
                            .header(
                                    "Authorization",
                                    "Bearer " + RealParts.tokens().token(OUTSIDER))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(role.statusCode()).as(path + role.body()).isEqualTo(200);
            return role.body();
        }
    }

    @Test
    void what_leads_to_no_role_is_not_shown_as_if_it_did() {
        put("\"roleDefinitionId\":\"/subscriptions/x/providers/Microsoft.Compute/disks/" + READER + "\"");

        assertThat(properties(get(GLOBAL_ADMIN, path)).path("roleDefinitionId").asText())
                .isEqualTo(DEFINITIONS + "/" + READER);
    }

    @Test
    void roles_are_listed_without_a_scope_and_found_by_name_at_one() {
        Response listed = get(OUTSIDER, DEFINITIONS + DEFINED);

        assertThat(listed.jsonPath().getList("value.id")).hasSize(5).contains(DEFINITIONS + "/" + READER);
        assertThat(get(OUTSIDER, subscription + DEFINITIONS + DEFINED + "&$filter=roleName%20eq%20%27Reader%27")
                        .jsonPath()
                        .getList("value.name"))
                .containsExactly(READER);
        assertThat(get(OUTSIDER, DEFINITIONS + "/" + UUID.randomUUID() + DEFINED)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(OUTSIDER, DEFINITIONS + "/" + READER + "/more" + DEFINED).statusCode())
                .isEqualTo(404);
        assertThat(as(GLOBAL_ADMIN).delete(DEFINITIONS + "/" + READER + DEFINED).statusCode())
                .isEqualTo(405);
    }

    @Test
    void kind_and_description_come_back_as_sent_and_go_when_they_are_left_out() {
        String role = "\"roleDefinitionId\":\"" + DEFINITIONS + "/" + READER + "\"";

        JsonNode made = properties(
                put(role + ",\"principalType\":\"ServicePrincipal\",\"description\":\"Watches \\\"web\\\"\""));
        JsonNode read = properties(get(GLOBAL_ADMIN, path));
        JsonNode listed = CostAnswers.read(get(GLOBAL_ADMIN, path.replaceAll("/[0-9a-f-]{36}[?]", "?")))
                .at("/value/0/properties");
        JsonNode later = properties(put(role + ",\"condition\":\"\",\"conditionVersion\":null"));

        assertThat(made.path("principalType").asText()).isEqualTo("ServicePrincipal");
        assertThat(made.path("description").asText()).isEqualTo("Watches \"web\"");
        assertThat(made.path("roleDefinitionName").asText()).isEqualTo("Reader");
        assertThat(read).isEqualTo(made);
        assertThat(listed).isEqualTo(made);
        assertThat(later.has("principalType")).isFalse();
        assertThat(later.path("description").isNull()).isTrue();
    }

    @Test
    void an_assignment_that_Azure_would_restrict_is_refused_and_grants_nothing() {
        String role = "\"roleDefinitionId\":\"Owner\",";
        for (String restricting : List.of(
                "\"condition\":\"@Resource[x] StringEquals 'y'\",\"conditionVersion\":\"2.0\"",
                "\"condition\":{}",
                "\"condition\":\" \"",
                "\"delegatedManagedIdentityResourceId\":\"/subscriptions/x\"")) {
            Response refused = put(role + restricting);

            assertThat(refused.statusCode()).as(restricting).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("RoleAssignmentNotSupported");
            assertThat(refused.jsonPath().getString("error.message")).contains("granted whole");
            assertThat(get(GLOBAL_ADMIN, path).statusCode()).as(restricting).isEqualTo(404);
        }
    }

    @Test
    void a_kind_that_there_is_not_and_a_description_that_is_too_long_are_refused_together() {
        Response refused = put("\"roleDefinitionId\":\"Owner\",\"principalType\":\"Robot\",\"description\":\""
                + "x".repeat(1_025) + "\"");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error.message")).contains("principalType", "description");
        assertThat(put("\"roleDefinitionId\":\"Owner\",\"principalType\":7,\"description\":[]")
                        .statusCode())
                .isEqualTo(400);
    }

    private Response put(String members) {
        return as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"principalId\":\"" + principal + "\"," + members + "}}")
                .put(path);
    }

    private static JsonNode properties(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
        return CostAnswers.read(answer).path("properties");
    }
}
