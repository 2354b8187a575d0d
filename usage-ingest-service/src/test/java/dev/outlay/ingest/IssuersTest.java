package dev.outlay.ingest;

import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens are taken where one key set signs for many tenants, as Microsoft Entra ID does. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class IssuersTest {
    private static final String PARTNER = Persona.PARTNER_TENANT;
    private static final String CUSTOMER = Persona.CUSTOMER_TENANT;

    @BeforeEach
    void importsAreKnown() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login.example/%s/v2.0", "https://sts.example/%s/", "https://outlay.local/"})
    void aTokenOfATenantIsTakenWithTheIssuerOfThatTenant(String issuer) {
        asked(PARTNER, Map.of("iss", issuer.formatted(PARTNER))).statusCode(200);
        asked(CUSTOMER, Map.of("iss", issuer.formatted(CUSTOMER)))
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example/c1000000-0000-4000-8000-000000000001/v2.0, 11111111-2222-4333-8444-555555555555",
        "https://login.example/11111111-2222-4333-8444-555555555555/v2.0, c1000000-0000-4000-8000-000000000001",
        "https://login.example/a/b/v2.0, a/b",
        "https://sts.example/https://sts.example/11111111-2222-4333-8444-555555555555/, https://sts.example/11111111-2222-4333-8444-555555555555",
        "https://login.example/{tid}/v2.0, {tid}",
        "https://login.example//v2.0, ''",
        "https://elsewhere.example/, 11111111-2222-4333-8444-555555555555"
    })
    void aTokenWhoseIssuerAndTenantDoNotGoTogetherIsNotTaken(String issuer, String tenant) {
        for (int time = 0; time < 2; time++) {
            refused(asked(tenant, Map.of("iss", issuer)));
        }
    }

    @Test
    void aTokenThatSaysNoTenantIsNotTakenWhereItsIssuerHasOne() {
        refused(asked(PARTNER, Map.of("iss", "https://login.example/null/v2.0", "tid", NullNode.getInstance())));
        refused(asked(PARTNER, Map.of("iss", "https://login.example/" + PARTNER + "/v2.0", "tid", List.of(PARTNER))));
        refused(asked(PARTNER, Map.of("iss", NullNode.getInstance())));
    }

    @Test
    void aGuestOfThePartnersDirectoryIsNotThePartners() {
        Map<String, Object> guest = new HashMap<>(Map.of("iss", "https://login.example/" + PARTNER + "/v2.0"));
        guest.put("acct", 0);
        asked(PARTNER, guest).statusCode(200);
        guest.put("acct", 1);
        asked(PARTNER, guest).statusCode(403);
        guest.put("acct", 0);
        guest.put("idp", "https://sts.windows.net/" + CUSTOMER + "/");
        asked(PARTNER, guest).statusCode(403);
        guest.put("idp", "https://sts.windows.net/" + PARTNER + "/");
        asked(PARTNER, guest).statusCode(200);
    }

    private static ValidatableResponse asked(String tenant, Map<String, ?> claims) {
        return Door.as(RunningParts.token(tenant, "GlobalAdmin", claims))
                .get("/v1/imports")
                .then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(401).body("error.code", equalTo("InvalidAuthenticationToken"));
    }
}
