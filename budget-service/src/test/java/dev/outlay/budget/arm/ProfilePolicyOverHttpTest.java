package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.AzureOperations;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A billing profile's policy says what holds, and takes nothing that would have no effect. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ProfilePolicyOverHttpTest {

    private static final String OLD = "?api-version=2020-05-01";
    private static final String NEW = "?api-version=2024-04-01";

    private final String name = "policies-" + UUID.randomUUID();
    private final String profile = "/providers/Microsoft.Billing/billingAccounts/" + name + "/billingProfiles/one";
    private final String policy = profile + "/policies/default";

    @BeforeEach
    void the_profile_is_known() {
        put(GLOBAL_ADMIN, profile + OLD, "{\"properties\":{\"currency\":\"CHF\"}}");
    }

    @Test
    void it_says_what_holds_in_the_words_of_each_version() {
        JsonPath old = get(ADMIN_AGENT, policy + OLD).jsonPath();
        JsonPath latest = get(ADMIN_AGENT, policy + NEW).jsonPath();

        assertThat(old.getString("id")).isEqualTo(policy);
        assertThat(old.getString("type")).isEqualTo("Microsoft.Billing/billingAccounts/billingProfiles/policies");
        assertThat(old.getString("properties.marketplacePurchases")).isEqualTo("AllAllowed");
        assertThat(old.getString("properties.reservationPurchases")).isEqualTo("Allowed");
        assertThat(old.getString("properties.viewCharges")).isEqualTo("NotAllowed");
        assertThat(latest.getString("properties.viewCharges")).isEqualTo("Other");
        assertThat(latest.getList("properties.policies.value")).containsExactly("AllAllowed", "Allowed", "Other");
        assertThat(latest.getList("properties.policies.policyType")).containsOnly("SystemControlled");
    }

    @Test
    void what_holds_can_be_put_and_changes_nothing() {
        for (String version : List.of(OLD, NEW)) {
            String shown = get(GLOBAL_ADMIN, policy + version).asString();
            for (String body : List.of(
                    shown,
                    "{\"properties\":{}}",
                    "{\"properties\":{\"viewCharges\":null,\"marketplacePurchases\":\"allallowed\"}}")) {
                Response kept = put(GLOBAL_ADMIN, policy.toUpperCase(Locale.ROOT) + version, body);
                assertThat(kept.statusCode()).as(body + kept.asString()).isEqualTo(200);
            }
            assertThat(get(GLOBAL_ADMIN, policy + version).asString()).isEqualTo(shown);
        }
    }

    @Test
    void what_would_have_no_effect_is_refused_and_it_is_said_what_has_one() {
        Map<String, String> refused = Map.of(
                "\"marketplacePurchases\":\"NotAllowed\"", "where it is bought",
                "\"marketplacePurchases\":\"OnlyFreeAllowed\"", "AllAllowed",
                "\"reservationPurchases\":\"NotAllowed\"", "where it is bought",
                "\"reservationPurchases\":7", "reservationPurchases",
                "\"viewCharges\":\"Allowed\"", "/customers/{customer}/policies/default",
                "\"viewCharges\":\"Perhaps\"", "NotAllowed or Other");
        refused.forEach((members, message) -> {
            Response answer = put(GLOBAL_ADMIN, policy + OLD, "{\"properties\":{" + members + "}}");
            assertThat(answer.statusCode()).as(members).isEqualTo(400);
            assertThat(answer.jsonPath().getString("error.code")).as(members).isEqualTo("PolicyHasNoEffect");
            assertThat(answer.jsonPath().getString("error.message")).as(members).contains(message);
        });
        for (String flawed : List.of("{", "{}", "[]")) {
            assertThat(put(GLOBAL_ADMIN, policy + OLD, flawed).statusCode())
                    .as(flawed)
                    .isEqualTo(400);
        }
    }

    @Test
    void the_official_example_asks_for_what_has_no_effect_and_is_told_so() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        for (AzureExample example : AzureOperations.replayedBy(ProfilePolicyOverHttpTest.class)) {
            Response answer = as(GLOBAL_ADMIN)
                    .body(example.body().toString())
                    .put(example.target(Map.of("billingAccountName", name, "billingProfileName", "one")));
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
            assertThat(answer.jsonPath().getString("error.code")).isEqualTo("PolicyHasNoEffect");
        }
    }

    @Test
    void it_is_for_admins_alone_and_of_profiles_that_there_are() {
        assertThat(get(OUTSIDER, policy + OLD).statusCode()).isEqualTo(403);
        assertThat(put(OUTSIDER, policy + OLD, "{").statusCode()).isEqualTo(403);
        assertThat(as(UUID.randomUUID().toString(), "customer-1", "GlobalAdmin")
                        .get(policy + OLD)
                        .statusCode())
                .isEqualTo(403);
        String unknown = profile + "-more/policies/default" + OLD;
        assertThat(get(GLOBAL_ADMIN, unknown).statusCode()).isEqualTo(404);
        assertThat(put(GLOBAL_ADMIN, unknown, "{\"properties\":{}}").statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, profile + "-more" + OLD).statusCode())
                .as("nothing is made known by it")
                .isEqualTo(404);
    }
}
