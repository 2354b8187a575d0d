package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Keycloak;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The three services behind a real OpenID Connect issuer: who is let in by which role or group, and which tokens are none. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {
    private static final String OF_ADMINS = "/v1/ledger";
    private static final String DELIVERIES = "/v1/deliveries";

    private final Outlay outlay = Outlay.running();
    private Keycloak keycloak;
    private List<ServiceProcess> services;

    @BeforeAll
    void the_services_trust_the_partners_realm() {
        keycloak = Keycloak.start();
        services = outlay.trusting(Map.of(
                "OUTLAY_OIDC_SERVER",
                keycloak.issuer("partner"),
                "OUTLAY_TOKEN_ISSUER",
                keycloak.issuer("partner"),
                "OUTLAY_TOKEN_AUDIENCE",
                "outlay",
                "OUTLAY_ROLES_CLAIM",
                "roles,groups",
                "OUTLAY_ROLES_MAPPING",
                "cloud-admins=GlobalAdmin,finance=BillingAdmin",
                "OUTLAY_ROLES_BILLING_ADMIN",
                "true"));
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    void everything_stops() {
        services.forEach(ServiceProcess::close);
        keycloak.close();
    }

    @Test
    @Order(1)
    void a_role_of_the_realm_a_mapped_group_and_a_billing_admin_are_let_in_everywhere() {
        for (String user : List.of("admin", "member", "finance")) {
            String token = keycloak.token("partner", "partner-app", user);
            assertThat(budget(token).get(OF_ADMINS).status()).as(user).isEqualTo(200);
            assertThat(budget(token).get(DELIVERIES).status()).as(user).isEqualTo(200);
            assertThat(alert(token).get(DELIVERIES).status()).as(user).isEqualTo(200);
            assertThat(publish(token).status()).as(user).isEqualTo(202);
        }
    }

    @Test
    @Order(1)
    void a_publisher_sends_cost_and_sees_none() {
        String token = keycloak.token("partner", "partner-app", "publisher");
        assertThat(publish(token).status()).isEqualTo(202);
        assertThat(budget(token).get(OF_ADMINS).status()).isEqualTo(403);
        assertThat(alert(token).get(DELIVERIES).status()).isEqualTo(403);
    }

    @Test
    @Order(1)
    void nobody_of_the_partner_and_an_admin_of_another_tenant_are_turned_away() {
        for (String token : List.of(
                keycloak.token("partner", "partner-app", "nobody"),
                keycloak.token("partner", "customer-app", "admin"))) {
            assertThat(budget(token).get(OF_ADMINS).status()).isEqualTo(403);
            assertThat(alert(token).get(DELIVERIES).status()).isEqualTo(403);
            assertThat(publish(token).status()).isEqualTo(403);
        }
    }

    @Test
    @Order(1)
    void a_token_for_another_audience_of_another_realm_or_changed_on_its_way_is_none() {
        String good = keycloak.token("partner", "partner-app", "admin");
        String changed = good.substring(0, good.lastIndexOf('.') + 1)
                + keycloak.token("partner", "partner-app", "nobody").replaceFirst("^.*\\.", "");
        for (String token : List.of(
                keycloak.token("partner", "another-api", "admin"),
                keycloak.token("elsewhere", "partner-app", "admin"),
                changed)) {
            for (Answer answer :
                    List.of(budget(token).get(OF_ADMINS), alert(token).get(DELIVERIES), publish(token))) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(401);
                assertThat(answer.json().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
            }
        }
    }

    @Test
    @Order(1)
    void a_token_of_which_the_time_is_over_is_told_so() {
        String token = keycloak.token("partner", "short-lived", "admin");
        await("the token expires")
                .atMost(Duration.ofSeconds(60))
                .until(() -> budget(token).get(OF_ADMINS).status() == 401);
        assertThat(budget(token).get(OF_ADMINS).json().at("/error/code").asText())
                .isEqualTo("ExpiredAuthenticationToken");
    }

    /** Issuers change their keys for good reasons, and do not ask who has to be restarted. */
    @Test
    @Order(2)
    void a_new_key_of_the_issuer_is_learnt_and_the_old_one_still_holds() {
        String before = keycloak.token("partner", "partner-app", "admin");
        keycloak.rotateKey("partner");
        String after = keycloak.token("partner", "partner-app", "admin");
        assertThat(header(after)).as("another key").isNotEqualTo(header(before));

        await("every service asks for the keys, if forged ones have not just made it ask")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> budget(after).get(OF_ADMINS).status() == 200
                        && alert(after).get(DELIVERIES).status() == 200
                        && publish(after).status() == 202);
        assertThat(budget(before).get(OF_ADMINS).status()).isEqualTo(200);
    }

    /** The keys are known by then; people who work do not notice. */
    @Test
    @Order(3)
    void an_issuer_that_is_away_stops_nobody_who_has_a_token() {
        String token = keycloak.token("partner", "partner-app", "admin");
        assertThat(budget(token).get(OF_ADMINS).status()).isEqualTo(200);
        keycloak.close();

        assertThat(budget(token).get(OF_ADMINS).status()).isEqualTo(200);
        assertThat(alert(token).get(DELIVERIES).status()).isEqualTo(200);
        assertThat(publish(token).status()).isEqualTo(202);
    }

    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    private Client budget(String token) {
        return new Client(services.get(1).url(), token);
    }

    private Client alert(String token) {
        return new Client(services.get(2).url(), token);
    }

    private Answer publish(String token) {
        return new Client(services.getFirst().url(), token)
                .post(
                        "/v1/cost-events",
                        "application/cloudevents-batch+json",
                        "["
                                + Charge.of(UUID.randomUUID().toString(), Account.unique("keycloak"), null, "1")
                                        .event()
                                + "]");
    }
}
