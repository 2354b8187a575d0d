package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@code az deployment} of azure-cli 2.45 sends, byte by byte and in its order: its template's file as it is, comments and all, under a name without quotes (JsonCTemplatePolicy); and what its poller reads
 * ({@code azure-mgmt-resource} 22.0.0, 2021-04-01).
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentsOfAzTest {

    private static final String OF_AZ = "?api-version=2021-04-01";

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeploymentsOfAzTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    /** A file as people write one, in which az changes nothing. */
    private static String file(String resource) {
        return "{\n  // Budgets of one subscription\n  \"$schema\":"
                + " \"https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#\",\n"
                + "  \"contentVersion\": \"1.0.0.0\", /* by\n  hand */\n"
                + "  \"metadata\": { \"description\": \"of\n  two lines\" },\n"
                + "  \"parameters\": { \"amount\": { \"type\": \"int\" } },\n  \"resources\": [" + resource
                + "],\n  \"outputs\": { \"amount\": { \"type\": \"int\", \"value\": \"[parameters('amount')]\" } } // the end\n}\n";
    }

    /** Python's json.dumps, with the template put in before its last two braces. */
    private static byte[] sent(String location, String template) {
        return ("{" + location + "\"properties\": {\"parameters\": {\"amount\": {\"value\": 5}}, \"mode\":"
                        + " \"Incremental\", template:" + template + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static RequestSpecification body(RequestSpecification by, String location, String template) {
        return by.header("Accept", "application/json").body(sent(location, template));
    }

    @Test
    void a_file_is_looked_at_and_deployed_at_a_subscription() {
        String deployment = subscription.scope() + DEPLOYMENTS + "file";
        String template = file(budgetResource("of-az", "\"[parameters('amount')]\"", ""));
        String location = "\"location\": \"westeurope\", ";

        Response looked = body(subscription.asOwner(), location, template).post(deployment + "/validate" + OF_AZ);
        assertThat(looked.statusCode()).as(looked.asString()).isEqualTo(200);
        assertThat((Object) looked.path("error")).isNull();

        Response made = body(subscription.asOwner(), location, template).put(deployment + OF_AZ);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        // Its poller asks no more where the state is an end and neither header is there.
        assertThat(made.path("properties.provisioningState").toString()).isEqualTo("Succeeded");
        assertThat(made.header("Azure-AsyncOperation")).isNull();
        assertThat(made.header("Location")).isNull();
        assertThat(made.jsonPath().getInt("properties.outputs.amount.value")).isEqualTo(5);
        assertThat(subscription.budget("of-az").jsonPath().getInt("properties.amount"))
                .isEqualTo(5);
    }

    @Test
    void a_file_is_looked_at_and_deployed_at_a_resource_group_which_nobody_asks_for_first() {
        String deployment = subscription.scope() + "/resourcegroups/web" + DEPLOYMENTS + "file";
        String template = file(budgetResource("of-group", "\"[parameters('amount')]\"", ""));

        Response looked = body(subscription.asOwner(), "", template).post(deployment + "/validate" + OF_AZ);
        assertThat(looked.statusCode()).as(looked.asString()).isEqualTo(200);
        Response made = body(subscription.asOwner(), "", template).put(deployment + OF_AZ);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.group()
                                + "/providers/Microsoft.Consumption/budgets/of-group?api-version=2023-11-01")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_file_is_looked_at_and_deployed_at_the_tenant() {
        String deployment = DEPLOYMENTS + "file-" + UUID.randomUUID();
        String scope = ",\"scope\":\"/providers/Microsoft.Billing/billingAccounts/of-az-" + UUID.randomUUID() + "\"";
        String template = file(budgetResource("all", "\"[parameters('amount')]\"", scope));
        String location = "\"location\": \"westeurope\", ";

        Response looked = body(as(GLOBAL_ADMIN), location, template).post(deployment + "/validate" + OF_AZ);
        assertThat(looked.statusCode()).as(looked.asString()).isEqualTo(200);
        Response made = body(as(GLOBAL_ADMIN), location, template).put(deployment + OF_AZ);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    @Test
    void what_is_wrong_is_said_in_the_envelope_that_az_prints() {
        String deployment = subscription.scope() + DEPLOYMENTS + "wrong";
        String template = file(budgetResource("of-az", "\"[parameters('none')]\"", ""));

        Response looked = body(subscription.asOwner(), "", template).post(deployment + "/validate" + OF_AZ);
        assertThat(looked.statusCode()).isEqualTo(400);
        assertThat(looked.path("error.code").toString()).isEqualTo("InvalidTemplate");
        for (String open : new String[] {
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": NaN}",
            "{\"a\": \"\u0000\"}",
            "{ /* }",
            "[".repeat(40)
        }) {
            Response refused = body(subscription.asOwner(), "", open).put(deployment + OF_AZ);
            assertThat(refused.statusCode()).as(open).isEqualTo(400);
            assertThat(refused.path("error.code").toString()).as(open).isEqualTo("InvalidRequestContent");
        }
    }

    /** {@code az deployment sub show|wait}, {@code list}, {@code operation sub list|show}, {@code cancel}, {@code export}, {@code delete}. */
    @Test
    void what_became_of_it_is_shown_in_every_way_in_which_az_asks() {
        String deployment = subscription.scope() + DEPLOYMENTS + "asked";
        body(subscription.asOwner(), "", file(budgetResource("shown", "\"[parameters('amount')]\"", "")))
                .put(deployment + OF_AZ);

        assertThat(subscription
                        .asOwner()
                        .get(deployment + OF_AZ)
                        .path("properties.provisioningState")
                        .toString())
                .isEqualTo("Succeeded");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.scope() + "/providers/Microsoft.Resources/deployments/" + OF_AZ)
                        .jsonPath()
                        .getList("value.name"))
                .contains("asked");
        JsonPath operations =
                subscription.asOwner().get(deployment + "/operations" + OF_AZ).jsonPath();
        Response one = subscription
                .asOwner()
                .get(deployment + "/operations/" + operations.getString("value[0].operationId") + OF_AZ);
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.jsonPath().getMap("$")).isEqualTo(operations.getMap("value[0]"));
        Response none = subscription.asOwner().get(deployment + "/operations/none" + OF_AZ);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.path("error.code").toString()).isEqualTo("DeploymentOperationNotFound");
        Response late = subscription.asOwner().post(deployment + "/cancel" + OF_AZ);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.path("error.code").toString()).isEqualTo("DeploymentCannotBeCancelled");
        assertThat(subscription
                        .asOwner()
                        .post(subscription.scope() + DEPLOYMENTS + "none/cancel" + OF_AZ)
                        .statusCode())
                .isEqualTo(404);
        Response exported = subscription.asOwner().post(deployment + "/exportTemplate" + OF_AZ);
        assertThat(exported.statusCode()).as("templates are not kept").isEqualTo(404);
        assertThat(subscription.asOwner().delete(deployment + OF_AZ).statusCode())
                .isEqualTo(204);
        assertThat(subscription.asOwner().get(deployment + OF_AZ).statusCode()).isEqualTo(404);
    }

    /** checkExistence of the SDKs, by which {@code az deployment … create} and Terraform do not ask, but people's programs do. */
    @Test
    void whether_there_is_one_is_told_to_whoever_may_see_it() {
        String deployment = subscription.scope() + DEPLOYMENTS + "there" + OF_AZ;
        subscription.deploy("there", DeployingSubscription.template(), "{}");

        Response there = subscription.asOwner().head(deployment);
        assertThat(there.statusCode()).isEqualTo(204);
        assertThat(there.asString()).isEmpty();
        assertThat(subscription
                        .asOwner()
                        .head(deployment.replace("there", "none"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(OUTSIDER).head(deployment).statusCode()).isEqualTo(403);
        assertThat(given().head(deployment).statusCode()).isEqualTo(401);
        assertThat(subscription
                        .asOwner()
                        .head(subscription.scope() + "/providers/Microsoft.Resources/deployments" + OF_AZ)
                        .statusCode())
                .as("a list")
                .isEqualTo(405);
        assertThat(as(GLOBAL_ADMIN)
                        .head(DEPLOYMENTS + "none-" + UUID.randomUUID() + OF_AZ)
                        .statusCode())
                .isEqualTo(404);
    }
}
