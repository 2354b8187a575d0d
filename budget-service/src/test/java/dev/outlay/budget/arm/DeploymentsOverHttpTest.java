package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.VERSION;
import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.budget.arm.DeployingSubscription.compiled;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Bicep compiles is deployed: each resource as if whoever deploys had made it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentsOverHttpTest {

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeploymentsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    private static String given(String reader, String more) {
        return "{\"budgetName\":{\"value\":\"Bicep\"},\"contactEmails\":{\"value\":[\"a@example.com\"]},\"readerId\":{\"value\":\""
                + reader + "\"}" + more + "}";
    }

    private JsonPath audit(String question) {
        return as(GLOBAL_ADMIN)
                .get("/v1/audit?scope=" + subscription.scope() + question)
                .jsonPath();
    }

    @Test
    void a_template_in_the_form_that_Bicep_compiles_makes_what_it_says_and_says_what_it_made() {
        String reader = UUID.randomUUID().toString();
        Response made = subscription.deploy("first", compiled("budget.json"), given(reader, ""));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        JsonPath deployment = made.jsonPath();
        assertThat(deployment.getString("id")).isEqualTo(subscription.scope() + DEPLOYMENTS + "first");
        assertThat(deployment.getString("location")).isEqualTo("westeurope");
        assertThat(deployment.getString("properties.provisioningState")).isEqualTo("Succeeded");
        assertThat(deployment.getInt("properties.parameters.amount.value")).isEqualTo(1000);
        assertThat(deployment.getInt("properties.outputs.amount.value")).isEqualTo(1000);
        String budgetId = deployment.getString("properties.outputs.budgetId.value");
        assertThat(budgetId).isEqualTo(subscription.scope() + "/providers/Microsoft.Consumption/budgets/Bicep");
        List<String> ids = deployment.getList("properties.outputResources.id");
        assertThat(ids).hasSize(2).last().isEqualTo(budgetId);

        JsonPath budget = subscription.budget("Bicep").jsonPath();
        assertThat(budget.getString("properties.timePeriod.endDate"))
                .isEqualTo(BudgetBodies.thisMonth().plusYears(1) + "T00:00:00Z");
        assertThat(budget.getList("properties.notifications.Actual_GreaterThan_80_Percent.contactEmails"))
                .containsExactly("a@example.com");
        JsonPath assignment =
                as(GLOBAL_ADMIN).get(ids.getFirst() + "?api-version=2022-04-01").jsonPath();
        assertThat(assignment.getString("properties.principalId")).isEqualTo(reader);
        assertThat(assignment.getString("properties.roleDefinitionName")).isEqualTo("Reader");

        assertThat(subscription
                        .asOwner()
                        .get(subscription.deployment("FIRST"))
                        .jsonPath()
                        .getMap("properties"))
                .isEqualTo(deployment.getMap("properties"));
        Response operations =
                subscription.asOwner().get(subscription.scope() + DEPLOYMENTS + "first/operations" + VERSION);
        assertThat(operations.jsonPath().getList("value.properties.targetResource.id"))
                .isEqualTo(ids);
        assertThat(operations.jsonPath().getList("value.properties.statusCode")).containsOnly("Created");
    }

    @Test
    void the_audit_says_of_each_resource_who_deployed_it_and_in_which_request() {
        Response made = subscription.deploy(
                "traced", compiled("budget.json"), given(UUID.randomUUID().toString(), ""));
        String request = made.header("x-ms-request-id");

        assertThat(made.path("properties.correlationId").toString()).isEqualTo(request);
        for (String kind : List.of("budget", "roleAssignment")) {
            JsonPath change = audit("&kind=" + kind + "&principal=" + subscription.owner());
            assertThat(change.getList("value.action")).as(kind).containsExactly("created");
            assertThat(change.getString("value[0].requestId")).isEqualTo(request);
        }
    }

    @Test
    void the_same_template_can_be_deployed_again_and_changes_what_has_changed() {
        String reader = UUID.randomUUID().toString();
        subscription.deploy("again", compiled("budget.json"), given(reader, ""));

        Response second = subscription.deploy(
                "again",
                compiled("budget.json"),
                given(reader, ",\"amount\":{\"value\":50},\"warnEarly\":{\"value\":true}"));

        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        assertThat(second.jsonPath().getList("properties.outputResources.id")).hasSize(3);
        assertThat(subscription.budget("Bicep").jsonPath().getInt("properties.amount"))
                .isEqualTo(50);
        assertThat(subscription.budget("Bicep-early").jsonPath().getInt("properties.amount"))
                .as("worked out from the answer of another one")
                .isEqualTo(50);
        assertThat(as(GLOBAL_ADMIN)
                        .get(subscription.scope()
                                + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=principalId%20eq%20'"
                                + reader + "'")
                        .jsonPath()
                        .getList("value"))
                .hasSize(1);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.scope() + "/providers/Microsoft.Resources/deployments" + VERSION)
                        .jsonPath()
                        .getList("value.name"))
                .containsExactly("again");
    }

    @Test
    void deployments_are_listed_in_pages_and_forgotten_without_what_they_made() {
        for (String name : List.of("c", "A", "b")) {
            subscription.deploy(name, template(budgetResource("of-" + name, "10", "")), "{}");
        }
        String list = subscription.scope() + "/providers/Microsoft.Resources/deployments" + VERSION + "&$top=2";

        JsonPath first = subscription.asOwner().get(list).jsonPath();
        assertThat(first.getList("value.name")).containsExactly("A", "b");
        JsonPath second =
                subscription.asOwner().get(first.getString("nextLink")).jsonPath();
        assertThat(second.getList("value.name")).containsExactly("c");
        assertThat(second.getString("nextLink")).isNull();

        assertThat(subscription.asOwner().delete(subscription.deployment("b")).statusCode())
                .isEqualTo(204);
        assertThat(subscription.asOwner().delete(subscription.deployment("b")).statusCode())
                .isEqualTo(204);
        Response gone = subscription.asOwner().get(subscription.deployment("b"));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.path("error.code").toString()).isEqualTo("DeploymentNotFound");
        assertThat(subscription.budget("of-b").statusCode()).isEqualTo(200);
    }

    @Test
    void a_module_is_deployed_where_it_says_and_what_follows_from_it_after_it() {
        String module =
                "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"module\",\"resourceGroup\":\"web\",\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"parameters\":{\"amount\":{\"value\":\"[add(3,"
                        + " 4)]\"}},\"template\":{\"parameters\":{\"amount\":{\"type\":\"int\"}},\"resources\":["
                        + budgetResource("inner", "\"[parameters('amount')]\"", "")
                        + "],\"outputs\":{\"double\":{\"type\":\"int\",\"value\":\"[mul(2,"
                        + " parameters('amount'))]\"}}}}}";
        String outer = budgetResource(
                "outer",
                "\"[reference(resourceId('web', 'Microsoft.Resources/deployments', 'module')).outputs.double.value]\"",
                "");

        Response made = subscription.deploy(
                "outer",
                template(
                        outer.replace(
                                "resourceId('web'",
                                "resourceId('" + subscription.scope().substring(15) + "', 'web'"),
                        module),
                "{}");

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(subscription.budget("outer").jsonPath().getInt("properties.amount"))
                .isEqualTo(14);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.group()
                                + "/providers/Microsoft.Consumption/budgets/inner?api-version=2023-11-01")
                        .jsonPath()
                        .getInt("properties.amount"))
                .isEqualTo(7);
        assertThat(subscription
                        .asOwner()
                        .get(subscription.group() + DEPLOYMENTS + "module" + VERSION)
                        .path("properties.provisioningState")
                        .toString())
                .isEqualTo("Succeeded");
    }

    @Test
    void at_the_tenant_resources_name_their_billing_scope() {
        String account = "/providers/Microsoft.Billing/billingAccounts/deployed-" + UUID.randomUUID();
        String name = "of-" + UUID.randomUUID();
        String scoped = ",\"scope\":\"[tenantResourceId('Microsoft.Billing/billingAccounts', '"
                + account.substring(account.lastIndexOf('/') + 1) + "')]\"";

        Response made = as(GLOBAL_ADMIN)
                .body(body(template(budgetResource("all", "9", scoped)), "{}"))
                .put(DEPLOYMENTS + name + VERSION);

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.path("id").toString()).isEqualTo(DEPLOYMENTS + name);
        assertThat(as(GLOBAL_ADMIN)
                        .get(account + "/providers/Microsoft.Consumption/budgets/all?api-version=2023-11-01")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_looked_at_is_not_deployed() {
        String validate = subscription.scope() + DEPLOYMENTS + "looked/validate" + VERSION;

        Response looked = subscription
                .asOwner()
                .body(body(compiled("budget.json"), given(UUID.randomUUID().toString(), "")))
                .post(validate);

        assertThat(looked.statusCode()).as(looked.asString()).isEqualTo(200);
        assertThat(looked.jsonPath().getList("properties.validatedResources.id"))
                .hasSize(2);
        assertThat(subscription.budget("Bicep").statusCode()).isEqualTo(404);
        assertThat(subscription.asOwner().get(subscription.deployment("looked")).statusCode())
                .isEqualTo(404);
        assertThat(audit("&principal=" + subscription.owner()).getList("value")).isEmpty();
        Response missing =
                subscription.asOwner().body(body(compiled("budget.json"), "{}")).post(validate);
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.path("error.code").toString()).isEqualTo("InvalidTemplate");
        assertThat(missing.path("error.message").toString()).contains("'budgetName'");
    }
}
