package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request can be found again by the ids that Azure's clients send and are given, also where it was refused. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class IdsTest {

    @Test
    void idsOfTheCallerComeBackAndTheFrontDoorsIsKept() {
        String id = UUID.randomUUID().toString();
        Response kept = Door.asAdmin()
                .header("x-ms-request-id", id)
                .header("x-ms-correlation-request-id", "cor/1")
                .header("x-ms-client-request-id", "me@1")
                .get("/v1/imports");
        assertThat(kept.header("x-ms-request-id")).isEqualTo(id);
        assertThat(kept.header("x-ms-correlation-request-id")).isEqualTo("cor/1");
        assertThat(kept.header("x-ms-client-request-id")).isEqualTo("me@1");
        assertThat(kept.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(kept.header("x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests"))
                .matches("DefaultQuota:[0-9]+");

        Response made = Door.asAdmin()
                .header("x-ms-request-id", "not an id")
                .header("x-ms-correlation-request-id", "x".repeat(200))
                .get("/v1/imports");
        String own = made.header("x-ms-request-id");
        assertThat(UUID.fromString(own)).hasToString(own);
        assertThat(made.header("x-ms-correlation-request-id")).isEqualTo(own);
        assertThat(made.header("x-ms-client-request-id")).isNull();
    }

    @Test
    void aClientThatDoesNotWantItsIdBackDoesNotGetIt() {
        for (boolean wanted : new boolean[] {true, false}) {
            Response answer = Door.asAdmin()
                    .header("x-ms-client-request-id", "me")
                    .header("x-ms-return-client-request-id", wanted)
                    .get("/v1/imports");
            assertThat(answer.header("x-ms-client-request-id")).isEqualTo(wanted ? "me" : null);
        }
    }

    @Test
    void whatIsRefusedBeforeAnythingIsAskedHasThemToo() {
        for (String path : new String[] {"/nothing", "/v1/imports", "/v1/%7Bid%7D"}) {
            Response refused =
                    Door.plain().header("x-ms-correlation-request-id", "cor-1").delete(path);
            assertThat(refused.statusCode()).as(path).isIn(404, 405);
            assertThat(refused.header("x-ms-request-id")).as(path).isNotBlank();
            assertThat(refused.header("x-ms-correlation-request-id")).as(path).isEqualTo("cor-1");
        }
    }
}
