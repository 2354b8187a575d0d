package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import dev.outlay.openapi.MalformedRequest;
import dev.outlay.openapi.MalformedRequests;
import dev.outlay.openapi.RefusalCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that break what the OpenAPI document says: none is a fault of the service, and the next good one works. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GeneratedMalformedRequestsTest {

    private static final Logger LOG = Logger.getLogger(GeneratedMalformedRequestsTest.class);
    private static final int REQUESTS = 4_000;

    /** {@code -Dmalformed.seed=7} makes others. */
    private static final long SEED = Long.getLong("malformed.seed", 20261125);

    private final Outlay outlay = new Outlay();

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void noneOfFourThousandMalformedRequestsIsAnsweredWithAFault() {
        DescribedService service = new DescribedService(outlay);
        service.prepare();
        List<MalformedRequest> requests = new MalformedRequests(
                        DescribedService.document(), service.names(), UnaryOperator.identity())
                .make(REQUESTS, SEED);

        // One at a time: whether a group is there when another request asks for it depends on the seed alone.
        RefusalCheck check =
                RefusalCheck.of(URI.create(Outlay.config("test.url")), outlay.token(Persona.GLOBAL_ADMIN), requests, 1);

        LOG.infof("seed %d: %s", SEED, check);
        assertThat(check.problems()).as("seed " + SEED).isEmpty();
        assertThat(requests.stream().map(MalformedRequest::kind).distinct()).hasSizeGreaterThan(200);
        assertThat(check.harmless()).as("requests that did no harm").isLessThan(REQUESTS / 3);
        assertThat(outlay.admin(
                                "PUT",
                                Groups.at("malformed") + Groups.VERSION,
                                Groups.webhookBody("https://hooks.example/x"))
                        .status())
                .isEqualTo(201);
    }
}
