package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import dev.outlay.openapi.MalformedRequest;
import dev.outlay.openapi.MalformedRequests;
import dev.outlay.openapi.RefusalCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand requests that break what the OpenAPI document says: none is a fault of the service, and the next good one works. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GeneratedMalformedRequestsTest {

    private static final Logger LOG = Logger.getLogger(GeneratedMalformedRequestsTest.class);
    private static final int REQUESTS = 10_000;

    /** {@code -Dmalformed.seed=7} makes others. */
    private static final long SEED = Long.getLong("malformed.seed", 20261125);

    private final DescribedService service = new DescribedService();

    @Test
    void none_of_ten_thousand_malformed_requests_is_answered_with_a_fault() {
        service.prepare();
        List<MalformedRequest> requests = new MalformedRequests(
                        DescribedService.document(), service.names(), DescribedService::current)
                .make(REQUESTS, SEED);

        RefusalCheck check = RefusalCheck.of(
                URI.create("http://127.0.0.1:" + RestAssured.port),
                RealParts.tokens().token(GLOBAL_ADMIN),
                requests,
                4);

        LOG.infof("seed %d: %s", SEED, check);
        assertThat(check.problems()).as("seed " + SEED).isEmpty();
        assertThat(requests.stream().map(MalformedRequest::kind).distinct()).hasSizeGreaterThan(200);
        assertThat(check.harmless()).as("requests that did no harm").isLessThan(REQUESTS / 4);
        assertWorks();
    }

    private void assertWorks() {
        Response good = put(
                GLOBAL_ADMIN,
                "/providers/Microsoft.Billing/billingAccounts/"
                        + service.names().get("billingAccountName")
                        + "/providers/Microsoft.Consumption/budgets/good" + VERSION,
                BudgetBodies.monthly("10"));
        assertThat(good.statusCode()).as(good.asString()).isEqualTo(201);
    }
}
