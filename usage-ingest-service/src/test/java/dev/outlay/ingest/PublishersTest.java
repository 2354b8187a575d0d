package dev.outlay.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may send cost, and what becomes of tokens that are forged, expired or of somebody else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class PublishersTest {

    @BeforeEach
    void importsAreKnown() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
    }

    @ParameterizedTest(name = "{0} of {1} gets {2}")
    @CsvSource({
        "GlobalAdmin,11111111-2222-4333-8444-555555555555,202",
        "AdminAgent,11111111-2222-4333-8444-555555555555,202",
        "GlobalAdmin,99999999-2222-4333-8444-555555555555,403",
        "AdminAgent,99999999-2222-4333-8444-555555555555,403",
        "CostPublisher,11111111-2222-4333-8444-555555555555,202",
        "costpublisher,11111111-2222-4333-8444-555555555555,202",
        "globaladmin,11111111-2222-4333-8444-555555555555,202",
        "CostPublisher,77777777-2222-4333-8444-555555555555,202",
        "CostPublisher,7777777A-2222-4333-8444-555555555555,202",
        "GlobalAdmin,77777777-2222-4333-8444-555555555555,403",
        "CostPublisher,99999999-2222-4333-8444-555555555555,403",
        "Reader,11111111-2222-4333-8444-555555555555,403",
    })
    void thePartnersAdministratorsAndPublishersMayPublishAndNobodyElse(String role, String tenant, int status) {
        Door.as(RunningParts.token(tenant, role))
                .contentType(Door.STRUCTURED)
                .body(Door.event("urn:access", role, "1"))
                .post("/v1/cost-events")
                .then()
                .statusCode(status);
        Door.as(RunningParts.token(tenant, role)).get("/v1/imports").then().statusCode(status == 202 ? 200 : 403);
    }

    @Test
    void denialsHaveAzuresCodes() {
        Door.as(RunningParts.token(Persona.CUSTOMER_OWNER))
                .get("/v1/imports")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
        Door.plain()
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("error.code", equalTo("AuthenticationFailed"));
        Door.as("not-a-token")
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("InvalidAuthenticationToken"));
        Door.as("....")
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("InvalidAuthenticationToken"));
        Door.as(RunningParts.token(Persona.GLOBAL_ADMIN) + "x")
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("InvalidAuthenticationToken"));
        Door.as(RunningParts.expiredToken())
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("ExpiredAuthenticationToken"));
    }

    @Test
    void aTokenThatWasVerifiedIsRefusedOnceItHasExpired() {
        // A machine that is busy may let one expire before it was asked with twice.
        String token = Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> RunningParts.tokenThatExpiresIn(Duration.ofSeconds(4)), fresh -> IntStream.range(0, 2)
                        .allMatch(time -> isLetIn(fresh)));

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> Door.as(token)
                .get("/v1/imports")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("ExpiredAuthenticationToken")));
    }

    private static boolean isLetIn(String token) {
        return Door.as(token).get("/v1/imports").statusCode() == 200;
    }

    @Test
    void aForgedTokenIsRefusedAsOftenAsItComesAlsoBesideTheTrueOne() {
        String token = RunningParts.token(Persona.GLOBAL_ADMIN);
        int signature = token.lastIndexOf('.') + 1;
        char first = token.charAt(signature);
        String forged = token.substring(0, signature) + (first == 'A' ? 'B' : 'A') + token.substring(signature + 1);
        for (int time = 0; time < 3; time++) {
            Door.as(token).get("/v1/imports").then().statusCode(200);
            for (String wrong : List.of(forged, token.substring(0, signature))) {
                Door.as(wrong)
                        .get("/v1/imports")
                        .then()
                        .statusCode(401)
                        .body("error.code", equalTo("InvalidAuthenticationToken"));
            }
        }
    }

    @Test
    void aPrincipalThatMayNotPublishIsRefusedAsOftenAsItComes() {
        String token = RunningParts.token(Persona.CUSTOMER_OWNER);
        for (int time = 0; time < 3; time++) {
            Door.as(token).get("/v1/imports").then().statusCode(403);
        }
    }
}
