package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ViewBodies.view;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no view, what none may ask at its scope, and how many there can be. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ViewRulesOverHttpTest {

    private static final String VERSION = "?api-version=2023-11-01";
    private static final String VIEWS = "/providers/Microsoft.CostManagement/views";

    private final String name = "acc-" + UUID.randomUUID();
    private final String shared = "/providers/Microsoft.Billing/billingAccounts/" + name + VIEWS;
    private final ChargedAccount charged;

    @Inject
    ViewRulesOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|properties",
                "{\"properties\":{\"displayName\":\"\",\"query\":{}}}|displayName",
                "{\"properties\":{\"displayName\":\"x\"}}|query",
                "{\"properties\":{\"displayName\":\"x\",\"query\":{\"type\":\"Weather\"}}}|valid values",
                "{\"properties\":{\"displayName\":\"x\",\"chart\":\"Pie\",\"query\":{}}}|StackedColumn",
                "{\"properties\":{\"displayName\":\"x\",\"kpis\":[{\"type\":\"Luck\"}],\"query\":{}}}|kpis",
                "{\"properties\":{\"displayName\":\"x\",\"pivots\":{},\"query\":{}}}|pivots",
                "{\"properties\":{\"displayName\":\"x\",\"accumulated\":3,\"query\":{}}}|accumulated",
                "{\"properties\":{\"displayName\":\"x\",\"kpis\":[{\"type\":\"Budget\",\"enabled\":\"yes\"}],\"query\":{}}}|enabled",
                "{\"properties\":{\"displayName\":\"x\",\"pivots\":[{\"type\":\"Dimension\",\"name\":5}],\"query\":{}}}|pivots",
                "{\"properties\":{\"displayName\":\"x\",\"dateRange\":5,\"query\":{}}}|dateRange",
                "{\"properties\":{\"displayName\":\"x\",\"scope\":5,\"query\":{}}}|scope",
                "[]|JSON object"
            })
    void what_no_view_can_be_is_refused_with_what_to_do(String body, String said) {
        Response refused = put(shared + "/flawed" + VERSION, body);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.path("error.message").toString()).contains(said);
    }

    @Test
    void a_view_at_a_subscription_cannot_ask_for_what_is_the_partners() {
        String subscription = UUID.randomUUID().toString();
        charged.record(charged.charge("1")
                .customer("customer")
                .subscription(subscription, "web")
                .on("2026-10-01"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        String credit = view("Credit", "", "PartnerEarnedCreditApplied");

        assertThat(put("/subscriptions/" + subscription + VIEWS + "/credit" + VERSION, credit)
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(shared + "/credit" + VERSION, credit).statusCode()).isEqualTo(201);
        String about = credit.replace("\"query\"", "\"scope\":\"/subscriptions/" + subscription + "\",\"query\"");
        assertThat(put(VIEWS + "/credit-" + name + VERSION, about).statusCode()).isEqualTo(400);
        for (String nowhere : List.of("/nowhere", "/providers/Microsoft.Management/managementGroups/all")) {
            String lost =
                    view("Lost", "", "ServiceName").replace("\"query\"", "\"scope\":\"" + nowhere + "\",\"query\"");
            assertThat(put(VIEWS + "/lost-" + name + VERSION, lost).statusCode())
                    .as("no cost is seen at " + nowhere)
                    .isEqualTo(400);
        }
    }

    /** However many come at once, the bound holds, and none that was taken is lost. */
    @Test
    void a_scope_has_a_hundred_views_at_most() throws Exception {
        List<Callable<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 108; i++) {
            String path = shared + "/many-" + i + VERSION;
            puts.add(() -> put(path, view("Many", "", "ServiceName")).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : eight.invokeAll(puts)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(8);
        assertThat(as(GLOBAL_ADMIN).get(shared + VERSION).jsonPath().getList("value"))
                .hasSize(105);
    }

    private static Response put(String path, String body) {
        return as(GLOBAL_ADMIN).body(body).put(path);
    }
}
