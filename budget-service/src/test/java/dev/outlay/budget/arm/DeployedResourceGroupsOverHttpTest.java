package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A template of a subscription that makes a resource group and has a budget made in it by a module, as Bicep writes it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeployedResourceGroupsOverHttpTest {

    private static final String GROUPS = "?api-version=2023-07-01";

    private static final String GROUP_ID = "[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'platform')]";

    private static final String GROUP =
            "{\"type\":\"Microsoft.Resources/resourceGroups\",\"apiVersion\":\"2024-03-01\",\"name\":\"platform\",\"location\":\"[deployment().location]\",\"tags\":{\"env\":\"prod\"}}";

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeployedResourceGroupsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    private static String module() {
        return "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"module\",\"resourceGroup\":\"platform\",\"dependsOn\":[\""
                + GROUP_ID
                + "\"],\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"template\":"
                + template(budgetResource("inside", "10", "")) + "}}";
    }

    private String group(String name) {
        return subscription.scope() + "/resourceGroups/" + name + GROUPS;
    }

    @Test
    void a_group_and_a_module_with_a_budget_in_it_are_made_in_their_order_and_made_again() {
        String withOutput = template(module(), GROUP)
                .replaceFirst(
                        "\\{\"resources\"",
                        "{\"outputs\":{\"id\":{\"type\":\"string\",\"value\":\"" + GROUP_ID
                                + "\"},\"state\":{\"type\":\"string\",\"value\":\"[reference(subscriptionResourceId('Microsoft.Resources/resourceGroups', 'platform')).provisioningState]\"}},\"resources\"");
        for (int status : new int[] {201, 200}) {
            Response deployed = subscription.deploy("landing", withOutput, "{}");
            assertThat(deployed.statusCode()).as(deployed.asString()).isEqualTo(status);
            JsonPath properties = deployed.jsonPath();
            assertThat(properties.getString("properties.provisioningState")).isEqualTo("Succeeded");
            assertThat(properties.getString("properties.outputs.id.value"))
                    .isEqualTo(subscription.scope() + "/resourceGroups/platform");
            assertThat(properties.getString("properties.outputs.state.value")).isEqualTo("Succeeded");
            assertThat(properties.<String>getList("properties.outputResources.id"))
                    .contains(subscription.scope() + "/resourceGroups/platform");
        }

        JsonPath made = subscription.asOwner().get(group("platform")).jsonPath();
        assertThat(made.getString("location")).isEqualTo("westeurope");
        assertThat(made.getString("tags.env")).isEqualTo("prod");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.scope()
                                + "/resourceGroups/platform/providers/Microsoft.Consumption/budgets/inside"
                                + Client.VERSION)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void one_that_exists_is_looked_up_and_one_that_does_not_ends_it() {
        String existing =
                "{\"languageVersion\":\"2.0\",\"resources\":{\"web\":{\"existing\":true,\"type\":\"Microsoft.Resources/resourceGroups\",\"apiVersion\":\"2024-03-01\",\"name\":\"NAME\"}},\"outputs\":{\"where\":{\"type\":\"string\",\"value\":\"[reference('web', '2024-03-01', 'full').location]\"}}}";

        Response found = subscription.deploy("existing", existing.replace("NAME", "web"), "{}");
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(201);
        assertThat(found.jsonPath().getString("properties.outputs.where.value")).isEqualTo("global");

        Response missing = subscription.deploy("missing", existing.replace("NAME", "mail"), "{}");
        assertThat(missing.statusCode()).as(missing.asString()).isEqualTo(409);
        assertThat(missing.asString()).contains("ResourceGroupNotFound");
    }

    @Test
    void a_group_is_made_at_a_subscription_and_nowhere_else() {
        Response inside = subscription
                .asOwner()
                .body(body(template(GROUP), "{}"))
                .put(subscription.group() + DeployingSubscription.DEPLOYMENTS + "inside"
                        + DeployingSubscription.VERSION);
        assertThat(inside.statusCode()).as(inside.asString()).isEqualTo(400);
        assertThat(inside.asString()).contains("is not served at this scope", "so that nothing was deployed");
        assertThat(subscription.asOwner().get(group("platform")).statusCode()).isEqualTo(404);
    }

    @Test
    void what_its_own_PUT_refuses_is_refused_with_its_code() {
        Response refused =
                subscription.deploy("refused", template(GROUP.replace("{\"env\":\"prod\"}", "{\"a\":7}")), "{}");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.asString()).contains("InvalidTags");
        assertThat(subscription.asOwner().get(group("platform")).statusCode()).isEqualTo(404);
    }
}
