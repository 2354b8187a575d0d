package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class FrontDoorOverHttpTest {

    @Test
    void cost_events_are_passed_on_with_the_token_and_where_they_came_from() {
        Response answer = as(GLOBAL_ADMIN).body("[1]").post("//V1//cost-events?x=%2F1");

        String[] told = answer.asString().split("\n");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(told[0]).isEqualTo("POST");
        assertThat(told[1]).isEqualTo("/V1/cost-events?x=%2F1");
        assertThat(told[2]).startsWith("Bearer ");
        assertThat(told[3]).isEqualTo("127.0.0.1");
        assertThat(told[4]).matches("(localhost|127\\.0\\.0\\.1):\\d+");
        assertThat(told[5]).isEqualTo("3");
    }

    @Test
    void whom_it_is_passed_on_to_knows_it_by_the_same_ids() {
        Response answer = as(GLOBAL_ADMIN)
                .header("x-ms-request-id", "0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01")
                .header("x-ms-correlation-request-id", "all-of-mine")
                .get("/v1/imports");

        String[] told = answer.asString().split("\n");
        assertThat(told[10])
                .isEqualTo(answer.header("x-ms-request-id"))
                .isNotEqualTo("0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01");
        assertThat(told[11]).isEqualTo("all-of-mine").isEqualTo(answer.header("x-ms-correlation-request-id"));
        assertThat(answer.headers().getValues("x-ms-request-id")).hasSize(1);
    }

    @Test
    void a_body_larger_than_any_buffer_is_streamed() {
        Response answer = as(GLOBAL_ADMIN).body(new byte[30 * 1024 * 1024]).post("/v1/imports");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.asString().split("\n")[5]).isEqualTo(Integer.toString(30 * 1024 * 1024));
    }

    @Test
    void what_is_below_a_forwarded_path_is_forwarded_too() {
        assertThat(as(OUTSIDER).get("/v1/imports/42/rejections").asString()).contains("/v1/imports/42/rejections");
    }

    @Test
    void a_service_that_is_down_is_a_503_with_an_envelope() {
        for (String path : new String[] {
            "/subscriptions/s/providers/Microsoft.CostManagement/alerts?api-version=2021-10-01",
            "/subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups/n?api-version=2021-09-01",
            "/providers/Microsoft.Billing/billingAccounts/a:1/providers/Microsoft.Insights/actionGroups",
            "/subscriptions/a/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n/createNotifications",
            "/subscriptions/a/providers/microsoft.insights/createNotifications",
            "/subscriptions/a/providers/Microsoft.Insights/notificationStatus/1",
            "/v1/deliveries/1/replay",
            "/v1/recipients/a@b.example",
            "/v1/silences/subscriptions/s/resourceGroups/g/preview",
            "/v1/webhooks/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n/enable"
        }) {
            Response down = as(GLOBAL_ADMIN).body("{}").post(path);

            assertThat(down.statusCode()).as(path).isEqualTo(503);
            assertThat(down.header("Retry-After")).isEqualTo("5");
            assertThat(down.jsonPath().getString("error.code")).isEqualTo("ServiceUnavailable");
            assertThat(down.header("x-ms-request-id")).isNotBlank();
        }
    }

    @Test
    void a_signed_link_is_forwarded_without_a_token_and_nothing_beside_it() {
        for (String link : new String[] {"/v1/unsubscribe/AQAA", "/v1/acknowledge/AQAA", "/v1/agree/AQAA"}) {
            Response down = given().post(link);

            assertThat(down.statusCode()).as(link).isEqualTo(503);
            assertThat(down.header("x-ms-request-id")).isNotBlank();
        }
        for (String path : new String[] {
            "/v1/unsubscribe",
            "/v1/unsubscribe/a/b",
            "/v1/acknowledge",
            "/v1/acknowledge/a/b",
            "/v1/suppressions",
            "/v1/recipients"
        }) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void without_a_token_nothing_is_forwarded() {
        Response refused = given().body("[]").post("/v1/cost-events");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("error.code")).isEqualTo("AuthenticationFailed");
    }
}
