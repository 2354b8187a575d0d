package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A customer's cost-visibility policy in the version of 2024: a long-running operation, and also behind the customer's profile. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class PolicyOverHttpTest {

    private static final String OLD = "?api-version=2020-05-01";
    private static final String NEW = "?api-version=2024-04-01";
    private static final String ALLOWED = "{\"properties\":{\"viewCharges\":\"Allowed\"}}";
    private static final String NOT_ALLOWED = "{\"properties\":{\"viewCharges\":\"NotAllowed\"}}";

    private final String name = "policies-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customerName = UUID.randomUUID().toString();
    private final String customer = account + "/customers/" + customerName;
    private final String policy = customer + "/policies/default";

    @BeforeEach
    void the_customer_is_billed_on_a_profile() {
        put(GLOBAL_ADMIN, account + "/billingProfiles/one" + OLD, "{\"properties\":{\"currency\":\"CHF\"}}");
        Response kept = put(
                GLOBAL_ADMIN,
                customer + OLD,
                "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\",\"billingProfileId\":\"" + account
                        + "/billingProfiles/one\"}}");
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(200);
    }

    @AfterEach
    void the_relay_may_forget_what_it_has_sent() {
        Client.sql("drop trigger if exists keeps_customer on outbox");
    }

    @Test
    void a_change_is_underway_until_the_alert_service_is_told_of_it() {
        Client.sql("""
                create or replace function keep_row() returns trigger language plpgsql as 'begin return null; end'
                """, """
                create trigger keeps_customer before delete on outbox for each row
                when (old.key = 'customer/%s/%s') execute function keep_row()
                """.formatted(name, customerName));

        Response begun = put(GLOBAL_ADMIN, policy + NEW, ALLOWED);
        String location = begun.header("Location");
        Response underway = as(GLOBAL_ADMIN).get(location);
        Client.sql("drop trigger keeps_customer on outbox");

        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(201);
        assertThat(begun.header("Retry-After")).isEqualTo("1");
        assertThat(begun.jsonPath().getString("properties.provisioningState")).isEqualTo("Updating");
        assertThat(location).startsWith("http").contains(policy + "/operationResults/", "api-version=2024-04-01");
        assertThat(underway.statusCode()).isEqualTo(202);
        assertThat(underway.asString()).isEmpty();
        assertThat(underway.header("Location")).isEqualTo(location);
        assertThat(underway.header("Retry-After")).isEqualTo("1");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(GLOBAL_ADMIN).get(location).statusCode() == 200);
        Response done = as(GLOBAL_ADMIN).get(location);
        assertThat(done.jsonPath().getString("id")).isEqualTo(policy);
        assertThat(done.jsonPath().getString("properties.provisioningState")).isEqualTo("Succeeded");
        assertThat(done.jsonPath().getString("properties.policies[0].value")).isEqualTo("Allowed");
    }

    @Test
    void what_the_policy_says_already_is_no_operation() {
        Response unchanged = put(GLOBAL_ADMIN, policy + NEW, NOT_ALLOWED);

        assertThat(unchanged.statusCode()).isEqualTo(200);
        assertThat(unchanged.header("Location")).isNull();
        assertThat(unchanged.jsonPath().getString("properties.provisioningState"))
                .isEqualTo("Succeeded");
    }

    @Test
    void versions_before_2024_answer_200_alone() {
        Response set = put(GLOBAL_ADMIN, policy + OLD, ALLOWED);

        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(set.header("Location")).isNull();
    }

    @Test
    void a_policy_is_one_whether_it_is_reached_through_the_profile_or_not() {
        String through = account + "/billingProfiles/ONE/customers/" + customerName + "/policies/default";

        Response set = put(GLOBAL_ADMIN, through + NEW, ALLOWED);

        assertThat(set.statusCode()).as(set.asString()).isEqualTo(201);
        assertThat(set.jsonPath().getString("id")).isEqualTo(policy);
        assertThat(set.header("Location")).contains(policy + "/operationResults/");
        assertThat(get(GLOBAL_ADMIN, policy + OLD).jsonPath().getString("properties.viewCharges"))
                .isEqualTo("Allowed");
        assertThat(get(GLOBAL_ADMIN, through + NEW).jsonPath().getString("properties.viewCharges"))
                .isEqualTo("Allowed");
    }

    @Test
    void a_customer_of_another_profile_is_not_found_there_and_not_changed() {
        String elsewhere = account + "/billingProfiles/two/customers/" + customerName + "/policies/default" + NEW;

        Response set = put(GLOBAL_ADMIN, elsewhere, ALLOWED);

        assertThat(set.statusCode()).isEqualTo(404);
        assertThat(set.jsonPath().getString("error.message")).contains(customerName, "/billingProfiles/two");
        assertThat(get(GLOBAL_ADMIN, elsewhere).statusCode()).isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, policy + OLD).jsonPath().getString("properties.viewCharges"))
                .isEqualTo("NotAllowed");
    }

    @Test
    void the_policy_of_a_customer_that_is_not_known_is_not_set_and_makes_none() {
        String mistyped = account + "/customers/" + UUID.randomUUID();
        String elsewhere = "/providers/Microsoft.Billing/billingAccounts/mistyped-" + UUID.randomUUID();
        put(
                GLOBAL_ADMIN,
                mistyped + "/providers/Microsoft.Consumption/budgets/b" + Client.VERSION,
                BudgetBodies.monthly("10"));
        put(GLOBAL_ADMIN, policy + OLD, ALLOWED);

        for (String version : List.of(OLD, NEW)) {
            for (String unknown : List.of(mistyped, elsewhere + "/customers/" + customerName)) {
                Response set = put(GLOBAL_ADMIN, unknown + "/policies/default" + version, NOT_ALLOWED);
                assertThat(set.statusCode()).as(set.asString()).isEqualTo(404);
                assertThat(set.jsonPath().getString("error.code")).isEqualTo("ResourceNotFound");
                assertThat(set.jsonPath().getString("error.message")).contains(unknown, "PUT it first");
                assertThat(get(GLOBAL_ADMIN, unknown + OLD).statusCode()).isEqualTo(404);
                assertThat(as(OUTSIDER)
                                .body(NOT_ALLOWED)
                                .put(unknown + "/policies/default" + version)
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(get(GLOBAL_ADMIN, elsewhere + OLD).statusCode()).isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, account + "/customers" + OLD).jsonPath().getList("value.name"))
                .containsExactly(customerName);
        assertThat(get(GLOBAL_ADMIN, policy + OLD).jsonPath().getString("properties.viewCharges"))
                .isEqualTo("Allowed");

        put(GLOBAL_ADMIN, mistyped + OLD, "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"}}");
        assertThat(put(GLOBAL_ADMIN, mistyped + "/policies/default" + OLD, ALLOWED)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_operation_is_of_one_policy_and_for_admins_alone() {
        String location = put(GLOBAL_ADMIN, policy + NEW, ALLOWED).header("Location");
        String other = account + "/customers/" + UUID.randomUUID();
        put(GLOBAL_ADMIN, other + OLD, "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"}}");

        assertThat(as(GLOBAL_ADMIN).get(location.replace(customer, other)).statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, policy + "/operationResults/made-up" + NEW).statusCode())
                .isEqualTo(404);
        assertThat(as(OUTSIDER).get(location).statusCode()).isEqualTo(403);
        assertThat(as(GLOBAL_ADMIN).delete(location).statusCode()).isEqualTo(405);
    }
}
