package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However a deployment ends, its end is kept: with its client gone, its database away, or its service dead. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentEndsOverHttpTest {

    /** Has whoever makes a budget wait. */
    private static final String BUDGETS = "lock table budget in share row exclusive mode";

    private final Vertx vertx;
    private final RecordCharges record;
    private DeployingSubscription subscription;

    @Inject
    DeploymentEndsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    private CompletableFuture<Response> deploying(String name, String template) {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                () -> subscription.deploy(name, template, "{}"), Thread::startVirtualThread);
        await().until(() -> Holding.isAwaited("budget"));
        return answer;
    }

    private static Response answer(CompletableFuture<Response> deploying) throws Exception {
        return deploying.get(30, TimeUnit.SECONDS);
    }

    private String ofIt(String name) {
        return " where name = '" + name + "' and owner like '%"
                + subscription.scope().substring(15) + "%'";
    }

    private JsonPath kept(String name) {
        return subscription.asOwner().get(subscription.deployment(name)).jsonPath();
    }

    @Test
    void of_two_of_a_name_at_once_the_second_is_told_that_the_first_runs_and_it_cannot_be_forgotten() throws Exception {
        try (Holding budgets = new Holding(BUDGETS)) {
            CompletableFuture<Response> first = deploying("twice", template(budgetResource("first", "1", "")));
            Response second = subscription.deploy("Twice", template(budgetResource("second", "1", "")), "{}");
            Response forgotten = subscription.asOwner().delete(subscription.deployment("twice"));
            budgets.release();

            assertThat(second.statusCode()).as(second.asString()).isEqualTo(409);
            assertThat(second.path("error.code").toString()).isEqualTo("DeploymentActive");
            assertThat(forgotten.statusCode()).isEqualTo(409);
            assertThat(forgotten.path("error.code").toString()).isEqualTo("DeploymentActive");
            assertThat(answer(first).statusCode()).isEqualTo(201);
        }
        assertThat(subscription.budget("second").statusCode()).isEqualTo(404);
        assertThat(kept("twice").getString("properties.provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void one_whose_client_has_gone_away_is_carried_out_to_its_end() throws IOException, SQLException {
        byte[] sent = body(
                        template(
                                budgetResource("one", "1", ""), budgetResource("two", "1", ",\"dependsOn\":[\"one\"]")),
                        "{}")
                .getBytes(StandardCharsets.UTF_8);
        try (Holding budgets = new Holding(BUDGETS)) {
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                socket.getOutputStream()
                        .write(("PUT " + subscription.deployment("cut")
                                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + RealParts.tokens().token(subscription.owner(), PARTNER_TENANT, Set.of())
                                        + "\r\nContent-Type: application/json\r\nContent-Length: " + sent.length
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(sent);
                await().until(() -> Holding.isAwaited("budget"));
            }
            assertThat(kept("cut").getString("properties.provisioningState")).isEqualTo("Running");
            budgets.release();
        }
        await().untilAsserted(() -> assertThat(kept("cut").getString("properties.provisioningState"))
                .isEqualTo("Succeeded"));
        assertThat(subscription.budget("two").statusCode()).isEqualTo(200);
    }

    @Test
    void one_that_another_has_taken_the_place_of_goes_no_further_and_says_nothing_of_its_end() throws Exception {
        try (Holding budgets = new Holding(BUDGETS)) {
            CompletableFuture<Response> replaced = deploying(
                    "taken",
                    template(budgetResource("one", "1", ""), budgetResource("two", "1", ",\"dependsOn\":[\"one\"]")));
            Client.sql("update deployment set run = gen_random_uuid()" + ofIt("taken"));
            budgets.release();

            assertThat(answer(replaced).statusCode()).isEqualTo(409);
            assertThat(answer(replaced).path("error.details[0].code").toString())
                    .isEqualTo("DeploymentActive");
        }
        assertThat(subscription.budget("one").statusCode()).isEqualTo(200);
        assertThat(subscription.budget("two").statusCode()).isEqualTo(404);
        assertThat(kept("taken").getString("properties.provisioningState"))
                .as("the other one runs")
                .isEqualTo("Running");
    }

    @Test
    void its_end_is_noted_again_where_the_database_was_away_for_a_moment() throws Exception {
        try (Holding budgets = new Holding(BUDGETS)) {
            CompletableFuture<Response> ending = deploying("noted", template(budgetResource("noted", "1", "")));
            try (Holding deployments = new Holding("lock table deployment in share row exclusive mode")) {
                budgets.release();
                await().until(() -> Holding.isAwaited("deployment"));
                Holding.killWhoWaitsFor("deployment");
                deployments.release();
            }
            assertThat(answer(ending).statusCode()).isEqualTo(201);
        }
        assertThat(kept("noted").getString("properties.provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void one_whose_service_has_died_is_shown_as_failed_and_can_be_deployed_again_or_forgotten() {
        subscription.deploy("dead", template(), "{}");
        String properties = "'{\"provisioningState\":\"Running\",\"parameters\":{}}'";
        Client.sql("update deployment set is_running = true, properties = " + properties + ofIt("dead"));
        assertThat(kept("dead").getString("properties.provisioningState")).isEqualTo("Running");

        Client.sql("update deployment set started_at = now() - interval '11 minutes'" + ofIt("dead"));
        assertThat(kept("dead").getString("properties.provisioningState")).isEqualTo("Failed");
        assertThat(kept("dead").getString("properties.error.code")).isEqualTo("DeploymentFailed");
        assertThat(subscription
                        .asOwner()
                        .get(subscription.scope() + "/providers/Microsoft.Resources/deployments"
                                + DeployingSubscription.VERSION)
                        .jsonPath()
                        .getList("value.properties.provisioningState"))
                .containsExactly("Failed");
        assertThat(subscription
                        .asOwner()
                        .delete(subscription.deployment("dead"))
                        .statusCode())
                .isEqualTo(204);
    }
}
