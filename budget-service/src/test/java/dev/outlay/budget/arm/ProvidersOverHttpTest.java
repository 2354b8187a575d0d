package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which resource providers there are, as clients ask when they begin. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ProvidersOverHttpTest {

    /** As azurerm asks. */
    private static final String VERSION = "?api-version=2022-09-01";

    private final String subscription = "/subscriptions/" + UUID.randomUUID();

    private static JsonPath read(String path) {
        Response answer = as(OUTSIDER).get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    /** azurerm registers what it wants that is listed and not registered, and warns of what is not listed: so it registers nothing, and starts. */
    @Test
    void all_that_are_answered_are_registered_and_nothing_is_left_for_azurerm_to_register() {
        JsonPath list = read(subscription + "/providers" + VERSION);

        assertThat(list.<String>getList("value.namespace"))
                .containsExactly(
                        "Microsoft.Authorization",
                        "Microsoft.Billing",
                        "Microsoft.Consumption",
                        "Microsoft.CostManagement",
                        "Microsoft.Management",
                        "Microsoft.Resources",
                        "microsoft.insights");
        assertThat(list.<String>getList("value.registrationState")).containsOnly("Registered");
        assertThat(list.<String>getList("value.registrationPolicy")).containsOnly("RegistrationFree");
        assertThat(list.<String>getList("value.id").getFirst())
                .isEqualTo(subscription + "/providers/Microsoft.Authorization");
        assertThat(list.getString("nextLink")).isNull();
    }

    @Test
    void one_is_read_in_any_casing_with_the_types_and_versions_that_are_answered() {
        JsonPath provider = read(subscription + "/PROVIDERS/microsoft.consumption" + VERSION);

        assertThat(provider.getString("namespace")).isEqualTo("Microsoft.Consumption");
        assertThat(provider.getString("registrationState")).isEqualTo("Registered");
        assertThat(provider.<String>getList("resourceTypes.resourceType")).contains("budgets", "usageDetails");
        String newest = provider.getString("resourceTypes.find { it.resourceType == 'budgets' }.apiVersions[0]");
        assertThat(as(OUTSIDER)
                        .get(subscription + "/providers/Microsoft.Consumption/budgets?api-version=" + newest)
                        .statusCode())
                .as("a version that is taken")
                .isEqualTo(403);
    }

    @Test
    void registering_changes_nothing_and_unregistering_is_refused() {
        String provider = subscription + "/providers/Microsoft.CostManagement";
        Response registered = as(OUTSIDER).post(provider + "/register" + VERSION);
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
        assertThat(registered.asString())
                .isEqualTo(as(OUTSIDER).get(provider + VERSION).asString());

        Response unregistered = as(GLOBAL_ADMIN).post(provider + "/unregister" + VERSION);
        assertThat(unregistered.statusCode()).isEqualTo(409);
        assertThat(unregistered.jsonPath().getString("error.code")).isEqualTo("RegistrationFreeResourceProvider");
        assertThat(read(provider + VERSION).getString("registrationState")).isEqualTo("Registered");
    }

    @Test
    void what_is_not_served_is_not_there_and_is_not_registered() {
        for (Response answer : List.of(
                as(GLOBAL_ADMIN).get(subscription + "/providers/Microsoft.Compute" + VERSION),
                as(GLOBAL_ADMIN).post(subscription + "/providers/Microsoft.Compute/register" + VERSION),
                as(GLOBAL_ADMIN).post(subscription + "/providers/Microsoft.Compute/unregister" + VERSION),
                as(GLOBAL_ADMIN).get("/providers/Microsoft.Compute" + VERSION))) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
            assertThat(answer.jsonPath().getString("error.code")).isEqualTo("InvalidResourceNamespace");
        }
    }

    @Test
    void the_tenant_has_the_same_ones_without_a_state() {
        JsonPath list = read("/providers" + VERSION);
        assertThat(list.<String>getList("value.namespace"))
                .isEqualTo(read(subscription + "/providers" + VERSION).getList("value.namespace"));

        JsonPath one = read("/providers/Microsoft.Resources" + VERSION);
        assertThat(one.getString("id")).isEqualTo("/providers/Microsoft.Resources");
        assertThat(one.getString("registrationState")).isNull();
    }

    @Test
    void nobody_is_told_without_a_token_and_a_version_is_asked_for() {
        assertThat(given().get(subscription + "/providers" + VERSION).statusCode())
                .isEqualTo(401);
        assertThat(given().post(subscription + "/providers/Microsoft.Billing/register" + VERSION)
                        .statusCode())
                .isEqualTo(401);
        assertThat(as(OUTSIDER).get(subscription + "/providers").jsonPath().getString("error.code"))
                .isEqualTo("MissingApiVersionParameter");
        assertThat(as(OUTSIDER)
                        .get(subscription + "/resourceGroups/web/providers" + VERSION)
                        .statusCode())
                .as("of subscriptions and the tenant alone")
                .isEqualTo(404);
    }
}
