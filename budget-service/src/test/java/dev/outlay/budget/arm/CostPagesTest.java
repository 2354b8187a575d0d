package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of what something cost, and refusals in Azure's words, over HTTP. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostPagesTest {

    private static final String VERSION = "?api-version=2019-10-01";
    private static final String MONTHS =
            "\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-09-01T00:00:00Z\",\"to\":\"2026-10-31T23:59:59Z\"}";
    private static final String SUM = "\"aggregation\":{\"totalCost\":{\"name\":\"Cost\",\"function\":\"Sum\"}}";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final ChargedAccount charged;

    @Inject
    CostPagesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void charges() {
        charged.record(
                charged.charge("1").on("2026-09-30").billed("3"),
                charged.charge("2").on("2026-10-01").billed("3"),
                charged.charge("3").on("2026-10-01").service("Storage").billed("2"),
                charged.charge("4").on("2026-10-02").service("storage").billed("1"));
    }

    @Test
    void pages_follow_each_other_by_links_that_are_posted_again() {
        String body = body(
                "ActualCost",
                MONTHS,
                "\"granularity\":\"Daily\"," + SUM
                        + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"ServiceName\"}],"
                        + "\"sorting\":[{\"direction\":\"Ascending\",\"name\":\"Cost\"}]");
        List<Object> all = query(profile, body).jsonPath().getList("properties.rows");
        List<Object> paged = new ArrayList<>();
        String next = profile + "/providers/Microsoft.CostManagement/query" + VERSION + "&$top=1";
        while (next != null) {
            Response page = as(GLOBAL_ADMIN).body(body).post(next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            paged.addAll(page.jsonPath().getList("properties.rows"));
            String link = page.jsonPath().getString("properties.nextLink");
            next = link == null
                    ? null
                    : URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
        }
        assertThat(all).hasSize(4);
        assertThat(paged).isEqualTo(all);
        for (String wrong : List.of("&$top=0", "&$top=5001", "&$top=x", "&$skiptoken=!", "&$skiptoken=eA")) {
            assertThat(as(GLOBAL_ADMIN)
                            .body(body)
                            .post(profile + "/providers/Microsoft.CostManagement/query" + VERSION + wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void what_is_invalid_is_refused_in_Azures_words_with_what_is_valid() {
        Response grouping = query(
                account,
                body("Usage", MONTHS, SUM + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"<b>\\u0007Color\"}]"));
        assertThat(grouping.statusCode()).isEqualTo(400);
        assertThat(grouping.jsonPath().getString("error.code")).isEqualTo("BadRequest");
        assertThat(grouping.jsonPath().getString("error.message"))
                .startsWith(
                        "Invalid query definition: Invalid dataset grouping: '<b>Color'; valid values: 'ResourceGroup','ResourceGroupName',")
                .contains("'PartnerEarnedCreditApplied'")
                .contains(",''.\r\n\r\n (Request ID: " + grouping.header("x-ms-request-id") + ")");
        assertThat(message(query(account, "{\"type\":\"Usage\"," + MONTHS + "}")))
                .startsWith("Invalid query definition, Dataset is invalid or not supplied.");
        assertThat(
                        message(
                                query(
                                        account,
                                        body(
                                                "Usage",
                                                MONTHS,
                                                "\"filter\":{\"dimension\":{\"name\":\"ResourceGroup\",\"operator\":\"In\",\"values\":[]}}"))))
                .startsWith(
                        "Invalid query definition: Invalid dataset filter on Dimension column 'ResourceGroup'; comparison"
                                + " expression values is missing or empty.");
        assertThat(message(query(account, body("Usage", MONTHS, "\"granularity\":\"Hourly\""))))
                .contains("Invalid dataset granularity: 'Hourly'; valid values: 'None','Daily','Monthly'.");
        Response group = as(GLOBAL_ADMIN)
                .body(body("Usage", MONTHS, SUM))
                .post("/providers/Microsoft.Management/managementGroups/g/providers/Microsoft.CostManagement/query"
                        + VERSION);
        assertThat(group.statusCode()).isEqualTo(400);
        assertThat(group.jsonPath().getString("error.code")).isEqualTo("SubscriptionTypeNotSupported");
    }

    private static String message(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        return refused.jsonPath().getString("error.message");
    }

    private static String body(String type, String time, String dataset) {
        return "{\"type\":\"" + type + "\"," + time + ",\"dataset\":{" + dataset + "}}";
    }

    private static Response query(String scope, String body) {
        return as(GLOBAL_ADMIN).body(body).post(scope + "//providers/microsoft.costmanagement/query" + VERSION);
    }
}
