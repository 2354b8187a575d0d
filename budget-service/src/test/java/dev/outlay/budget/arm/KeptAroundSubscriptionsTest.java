package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.budget.arm.ViewBodies.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Views, exports and deployments of a subscription are bounded with those of all its resource groups, however many are invented. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KeptAroundSubscriptionsTest {

    private static final String VIEWS = "/providers/Microsoft.CostManagement/views/";
    private static final String VERSION = "?api-version=2023-11-01";

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    KeptAroundSubscriptionsTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    @Test
    void a_subscription_has_a_thousand_views_however_many_come_at_once() {
        assertThat(saved(subscription.scope(), "model").statusCode()).isEqualTo(201);
        Client.sql(
                "insert into saved_view (owner, name_key, name, properties, created_at, created_by, modified_at, modified_by, around)"
                        + " select owner || '-' || (n % 20), 'copy-' || n, 'copy-' || n, properties, created_at, created_by, modified_at, modified_by, around"
                        + " from saved_view, generate_series(1, 995) n where around like '%"
                        + subscription.scope().substring("/subscriptions/".length()) + "' and name = 'model'");

        List<Response> answers = IntStream.range(0, 10)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> saved(subscription.scope() + "/resourceGroups/invented-" + number, "another")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(4);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 400))
                .hasSize(6)
                .allSatisfy(refused -> assertThat(refused.jsonPath().getString("error.message"))
                        .contains("The subscription and its resource groups have 1000 views already"));
        assertThat(saved(subscription.scope(), "model").statusCode())
                .as("what is there is changed")
                .isEqualTo(200);
        assertThat(subscription
                        .asOwner()
                        .delete(subscription.scope() + VIEWS + "model" + VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(saved(subscription.scope(), "next").statusCode()).isEqualTo(201);
    }

    @Test
    void a_subscription_has_a_thousand_exports_however_many_come_at_once() {
        assertThat(exported(subscription.scope(), "model").statusCode()).isEqualTo(201);
        Client.sql(
                "insert into cost_export (id, owner, name_key, name, scope_arm_id, properties, principal, tenant, roles, groups, rights_at, around)"
                        + " select gen_random_uuid(), owner || '-' || (n % 20), 'copy-' || n, 'copy-' || n, scope_arm_id, properties, principal, tenant, roles, groups, rights_at, around"
                        + " from cost_export, generate_series(1, 995) n where around like '%"
                        + subscription.scope().substring("/subscriptions/".length()) + "' and name = 'model'");

        List<Response> answers = IntStream.range(0, 10)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> exported(subscription.scope() + "/resourceGroups/invented-" + number, "another")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(4);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 400))
                .hasSize(6)
                .allSatisfy(refused -> assertThat(refused.jsonPath().getString("error.message"))
                        .contains("The subscription and its resource groups have 1000 exports already"));
        assertThat(exported(subscription.scope(), "model").statusCode())
                .as("what is there is changed")
                .isEqualTo(200);
        assertThat(subscription
                        .asOwner()
                        .delete(subscription.scope() + ExportedFiles.EXPORTS + "/model" + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(exported(subscription.scope(), "next").statusCode()).isEqualTo(201);
    }

    @Test
    void of_four_thousand_deployments_in_a_subscription_the_oldest_are_forgotten() {
        String invented = subscription.scope() + "/resourceGroups/invented";
        assertThat(deployed(invented, "model").statusCode()).isLessThan(300);
        Client.sql(
                "insert into deployment (owner, name_key, name, location, run, is_running, started_at, template_hash, properties, operations, around)"
                        + " select owner || '-' || (n % 10), 'copy-' || n, 'copy-' || n, location, run, false, started_at - n * interval '1 second', template_hash,"
                        + " properties, operations, around from deployment, generate_series(1, 4000) n where around like '%"
                        + subscription.scope().substring("/subscriptions/".length()) + "' and name = 'model'");

        assertThat(deployed(invented + "-2", "another").statusCode()).isLessThan(300);

        String around = " from deployment where around like '%"
                + subscription.scope().substring("/subscriptions/".length()) + "'";
        assertThat(Client.value("select count(*)" + around)).isEqualTo("4000");
        assertThat(Client.value("select string_agg(name, ' ' order by name)" + around
                        + " and name in ('model', 'another', 'copy-1', 'copy-3998', 'copy-3999', 'copy-4000')"))
                .isEqualTo("another copy-1 copy-3998 model");
    }

    private Response saved(String scope, String name) {
        return subscription.asOwner().body(view("Many", "", "ServiceName")).put(scope + VIEWS + name + VERSION);
    }

    private Response exported(String scope, String name) {
        return ExportedFiles.of(subscription::asOwner, scope, name)
                .put(ExportedFiles.body("exports", ExportedFiles.OCTOBER));
    }

    private Response deployed(String scope, String name) {
        return subscription
                .asOwner()
                .body(body(template(), "{}").replace("\"location\":\"westeurope\",", ""))
                .put(scope + DEPLOYMENTS + name + DeployingSubscription.VERSION);
    }
}
