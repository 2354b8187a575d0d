package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import dev.outlay.openapi.MalformedRequest;
import dev.outlay.openapi.MalformedRequests;
import dev.outlay.openapi.RefusalCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that break what the OpenAPI document says: none is a fault of the service, and the next good one works. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class GeneratedMalformedRequestsTest {
    private static final Logger LOG = Logger.getLogger(GeneratedMalformedRequestsTest.class);
    private static final int REQUESTS = 6_000;

    /** {@code -Dmalformed.seed=7} makes others. */
    private static final long SEED = Long.getLong("malformed.seed", 20261126);

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

    @Test
    void noneOfSixThousandMalformedRequestsIsAnsweredWithAFault() {
        List<MalformedRequest> requests = new MalformedRequests(
                        DescribedService.DOCUMENT, DescribedService.names(), UnaryOperator.identity())
                .make(REQUESTS, SEED);

        RefusalCheck check = RefusalCheck.of(address, RunningParts.token(Persona.GLOBAL_ADMIN), requests, 4);

        LOG.infof("seed %d: %s", SEED, check);
        assertThat(check.problems()).as("seed " + SEED).isEmpty();
        assertThat(requests.stream().map(MalformedRequest::kind).distinct()).hasSizeGreaterThan(1000);
        // Unknown attributes are ignored, the items of a batch are answered one by one, and a file is looked at later.
        assertThat(check.harmless()).as("requests that did no harm").isLessThan(REQUESTS / 2);
        assertWorks();
    }

    private static void assertWorks() {
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .body(Door.event("urn:after-generated", "1", "1"))
                .post("/v1/cost-events")
                .then()
                .statusCode(202);
        assertThat(Topic.ofSource("urn:after-generated")).hasSize(1);
        assertThat(DescribedService.names()).containsKey("id");
    }
}
