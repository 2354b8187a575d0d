package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.VERSION;
import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not deployed, and who does not deploy. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentRefusalsOverHttpTest {

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeploymentRefusalsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    private JsonPath operations(String name) {
        return subscription
                .asOwner()
                .get(subscription.scope() + DEPLOYMENTS + name + "/operations" + VERSION)
                .jsonPath();
    }

    @Test
    void the_first_resource_that_is_refused_ends_it_and_is_told_with_its_code() {
        Response failed = subscription.deploy(
                "middle",
                template(
                        budgetResource("last", "1", ",\"dependsOn\":[\"broken\"]"),
                        budgetResource("whole", "1", ""),
                        budgetResource("broken", "-1", ",\"dependsOn\":[\"whole\"]")),
                "{}");

        assertThat(failed.statusCode()).as(failed.asString()).isEqualTo(409);
        assertThat(failed.path("error.code").toString()).isEqualTo("DeploymentFailed");
        assertThat(failed.path("error.details[0].code").toString()).isEqualTo("400");
        assertThat(failed.path("error.details[0].target").toString()).endsWith("/budgets/broken");
        assertThat(subscription.budget("whole").statusCode()).isEqualTo(200);
        assertThat(subscription.budget("broken").statusCode()).isEqualTo(404);
        assertThat(subscription.budget("last").statusCode()).isEqualTo(404);
        JsonPath kept =
                subscription.asOwner().get(subscription.deployment("middle")).jsonPath();
        assertThat(kept.getString("properties.provisioningState")).isEqualTo("Failed");
        assertThat(kept.getString("properties.error.details[0].code")).isEqualTo("400");
        assertThat(kept.getList("properties.outputResources.id")).hasSize(1);
        assertThat(operations("middle").getList("value.properties.provisioningState"))
                .containsExactly("Succeeded", "Failed");
        assertThat(operations("middle").getString("value[1].properties.statusMessage.error.code"))
                .isEqualTo("400");
    }

    @Test
    void what_cannot_be_carried_out_is_refused_before_anything_is_made() {
        String first = budgetResource("made", "1", "");
        String storage =
                "{\"type\":\"Microsoft.Storage/storageAccounts\",\"apiVersion\":\"2023-01-01\",\"name\":\"files\"}";
        String elsewhere =
                budgetResource("b", "1", ",\"scope\":\"/providers/Microsoft.Management/managementGroups/g\"");
        String aside =
                "{\"type\":\"Microsoft.Insights/actionGroups\",\"apiVersion\":\"2021-09-01\",\"name\":\"x\",\"scope\":\"/v1/silences\"}";
        String old = budgetResource("b", "1", "").replace("2023-11-01", "1999-01-01");

        assertRefused(body(template(first, storage), "{}"), "DeploymentFailed", "Microsoft.Storage/storageAccounts");
        assertRefused(body(template(first, elsewhere), "{}"), "InvalidTemplate", "is not within");
        assertRefused(body(template(first, aside), "{}"), "InvalidTemplate", "is not within");
        assertRefused(body(template(first, within(storage)), "{}"), "DeploymentFailed", "storageAccounts");
        assertRefused(body(template(first, within(old)), "{}"), "NoRegisteredProviderFound", "1999-01-01");
        assertRefused(body(template(first, old), "{}"), "NoRegisteredProviderFound", "1999-01-01");
        assertRefused(
                body(template(first, budgetResource("[newGuid()]", "1", "")), "{}"), "InvalidTemplate", "newGuid()");
        assertRefused(
                body(template(first), "{}").replace("Incremental", "Complete"),
                "DeploymentModeNotSupported",
                "Incremental");
        assertRefused(
                "{\"properties\":{\"mode\":\"Incremental\",\"templateLink\":{\"uri\":\"https://example.com/t.json\"}}}",
                "InvalidDeploymentRequest",
                "templateLink");
        assertRefused("{\"properties\":{\"mode\":\"Incremental\"}}", "InvalidDeploymentRequest", "template");
        assertRefused("{}", "InvalidRequestContent", "properties");
        assertThat(subscription.budget("made").statusCode()).isEqualTo(404);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.deployment("refused"))
                        .statusCode())
                .isEqualTo(404);
        Response named = subscription.deploy("a%20b", template(first), "{}");
        assertThat(named.path("error.code").toString()).isEqualTo("InvalidDeploymentName");
    }

    /** A template within the template. */
    private static String within(String resource) {
        return "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"within\",\"properties\":{\"mode\":\"Incremental\",\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"template\":"
                + template(resource) + "}}";
    }

    private void assertRefused(String sent, String code, String why) {
        Response refused = subscription.asOwner().body(sent).put(subscription.deployment("refused"));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.path("error.code").toString()).isEqualTo(code);
        assertThat(refused.path("error.message").toString()).contains(why);
    }

    @Test
    void a_right_to_deploy_gives_no_other_and_who_has_none_learns_nothing() {
        String assignment =
                "{\"type\":\"Microsoft.Authorization/roleAssignments\",\"apiVersion\":\"2022-04-01\",\"name\":\""
                        + UUID.randomUUID()
                        + "\",\"properties\":{\"roleDefinitionId\":\"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions',"
                        + " '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')]\",\"principalId\":\""
                        + UUID.randomUUID() + "\"}}";
        String sent = body(template(budgetResource("mine", "1", ""), assignment), "{}");

        Response contributors = subscription.asNew("Contributor").body(sent).put(subscription.deployment("rights"));

        assertThat(contributors.statusCode()).isEqualTo(409);
        assertThat(contributors.path("error.details[0].code").toString()).isEqualTo("AuthorizationFailed");
        assertThat(operations("rights").getList("value.properties.statusCode")).containsExactly("Created", "Forbidden");
        RequestSpecification reader = subscription.asNew("Reader");
        assertThat(reader.get(subscription.deployment("rights")).statusCode()).isEqualTo(200);
        for (RequestSpecification other : List.of(
                subscription.asNew("Reader"), subscription.asNew("Cost Management Contributor"), as(OUTSIDER))) {
            Response refused = other.body("{").put(subscription.deployment("rights"));
            assertThat(refused.statusCode()).as("decided before it is read").isEqualTo(403);
            assertThat(refused.path("error.code").toString()).isEqualTo("AuthorizationFailed");
        }
        for (String path : List.of("", "/operations")) {
            String asked = subscription.scope() + DEPLOYMENTS + "rights" + path + VERSION;
            assertThat(as(OUTSIDER).get(asked).statusCode()).isEqualTo(403);
            assertThat(subscription.asNew("Cost Management Reader").get(asked).statusCode())
                    .isEqualTo(403);
        }
        assertThat(subscription
                        .asOwner()
                        .body(sent)
                        .put(DEPLOYMENTS + "tenant" + VERSION)
                        .statusCode())
                .as("at the tenant")
                .isEqualTo(403);
    }

    /** Nobody listens where this profile looks for the alert service. */
    @Test
    void an_action_group_is_asked_of_the_alert_service_and_its_absence_can_be_tried_again() {
        String group =
                "{\"type\":\"Microsoft.Insights/actionGroups\",\"apiVersion\":\"2023-01-01\",\"name\":\"ag\",\"location\":\"global\",\"properties\":{\"groupShortName\":\"ag\",\"enabled\":true}}";

        Response away = subscription
                .asOwner()
                .body(body(template(group), "{}"))
                .put(subscription.group() + DEPLOYMENTS + "alert" + VERSION);

        assertThat(away.statusCode()).as(away.asString()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotNull();
        assertThat(away.path("error.message").toString()).contains("alert-service", "can be sent again");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.group() + DEPLOYMENTS + "alert" + VERSION)
                        .path("properties.provisioningState")
                        .toString())
                .isEqualTo("Failed");
    }

    @Test
    void one_of_a_name_runs_at_a_time_unless_its_service_has_died() {
        subscription.deploy("busy", template(), "{}");
        String ofIt =
                " where name = 'busy' and owner like '%" + subscription.scope().substring(15) + "%'";
        Client.sql("update deployment set is_running = true" + ofIt);

        Response active = subscription.deploy("busy", template(), "{}");
        assertThat(active.statusCode()).isEqualTo(409);
        assertThat(active.path("error.code").toString()).isEqualTo("DeploymentActive");

        Client.sql("update deployment set started_at = now() - interval '11 minutes'" + ofIt);
        assertThat(subscription.deploy("busy", template(), "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void eight_hundred_are_kept_and_the_oldest_forgotten() {
        subscription.deploy("newest", template(), "{}");
        Client.sql("insert into deployment (owner, name_key, name, run, is_running, started_at, template_hash,"
                + " properties, operations) select owner, 'old-' || n, 'old-' || n, run, false, now() - n * interval '1 hour',"
                + " template_hash, properties, operations from deployment, generate_series(1, 805) n where name = 'newest'"
                + " and owner like '%"
                + subscription.scope().substring(15) + "%'");

        subscription.deploy("latest", template(), "{}");

        String kept = "select count(*) from deployment where owner like '%"
                + subscription.scope().substring(15) + "%'";
        assertThat(Client.value(kept)).isEqualTo("800");
        assertThat(Client.value(kept + " and name = 'old-798'")).isEqualTo("1");
        assertThat(Client.value(kept + " and name = 'old-799'")).isEqualTo("0");
    }
}
