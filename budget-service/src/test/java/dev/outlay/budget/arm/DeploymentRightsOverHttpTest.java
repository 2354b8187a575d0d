package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.VERSION;
import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may deploy and nothing else makes nothing, whatever a template names. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentRightsOverHttpTest {

    private static final String AUTHORIZATION = "?api-version=2022-04-01";

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeploymentRightsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    /** Somebody with a role that somebody has made of these actions. */
    private RequestSpecification asOneWho(String actions) {
        String id = subscription.scope() + "/providers/Microsoft.Authorization/roleDefinitions/" + UUID.randomUUID();
        Response made = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleName\":\"Deployer " + UUID.randomUUID()
                        + "\",\"type\":\"CustomRole\",\"permissions\":[{\"actions\":[" + actions
                        + "],\"notActions\":[]}],\"assignableScopes\":[\"" + subscription.scope() + "\"]}}")
                .put(id + AUTHORIZATION);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return subscription.asNew(id);
    }

    private static String resource(String type, String version, String properties) {
        return "{\"type\":\"" + type + "\",\"apiVersion\":\"" + version + "\",\"name\":\"" + UUID.randomUUID()
                + "\",\"properties\":" + properties + "}";
    }

    private static String module(String template) {
        return "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"module\",\"resourceGroup\":\"web\",\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"template\":"
                + template + "}}";
    }

    private String resource(String kind) {
        String view = ViewBodies.view("Mine", "", "ServiceName");
        return switch (kind) {
            case "budget" -> budgetResource("mine", "1", "");
            case "budget of cost management" ->
                budgetResource("mine", "1", "").replace("Microsoft.Consumption", "Microsoft.CostManagement");
            case "view" ->
                resource(
                        "Microsoft.CostManagement/views",
                        "2023-11-01",
                        view.substring("{\"properties\":".length(), view.length() - 1));
            case "role assignment" ->
                resource(
                        "Microsoft.Authorization/roleAssignments",
                        "2022-04-01",
                        "{\"roleDefinitionId\":\"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions',"
                                + " '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')]\",\"principalId\":\"" + UUID.randomUUID()
                                + "\"}");
            case "role definition" ->
                resource(
                        "Microsoft.Authorization/roleDefinitions",
                        "2022-04-01",
                        "{\"roleName\":\"All " + UUID.randomUUID()
                                + "\",\"type\":\"CustomRole\",\"permissions\":[{\"actions\":[\"*\"],\"notActions\":[]}],\"assignableScopes\":[\""
                                + subscription.scope() + "\"]}");
            case "budget of a module" -> module("{\"resources\":[" + budgetResource("mine", "1", "") + "]}");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget",
                "budget of cost management",
                "view",
                "role assignment",
                "role definition",
                "budget of a module"
            })
    void each_kind_of_resource_is_refused_to_whoever_could_not_make_it_alone(String kind) {
        Response refused = asOneWho("\"Microsoft.Resources/deployments/*\"")
                .body(body(template(resource(kind)), "{}"))
                .put(subscription.deployment("refused"));

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.asString()).contains("does not have authorization");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.deployment("refused"))
                        .jsonPath()
                        .getList("properties.outputResources"))
                .isEmpty();
        assertThat(subscription.budget("mine").statusCode()).isEqualTo(404);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.group()
                                + "/providers/Microsoft.Consumption/budgets/mine?api-version=2023-11-01")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_is_there_is_shown_to_nobody_by_way_of_a_template() {
        subscription.deploy("first", template(budgetResource("there", "4711", "")), "{}");
        String looking =
                "{\"languageVersion\":\"2.0\",\"resources\":{\"there\":{\"existing\":true,\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"there\"}},\"outputs\":{\"amount\":{\"type\":\"int\",\"value\":\"[reference('there').amount]\"}}}";

        Response refused = asOneWho("\"Microsoft.Resources/deployments/*\"")
                .body(body(looking, "{}"))
                .put(subscription.deployment("looking"));

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.asString()).contains("does not have authorization").doesNotContain("4711");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.deployment("looking"))
                        .asString())
                .doesNotContain("4711");
        assertThat(subscription.deploy("looking", looking, "{}").jsonPath().getInt("properties.outputs.amount.value"))
                .as("to whoever may see it")
                .isEqualTo(4711);
    }

    @Test
    void looking_cancelling_and_forgetting_have_actions_of_their_own() {
        subscription.deploy("there", template(), "{}");
        String path = subscription.scope() + DEPLOYMENTS + "there";
        RequestSpecification validator = asOneWho("\"Microsoft.Resources/deployments/validate/action\"");
        assertThat(validator
                        .body(body(template(), "{}"))
                        .post(path + "/validate" + VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(validator.body(body(template(), "{}")).put(path + VERSION).statusCode())
                .isEqualTo(403);
        assertThat(validator.post(path + "/cancel" + VERSION).statusCode()).isEqualTo(403);
        assertThat(validator.delete(path + VERSION).statusCode()).isEqualTo(403);
        assertThat(validator.get(path + VERSION).statusCode()).isEqualTo(403);
        assertThat(asOneWho("\"Microsoft.Resources/deployments/cancel/action\"")
                        .post(path + "/cancel" + VERSION)
                        .statusCode())
                .isEqualTo(409);
    }
}
