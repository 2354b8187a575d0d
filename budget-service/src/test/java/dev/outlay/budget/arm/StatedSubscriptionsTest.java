package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose a subscription is before its first charge, as the partner says, and what becomes of that with the charge. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class StatedSubscriptionsTest {

    private static final String VERSION = "?api-version=2024-04-01";
    private static final String NAMED = """
            {"properties":{"displayName":"Landing zone","skuId":"0001","skuDescription":"Microsoft Azure Plan"}}""";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    StatedSubscriptionsTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_landing_zone_makes_its_budget_before_anything_is_charged_and_the_budget_counts_the_first_charge() {
        Response early = put(GLOBAL_ADMIN, budget(""), BudgetBodies.monthly("100"));
        AccessTopic topic = new AccessTopic();
        Response stated = put(ADMIN_AGENT, at(customer), NAMED);
        owner();

        assertThat(early.statusCode()).isIn(403, 404);
        assertThat(stated.statusCode()).as(stated.asString()).isEqualTo(200);
        assertThat(topic.next("subscription/" + subscription)).contains(customer, name);
        for (String scope : List.of("", "/resourceGroups/web")) {
            Response made = put(GLOBAL_ADMIN, budget(scope), BudgetBodies.monthly("100"));
            assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
            assertThat(get(GLOBAL_ADMIN, budget(scope)).statusCode()).isEqualTo(200);
        }
        charged.record(charged.charge("first")
                .customer(customer)
                .subscription(subscription, "web")
                .on(BudgetBodies.thisMonth().toString())
                .list("12"));
        for (String scope : List.of("", "/resourceGroups/web")) {
            assertThat(get(GLOBAL_ADMIN, budget(scope)).jsonPath().getString("properties.currentSpend.amount"))
                    .as(scope)
                    .startsWith("12");
        }
    }

    @Test
    void one_that_nobody_knows_is_not_found_and_it_is_said_how_it_is_made_known() {
        owner();

        Response unknown = put(GLOBAL_ADMIN, budget(""), BudgetBodies.monthly("100"));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.jsonPath().getString("error.code")).isEqualTo("SubscriptionNotFound");
        assertThat(unknown.jsonPath().getString("error.message"))
                .contains("/customers/{customer}/billingSubscriptions/{subscription}");
    }

    @Test
    void what_is_said_of_it_is_read_everywhere_and_can_be_traced() {
        put(GLOBAL_ADMIN, account + "/customers/" + customer + VERSION, """
                {"properties":{"displayName":"Fabrikam","agreementType":"MicrosoftCustomerAgreement"}}""");
        JsonPath stated = put(GLOBAL_ADMIN, at(customer), NAMED).jsonPath();
        JsonPath again = put(ADMIN_AGENT, at(customer), "{\"properties\":{\"costCenter\":\"CC-1\"}}")
                .jsonPath();

        assertThat(stated.getString("id"))
                .isEqualTo(account + "/customers/" + customer + "/billingSubscriptions/" + subscription);
        assertThat(stated.getString("properties.displayName")).isEqualTo("Landing zone");
        assertThat(stated.getString("properties.subscriptionBillingStatus")).isEqualTo("Active");
        assertThat(stated.getString("properties.skuId")).isEqualTo("0001");
        assertThat(stated.getString("properties.customerDisplayName")).isEqualTo("Fabrikam");
        assertThat(again.getString("properties.displayName")).isEqualTo("Landing zone");
        for (String scope : List.of(account, account + "/customers/" + customer)) {
            assertThat(get(GLOBAL_ADMIN, scope + "/billingSubscriptions" + VERSION)
                            .jsonPath()
                            .getList("value.properties.costCenter"))
                    .as(scope)
                    .containsExactly("CC-1");
        }
        charged.record(charged.charge("first").customer(customer).subscription(subscription, "web"));
        assertThat(get(GLOBAL_ADMIN, at(customer)).jsonPath().getString("properties.displayName"))
                .isEqualTo("Landing zone");
        JsonPath audit = get(GLOBAL_ADMIN, "/v1/audit?kind=billingSubscription&name=" + subscription)
                .jsonPath();
        assertThat(audit.getList("value.action")).containsExactly("changed", "created");
        assertThat(audit.getList("value.principal"))
                .containsExactly(ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        assertThat(audit.getString("value[0].before.costCenter")).isNull();
        assertThat(audit.getString("value[0].after.costCenter")).isEqualTo("CC-1");
        assertThat(audit.getString("value[1].after.customer")).isEqualTo(customer);
    }

    @Test
    void until_it_is_charged_it_is_whoevers_it_was_said_to_be_last_and_then_its_charges_decide() {
        put(GLOBAL_ADMIN, at(customer), NAMED);
        Response corrected = put(GLOBAL_ADMIN, at(other), NAMED);
        Response former = get(GLOBAL_ADMIN, at(customer));
        List<String> formers = listed(account + "/customers/" + customer);
        charged.record(charged.charge("first")
                .customer(customer)
                .subscription(subscription.toUpperCase(Locale.ROOT), "web")
                .on("2026-09-01"));
        Response tooLate = put(GLOBAL_ADMIN, at(other), NAMED);

        assertThat(corrected.statusCode()).as(corrected.asString()).isEqualTo(200);
        assertThat(former.statusCode()).as("what was said by mistake").isEqualTo(404);
        assertThat(formers).isEmpty();
        assertThat(tooLate.statusCode()).as(tooLate.asString()).isEqualTo(409);
        assertThat(tooLate.jsonPath().getString("error.code")).isEqualTo("SubscriptionBelongsToAnother");
        assertThat(put(GLOBAL_ADMIN, at(customer), NAMED).statusCode()).isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, account + "/billingSubscriptions/" + subscription + VERSION)
                        .jsonPath()
                        .getString("properties.customerId"))
                .isEqualTo(account + "/customers/" + customer);
    }

    /** What was charged stays where it was charged. */
    @Test
    void one_that_has_moved_stays_with_whom_it_was_charged() {
        charged.record(charged.charge("first")
                .customer(customer)
                .subscription(subscription, "web")
                .on("2026-09-01"));
        charged.record(charged.charge("second")
                .customer(other)
                .subscription(subscription, "web")
                .on("2026-09-02"));

        assertThat(get(GLOBAL_ADMIN, at(customer)).jsonPath().getString("properties.subscriptionBillingStatus"))
                .isEqualTo("Inactive");
        assertThat(listed(account + "/customers/" + customer)).containsExactly(subscription);
    }

    @Test
    void before_its_first_charge_it_is_below_the_one_profile_that_it_can_be_charged_to() {
        String francs = account + "/billingProfiles/" + name + "-chf";
        String euros = account + "/billingProfiles/" + name + "-eur";
        put(GLOBAL_ADMIN, at(customer), NAMED);
        List<String> withNone = listed(francs);
        charged.record(charged.charge("another's").customer(other));
        List<String> withOne = listed(francs);
        String expected = get(GLOBAL_ADMIN, at(customer)).jsonPath().getString("properties.billingProfileId");
        charged.record(charged.charge("in euros").customer(other).profile(name + "-eur", "EUR"));
        List<String> withTwo = listed(francs);
        charged.record(charged.charge("its customer's").customer(customer).profile(name + "-eur", "EUR"));

        assertThat(withNone).isEmpty();
        assertThat(withOne).contains(subscription);
        assertThat(expected).isEqualTo(francs);
        assertThat(withTwo).as("it could be either").doesNotContain(subscription);
        assertThat(listed(euros)).contains(subscription);
        assertThat(listed(francs)).doesNotContain(subscription);
        String others = account + "/billingProfiles/" + name + "-others";
        Response said = put(GLOBAL_ADMIN, account + "/customers/" + customer + VERSION, """
                {"properties":{"agreementType":"MicrosoftCustomerAgreement","billingProfileId":"%s"}}""".formatted(others));
        assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
        assertThat(listed(others)).as("it was said").contains(subscription);
        assertThat(listed(euros)).doesNotContain(subscription);
        charged.record(charged.charge("its first")
                .customer(customer)
                .subscription(subscription, "web")
                .profile(name + "-eur", "EUR"));
        assertThat(listed(others)).as("where its customer was said to be").contains(subscription);
        assertThat(listed(euros)).doesNotContain(subscription);
    }

    private static List<String> listed(String scope) {
        Response list = get(GLOBAL_ADMIN, scope + "/billingSubscriptions" + VERSION);
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        return list.jsonPath().getList("value.name");
    }

    @Test
    void a_patch_changes_one_that_is_known_and_makes_none() {
        String atAccount = account + "/billingSubscriptions/" + subscription + VERSION;
        Response unknown = as(GLOBAL_ADMIN).body(NAMED).patch(atAccount);
        put(GLOBAL_ADMIN, at(customer), NAMED);

        Response patched = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"costCenter\":\"CC-2\",\"skuId\":null}}")
                .patch(atAccount);

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(patched.statusCode()).as(patched.asString()).isEqualTo(200);
        assertThat(patched.asString()).isEqualTo(get(GLOBAL_ADMIN, atAccount).asString());
        assertThat(patched.jsonPath().getString("properties.costCenter")).isEqualTo("CC-2");
        assertThat(patched.jsonPath().getString("properties.displayName")).isEqualTo("Landing zone");
        assertThat(patched.jsonPath().getMap("properties")).doesNotContainKeys("skuId", "skuDescription");
    }

    @Test
    void only_admins_may_and_what_cannot_be_kept_is_refused() {
        assertThat(put(OUTSIDER, at(customer), "{").statusCode()).isEqualTo(403);
        assertThat(as(OUTSIDER)
                        .body("{")
                        .patch(account + "/billingSubscriptions/" + subscription + VERSION)
                        .statusCode())
                .isEqualTo(403);
        for (String flawed :
                List.of("{", "{}", "{\"properties\":{\"costCenter\":7}}", "{\"properties\":{\"displayName\":\"\"}}")) {
            assertThat(put(GLOBAL_ADMIN, at(customer), flawed).statusCode())
                    .as(flawed)
                    .isEqualTo(400);
        }
        assertThat(get(GLOBAL_ADMIN, at(customer)).statusCode()).isEqualTo(404);
    }

    private String at(String whose) {
        return account + "/customers/" + whose + "/billingSubscriptions/" + subscription + VERSION;
    }

    private String budget(String below) {
        return "/subscriptions/" + subscription + below + "/providers/Microsoft.Consumption/budgets/landing"
                + Client.VERSION;
    }

    private void owner() {
        Response assigned = put(
                GLOBAL_ADMIN,
                "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }
}
