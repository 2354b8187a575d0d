package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens are taken where one key set signs for many tenants, as Microsoft Entra ID does. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class IssuersTest {

    private static final String PARTNER = Persona.PARTNER_TENANT;
    private static final String CUSTOMER = Persona.CUSTOMER_TENANT;

    private final Outlay outlay = new Outlay();
    private final TokenIssuer tokens = TokenIssuer.in(Path.of(Outlay.config("parts.keys")));

    @AfterEach
    void close() {
        outlay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login.example/%s/v2.0", "https://sts.example/%s/", "https://outlay.local/"})
    void aTokenOfATenantIsTakenWithTheIssuerOfThatTenant(String issuer) {
        assertThat(asked(PARTNER, Map.of("iss", issuer.formatted(PARTNER))).status())
                .isEqualTo(200);
        assertThat(asked(CUSTOMER, Map.of("iss", issuer.formatted(CUSTOMER))).status())
                .isEqualTo(403);
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
        refused(asked(tenant, Map.of("iss", issuer)));
    }

    @Test
    void aTokenThatSaysNoTenantIsNotTakenWhereItsIssuerHasOne() {
        refused(asked(PARTNER, Map.of("iss", "https://login.example/null/v2.0", "tid", NullNode.getInstance())));
        refused(asked(PARTNER, Map.of("iss", "https://login.example/" + PARTNER + "/v2.0", "tid", List.of(PARTNER))));
        refused(asked(PARTNER, Map.of("iss", NullNode.getInstance())));
    }

    @Test
    void aGuestOfThePartnersDirectoryIsNotThePartners() {
        for (Map<String, ?> member :
                List.of(Map.<String, Object>of("acct", 0), Map.of("idp", "https://sts.windows.net/" + PARTNER + "/"))) {
            assertThat(partners(member).status()).as(member.toString()).isEqualTo(200);
        }
        for (Map<String, ?> guest : List.of(
                Map.of("acct", 1),
                Map.of("acct", "1"),
                Map.of("acct", 0, "idp", "https://sts.windows.net/" + CUSTOMER + "/"),
                Map.of("idp", List.of("https://sts.windows.net/" + PARTNER + "/")))) {
            assertThat(partners(guest).status()).as(guest.toString()).isEqualTo(403);
        }
    }

    private Outlay.Answer partners(Map<String, ?> claims) {
        Map<String, Object> said = new HashMap<>(claims);
        said.put("iss", "https://login.example/" + PARTNER + "/v2.0");
        return asked(PARTNER, said);
    }

    private Outlay.Answer asked(String tenant, Map<String, ?> claims) {
        String token = tokens.token(UUID.randomUUID().toString(), tenant, Set.of("GlobalAdmin"), claims);
        return outlay.call(token, "GET", "/v1/deliveries", null);
    }

    private static void refused(Outlay.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("InvalidAuthenticationToken");
    }
}
