package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens are taken where one key set signs for many tenants, as Microsoft Entra ID does. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class IssuersOverHttpTest {

    private static final String OF_ADMINS = "/v1/ledger";
    private static final String OF_ANYBODY = "/subscriptions?api-version=2022-12-01";
    private static final String CUSTOMER = "c1000000-0000-4000-8000-000000000001";

    private final String principal = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"https://login.example/%s/v2.0", "https://sts.example/%s/", "https://outlay.local/"})
    void a_token_of_a_tenant_is_taken_with_the_issuer_of_that_tenant(String issuer) {
        Map<String, String> partners = Map.of("iss", issuer.formatted(PARTNER_TENANT));
        assertThat(admin(PARTNER_TENANT, partners).get(OF_ADMINS).statusCode()).isEqualTo(200);
        Map<String, String> customers = Map.of("iss", issuer.formatted(CUSTOMER));
        assertThat(admin(CUSTOMER, customers).get(OF_ADMINS).statusCode()).isEqualTo(403);
        assertThat(admin(CUSTOMER, customers).get(OF_ANYBODY).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example/c1000000-0000-4000-8000-000000000001/v2.0, 11111111-2222-4333-8444-555555555555",
        "https://login.example/11111111-2222-4333-8444-555555555555/v2.0, c1000000-0000-4000-8000-000000000001",
        "https://login.example/a/b/v2.0, a/b",
        "https://sts.example/https://sts.example/11111111-2222-4333-8444-555555555555/, https://sts.example/11111111-2222-4333-8444-555555555555",
        "https://login.example/{tid}/v2.0, {tid}",
        "https://login.example//v2.0, ''",
        "https://elsewhere.example/, 11111111-2222-4333-8444-555555555555"
    })
    void a_token_whose_issuer_and_tenant_do_not_go_together_is_not_taken(String issuer, String tenant) {
        refused(admin(tenant, Map.of("iss", issuer)).get(OF_ANYBODY));
    }

    @Test
    void a_token_that_says_no_tenant_is_not_taken_where_its_issuer_has_one() {
        String partners = "https://login.example/" + PARTNER_TENANT + "/v2.0";
        refused(admin(PARTNER_TENANT, Map.of("iss", "https://login.example/null/v2.0", "tid", NullNode.getInstance()))
                .get(OF_ANYBODY));
        refused(admin(PARTNER_TENANT, Map.of("iss", partners, "tid", List.of(PARTNER_TENANT)))
                .get(OF_ANYBODY));
        refused(admin(PARTNER_TENANT, Map.of("iss", NullNode.getInstance())).get(OF_ANYBODY));
    }

    @Test
    void a_guest_of_the_partner_s_directory_is_not_the_partner_s() {
        String subscription = UUID.randomUUID().toString();
        Client.sql(
                "with place as (insert into scope (key, kind, billing_account, customer, subscription, currency) values ('s"
                        + subscription + "', 4, 'guests', '" + CUSTOMER + "', '" + subscription
                        + "', 'SEK') returning id) insert into subscription_owner select '" + subscription
                        + "', id, now() from place");
        as(GLOBAL_ADMIN)
                .body(
                        "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7\",\"principalId\":\""
                                + principal + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01")
                .then()
                .statusCode(201);
        String budgets = "/subscriptions/" + subscription + "/providers/Microsoft.Consumption/budgets" + VERSION;

        for (Map<String, ?> member : List.of(
                Map.<String, Object>of(),
                Map.of("acct", 0),
                Map.of("idp", "https://sts.windows.net/" + PARTNER_TENANT + "/"))) {
            assertThat(partners(member, budgets)).as(member.toString()).isEqualTo(200);
            assertThat(partners(member, OF_ADMINS)).as(member.toString()).isEqualTo(200);
        }
        for (Map<String, ?> guest : List.of(
                Map.of("acct", 1),
                Map.of("acct", "1"),
                Map.of("acct", 0, "idp", "https://sts.windows.net/" + CUSTOMER + "/"),
                Map.of("idp", "live.com"),
                Map.of("idp", List.of("https://sts.windows.net/" + PARTNER_TENANT + "/")))) {
            assertThat(partners(guest, budgets)).as(guest.toString()).isEqualTo(403);
            assertThat(partners(guest, OF_ADMINS)).as(guest.toString()).isEqualTo(403);
            assertThat(partners(guest, OF_ANYBODY)).as(guest.toString()).isEqualTo(200);
        }
    }

    private int partners(Map<String, ?> claims, String path) {
        Map<String, Object> said = new HashMap<>(claims);
        said.put("iss", "https://login.example/" + PARTNER_TENANT + "/v2.0");
        return admin(PARTNER_TENANT, said).get(path).statusCode();
    }

    private RequestSpecification admin(String tenant, Map<String, ?> claims) {
        Map<String, Object> said = new HashMap<>(claims);
        said.put("roles", List.of("GlobalAdmin"));
        return as(principal, tenant, said);
    }

    private static void refused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
        assertThat(answer.jsonPath().getString("error.code")).isEqualTo("InvalidAuthenticationToken");
    }
}
