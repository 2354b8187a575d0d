package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ViewBodies.view;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Views that are saved, read again, changed, shared and private, and who may (R80). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ViewsOverHttpTest {

    private static final String VERSION = "?api-version=2023-11-01";
    private static final String VIEWS = "/providers/Microsoft.CostManagement/views";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String shared = account + VIEWS;
    private final ChargedAccount charged;

    @Inject
    ViewsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_shared_view_comes_back_as_it_was_sent_and_is_changed_and_deleted() {
        String path = shared + "/By-Service" + VERSION;
        Response made = put(path, view("Services", "", "ServiceName"));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.path("id").toString()).isEqualTo(shared + "/By-Service");
        assertThat(made.path("type").toString()).isEqualTo("Microsoft.CostManagement/Views");
        assertThat(made.path("properties.scope").toString()).isEqualTo(account);
        assertThat(made.asString())
                .contains(
                        "\"query\":{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\",\"dataSet\":{\"granularity\":\"Daily\"")
                .contains("\"kpis\":[{\"type\":\"Budget\",\"id\":null,\"enabled\":true}]");

        Response read = as(ADMIN_AGENT).get(shared + "/by-service" + VERSION);
        assertThat(read.asString()).isEqualTo(made.asString());
        String eTag = read.path("eTag");
        Response changed = put(path, view("Places", ",\"eTag\":" + quoted(eTag), "ResourceLocation"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.path("eTag").toString()).isNotEqualTo(eTag);
        Response stale = put(path, view("Lost", ",\"eTag\":" + quoted(eTag), "ServiceName"));
        assertThat(stale.statusCode()).isEqualTo(400);
        assertThat(stale.path("error.message").toString()).contains("changed meanwhile");
        assertThat(as(GLOBAL_ADMIN).get(path).path("properties.displayName").toString())
                .isEqualTo("Places");

        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(204);
        assertThat(as(GLOBAL_ADMIN).get(path).statusCode()).isEqualTo(404);
        assertThat(put(path, view("Again", "", "ServiceName")).path("eTag").toString())
                .as("one that is made again was never read before")
                .isNotEqualTo(eTag);
    }

    @Test
    void a_shared_view_is_traced_and_a_private_one_is_not() {
        put(shared + "/traced" + VERSION, view("One", "", "ServiceName"));
        put(shared + "/traced" + VERSION, view("Two", "", "ServiceName"));
        as(ADMIN_AGENT).delete(shared + "/traced" + VERSION);
        put(VIEWS + "/" + name + VERSION, view("Mine", "", "ServiceName"));

        Response audit = as(GLOBAL_ADMIN).get("/v1/audit?kind=view&scope=" + account);
        assertThat(audit.jsonPath().getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(audit.jsonPath().getString("value[1].before.displayName")).isEqualTo("One");
        assertThat(audit.jsonPath().getString("value[1].after.displayName")).isEqualTo("Two");
        assertThat(as(GLOBAL_ADMIN)
                        .get("/v1/audit?kind=view&name=" + name)
                        .jsonPath()
                        .getList("value"))
                .isEmpty();
    }

    @Test
    void a_private_view_is_its_owners_alone() {
        String principal = UUID.randomUUID().toString();
        String path = VIEWS + "/mine" + VERSION;
        Response made =
                as(principal, "tenant-1").body(view("Mine", "", "ServiceName")).put(path);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.path("id").toString()).isEqualTo(VIEWS + "/mine");
        assertThat(as(principal, "tenant-1").get(VIEWS + VERSION).jsonPath().getList("value.name"))
                .containsExactly("mine");

        assertThat(as(principal, "tenant-2").get(path).statusCode())
                .as("another tenant's principal of that id")
                .isEqualTo(404);
        assertThat(as(OUTSIDER).get(path).statusCode()).isEqualTo(404);
        assertThat(as(GLOBAL_ADMIN).get(path).statusCode()).isEqualTo(404);
        assertThat(as(UUID.randomUUID().toString(), "tenant-1")
                        .get(VIEWS + VERSION)
                        .jsonPath()
                        .getList("value"))
                .isEmpty();
        assertThat(as(OUTSIDER).delete(path).statusCode()).isEqualTo(204);
        assertThat(as(principal, "tenant-1").get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void what_a_customer_shared_at_a_subscription_stays_with_it_when_the_subscription_moves() {
        String former = UUID.randomUUID().toString();
        String later = UUID.randomUUID().toString();
        String subscription = UUID.randomUUID().toString();
        String path = "/subscriptions/" + subscription + VIEWS + "/left" + VERSION;
        String writer = UUID.randomUUID().toString();
        charged.record(charged.charge("1")
                .customer(former)
                .subscription(subscription, "web")
                .on("2026-10-01"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Cost Management Contributor\",\"principalId\":\""
                        + writer + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        allow(former);
        assertThat(as(writer, former)
                        .body(view("Ours", "", "ServiceName"))
                        .put(path)
                        .statusCode())
                .isEqualTo(201);

        charged.record(charged.charge("2")
                .customer(later)
                .subscription(subscription, "web")
                .on("2026-10-02"));
        allow(later);

        assertThat(as(writer, later).get(path).statusCode()).isEqualTo(404);
        assertThat(as(writer, later)
                        .get("/subscriptions/" + subscription + VIEWS + VERSION)
                        .asString())
                .doesNotContain("Ours");
        assertThat(as(writer, former).get(path).path("properties.displayName").toString())
                .isEqualTo("Ours");
        assertThat(as(OUTSIDER).get(path).statusCode()).isEqualTo(403);
        assertThat(as(OUTSIDER).body("{").put(path).statusCode())
                .as("decided before it is read")
                .isEqualTo(403);
    }

    @Test
    void built_in_views_are_listed_where_they_make_sense_and_never_overwritten() {
        Response list = as(GLOBAL_ADMIN).get(shared + VERSION);
        assertThat(list.jsonPath().getList("value.name"))
                .containsExactly(
                        "ms:AccumulatedCosts",
                        "ms:DailyCosts",
                        "ms:CostByService",
                        "ms:InvoiceDetails",
                        "ms:Customers");
        for (Object one : list.jsonPath().getList("value.name")) {
            Response view = as(GLOBAL_ADMIN).get(shared + "/" + one + VERSION);
            Response asked = as(GLOBAL_ADMIN)
                    .body(CostAnswers.read(view).at("/properties/query").toString())
                    .post(account + "/providers/Microsoft.CostManagement/query" + VERSION);
            assertThat(asked.statusCode()).as(one + " " + asked.asString()).isEqualTo(200);
            assertThat(view.jsonPath().getString("eTag")).isNull();
        }
        Response refused = put(shared + "/MS:dailycosts" + VERSION, view("Mine", "", "ServiceName"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.path("error.message").toString()).contains("built-in");
        assertThat(as(GLOBAL_ADMIN).delete(shared + "/ms:DailyCosts" + VERSION).statusCode())
                .isEqualTo(204);
        assertThat(as(GLOBAL_ADMIN).get(shared + "/ms:DailyCosts" + VERSION).statusCode())
                .isEqualTo(200);
    }

    private void allow(String customer) {
        assertThat(put(
                                account + "/customers/" + customer + "/policies/default?api-version=2020-05-01",
                                "{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static Response put(String path, String body) {
        return as(GLOBAL_ADMIN).body(body).put(path);
    }

    private static String quoted(String eTag) {
        return "\"" + eTag.replace("\"", "\\\"") + "\"";
    }
}
