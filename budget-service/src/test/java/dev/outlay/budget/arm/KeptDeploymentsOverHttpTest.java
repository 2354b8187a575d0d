package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.VERSION;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of deployments is bounded, can always be read, and is traced by the audit. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KeptDeploymentsOverHttpTest {

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    KeptDeploymentsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    private String copied(String name, String properties, String more) {
        return "insert into deployment (owner, name_key, name, run, is_running, started_at, template_hash, properties,"
                + " operations) select owner, " + name + ", " + name + ", run, false, started_at, template_hash, "
                + properties + ", operations from deployment" + more + " where name = 'model' and owner like '%"
                + subscription.scope().substring(15) + "%'";
    }

    @Test
    void outputs_that_together_are_too_large_fail_the_deployment_and_are_not_kept() {
        StringBuilder outputs = new StringBuilder();
        for (int output = 0; output < 8; output++) {
            outputs.append(output == 0 ? "" : ",")
                    .append("\"o")
                    .append(output)
                    .append(
                            "\":{\"type\":\"string\",\"value\":\"[concat(variables('v'), string(reference('made').amount))]\"}");
        }
        String large = "{\"variables\":{\"v\":\"[padLeft('', 200000, 'a')]\"},\"resources\":["
                + budgetResource("made", "1", "") + "],\"outputs\":{" + outputs + "}}";

        Response failed = subscription.deploy("large", large, "{}");

        assertThat(failed.statusCode()).as(failed.asString()).isEqualTo(409);
        assertThat(failed.path("error.details[0].code").toString()).isEqualTo("DeploymentOutputEvaluationFailed");
        Response kept = subscription.asOwner().get(subscription.deployment("large"));
        assertThat(kept.path("properties.provisioningState").toString()).isEqualTo("Failed");
        assertThat(kept.jsonPath().getList("properties.outputResources.id")).hasSize(1);
        assertThat(kept.asString().length()).isLessThan(10_000);
    }

    @Test
    void parameters_that_are_too_large_to_be_kept_are_refused_before_anything_is_made() {
        StringBuilder parameters = new StringBuilder();
        for (int parameter = 0; parameter < 4; parameter++) {
            parameters
                    .append(parameter == 0 ? "" : ",")
                    .append("\"p")
                    .append(parameter)
                    .append("\":{\"type\":\"string\",\"defaultValue\":\"[padLeft('', 200000, 'a')]\"}");
        }

        Response refused = subscription.deploy(
                "large",
                "{\"parameters\":{" + parameters + "},\"resources\":[" + budgetResource("made", "1", "") + "]}",
                "{}");

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.path("error.code").toString()).isEqualTo("InvalidTemplate");
        assertThat(subscription.budget("made").statusCode()).isEqualTo(404);
        assertThat(subscription.asOwner().get(subscription.deployment("large")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_page_of_large_ones_has_fewer_than_are_asked_for_and_all_are_found_by_the_links() {
        subscription.deploy("model", template(), "{}");
        Client.sql(
                copied("'large-' || n", "'{\"x\":\"' || repeat('a', 500000) || '\"}'", ", generate_series(10, 29) n"));

        List<String> names = new ArrayList<>();
        int pages = 0;
        String next = subscription.scope() + "/providers/Microsoft.Resources/deployments" + VERSION + "&$top=1000";
        while (next != null) {
            Response answered = subscription.asOwner().get(next);
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.asByteArray().length).isLessThan(5 * 1024 * 1024);
            JsonPath page = answered.jsonPath();
            names.addAll(page.getList("value.name"));
            next = page.getString("nextLink");
            pages++;
        }

        assertThat(names).hasSize(21).doesNotHaveDuplicates().isSorted();
        assertThat(pages).isBetween(2, 4);
    }

    /** Whatever the bounds of the edge are, or become. */
    @Test
    void what_is_kept_can_be_read_though_it_would_not_be_taken() {
        subscription.deploy("model", template(), "{}");
        Client.sql(
                copied("'deep'", "repeat('{\"a\":', 400) || '1' || repeat('}', 400)", ""),
                copied("'long'", "'{\"' || repeat('n', 60000) || '\":1' || repeat('0', 900) || '}'", ""),
                "update deployment set operations = '[{\"operationId\":\"1\",\"properties\":' || properties || '}]'"
                        + " where name in ('deep', 'long')");

        for (String name : List.of("deep", "long")) {
            assertThat(subscription.asOwner().get(subscription.deployment(name)).statusCode())
                    .as(name)
                    .isEqualTo(200);
            assertThat(subscription
                            .asOwner()
                            .get(subscription.scope() + DEPLOYMENTS + name + "/operations" + VERSION)
                            .statusCode())
                    .as(name)
                    .isEqualTo(200);
            Client.sql("update deployment set is_running = true, started_at = now() - interval '1 day' where name = '"
                    + name + "'");
            assertThat(subscription.asOwner().get(subscription.deployment(name)).statusCode())
                    .as(name + " of a dead service")
                    .isEqualTo(200);
        }
        assertThat(subscription
                        .asOwner()
                        .get(subscription.scope() + "/providers/Microsoft.Resources/deployments" + VERSION)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_audit_says_who_deployed_under_a_name_and_who_had_it_forgotten() {
        Response made = subscription.deploy("traced", template(), "{}");
        subscription.deploy("traced", template(budgetResource("b", "1", "")), "{}");
        subscription.asOwner().delete(subscription.deployment("traced"));
        subscription.asOwner().delete(subscription.deployment("traced"));

        JsonPath changes = as(GLOBAL_ADMIN)
                .get("/v1/audit?kind=deployment&name=traced&scope=" + subscription.scope())
                .jsonPath();

        assertThat(changes.getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(changes.getList("value.principal")).containsOnly(subscription.owner());
        assertThat(changes.getString("value[2].requestId")).isEqualTo(made.header("x-ms-request-id"));
        assertThat(changes.getString("value[2].after.templateHash"))
                .isEqualTo(made.path("properties.templateHash"))
                .isEqualTo(changes.getString("value[1].before.templateHash"));
        assertThat(changes.getString("value[0].before.templateHash"))
                .isEqualTo(changes.getString("value[1].after.templateHash"));
    }

    @Test
    void one_at_the_tenant_is_traced_as_well() {
        String name = "traced-" + UUID.randomUUID();
        as(GLOBAL_ADMIN).body(DeployingSubscription.body(template(), "{}")).put(DEPLOYMENTS + name + VERSION);

        assertThat(as(GLOBAL_ADMIN)
                        .get("/v1/audit?kind=deployment&name=" + name)
                        .jsonPath()
                        .getList("value.action"))
                .containsExactly("created");
    }
}
