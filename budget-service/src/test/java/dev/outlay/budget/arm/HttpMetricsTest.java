package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics are for operators of the cluster, who need not know whose subscriptions there are. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class HttpMetricsTest {

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("/"); // injected

    @Test
    void requests_are_timed_and_no_id_of_a_path_is_a_label() {
        get(GLOBAL_ADMIN, "/subscriptions/whose-it-is/providers/Microsoft.Consumption/budgets/which" + VERSION);
        get(GLOBAL_ADMIN, "/v1/reconciliation/which");

        String scraped = given().get(metrics).asString();

        assertThat(scraped)
                .contains("http_server_requests_seconds_count", "uri=\"/arm\"", "uri=\"/v1\"")
                .doesNotContain("whose-it-is", "uri=\"/subscriptions", "reconciliation/which");
    }
}
