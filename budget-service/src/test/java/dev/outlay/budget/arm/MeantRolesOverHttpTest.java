package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups of an issuer that has other names, and Billing admins, where both are configured. */
@Tag("full")
@QuarkusTest
@TestProfile(MeantRolesOverHttpTest.Mapped.class)
@QuarkusTestResource(Parts.class)
class MeantRolesOverHttpTest {

    private static final String GROUP = "0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01";
    private static final String OF_ADMINS = "/v1/ledger";

    /** A service of its own. */
    public static final class Mapped implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.roles.mapping", GROUP + "=GlobalAdmin", "outlay.roles.billing-admin", "true");
        }
    }

    @Test
    void a_group_that_means_a_role_of_the_partner_s_opens_what_the_role_opens() {
        assertThat(status(PARTNER_TENANT, GROUP)).isEqualTo(200);
        assertThat(status(PARTNER_TENANT, GROUP.toUpperCase(Locale.ROOT))).isEqualTo(200);
        assertThat(status(PARTNER_TENANT, UUID.randomUUID().toString())).isEqualTo(403);
    }

    @Test
    void it_opens_nothing_to_another_tenant() {
        assertThat(status(UUID.randomUUID().toString(), GROUP)).isEqualTo(403);
        assertThat(status(UUID.randomUUID().toString(), "BillingAdmin")).isEqualTo(403);
    }

    @Test
    void a_billing_admin_reaches_the_billing_scopes() {
        assertThat(status(PARTNER_TENANT, "BillingAdmin")).isEqualTo(200);
        assertThat(status(PARTNER_TENANT, "SalesAgent")).isEqualTo(403);
    }

    private static int status(String tenant, String role) {
        return as(UUID.randomUUID().toString(), tenant, role).get(OF_ADMINS).statusCode();
    }
}
