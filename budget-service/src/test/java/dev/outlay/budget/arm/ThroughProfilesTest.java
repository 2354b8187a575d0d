package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What customers have on a billing profile, asked for through it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ThroughProfilesTest {

    private static final String DAYS = "&periodStartDate=2026-03-01&periodEndDate=2026-03-31";

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final String other = invoiced.account + "/billingProfiles/" + invoiced.name + "-eur";
    private final ChargedAccount charged;

    @Inject
    ThroughProfilesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
    }

    /** One customer on two profiles, and another one on one of them. */
    private void record() {
        charged.record(
                charged.charge("1").on("2026-03-04").billed("1"),
                charged.charge("2")
                        .on("2026-03-05")
                        .subscription("subscription-2", "group-1")
                        .billed("2"),
                charged.charge("3")
                        .on("2026-03-06")
                        .profile(invoiced.name + "-eur", "EUR")
                        .subscription("subscription-3", "group-1")
                        .billed("3"),
                charged.charge("4")
                        .on("2026-03-07")
                        .customer("customer-2")
                        .subscription("subscription-4", "group-1")
                        .billed("4"));
    }

    @Test
    void a_customer_s_transactions_and_subscriptions_through_a_profile_are_those_on_its_invoices() {
        record();

        for (String version : List.of("?api-version=2020-05-01", "?api-version=2024-04-01")) {
            assertThat(amounts(invoiced.id + "/customers/customer-1/transactions" + version + DAYS))
                    .containsExactlyInAnyOrder("1", "2");
            assertThat(amounts(other + "/customers/CUSTOMER-1/transactions" + version + DAYS))
                    .containsExactly("3");
            assertThat(amounts(invoiced.id + "/customers/customer-2/transactions" + version + DAYS))
                    .containsExactly("4");
            assertThat(names(invoiced.id + "/customers/customer-1/billingSubscriptions" + version))
                    .containsExactly("subscription-1", "subscription-2");
            assertThat(names(other + "/Customers/customer-1/BillingSubscriptions" + version))
                    .containsExactly("subscription-3");
        }
        assertThat(get(GLOBAL_ADMIN, invoiced.id + "/customers/customer-1/billingSubscriptions?api-version=2020-05-01")
                        .jsonPath()
                        .getString("value[0].id"))
                .as("it is one resource, wherever it is listed")
                .isEqualTo(invoiced.account + "/customers/customer-1/billingSubscriptions/subscription-1");
    }

    @Test
    void further_pages_are_of_the_same_customer_and_profile() {
        record();

        for (String list : List.of(
                "/customers/customer-1/transactions?api-version=2024-04-01&top=1" + DAYS,
                "/customers/customer-1/billingSubscriptions?api-version=2024-04-01&top=1")) {
            List<String> seen = new ArrayList<>();
            String next = invoiced.id + list;
            while (next != null) {
                JsonPath page = answered(next);
                seen.addAll(page.getList("value.properties.subscriptionId"));
                next = page.getString("nextLink");
            }
            assertThat(seen).as(list).containsExactlyInAnyOrder("subscription-1", "subscription-2");
        }
    }

    @Test
    void a_subscription_is_found_through_the_profile_on_whose_invoices_it_is_and_through_no_other_one() {
        record();
        String version = "?api-version=2024-04-01";
        String one = "/billingSubscriptions/SUBSCRIPTION-1" + version;

        assertThat(answered(invoiced.id + one).getMap("$"))
                .isEqualTo(answered(invoiced.account + "/customers/customer-1/billingSubscriptions/subscription-1"
                                + version)
                        .getMap("$"));
        assertThat(get(GLOBAL_ADMIN, other + one).statusCode()).isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, invoiced.id + "/billingSubscriptions/nothing" + version)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(OUTSIDER, invoiced.id + one).statusCode()).isEqualTo(403);
    }

    @Test
    void a_customer_that_is_not_on_the_profile_is_not_found_and_who_may_is_decided_first() {
        record();

        for (String list : List.of(
                "/transactions?api-version=2024-04-01" + DAYS, "/billingSubscriptions?api-version=2024-04-01")) {
            for (String customer : List.of(
                    other + "/customers/customer-2",
                    invoiced.id + "/customers/nobody",
                    invoiced.account + "/billingProfiles/none/customers/customer-1")) {
                Response refused = get(GLOBAL_ADMIN, customer + list);
                assertThat(refused.statusCode()).as(customer + list).isEqualTo(404);
                assertThat(refused.jsonPath().getString("error.message")).contains("There is no customer");
                assertThat(get(OUTSIDER, customer + list).statusCode()).isEqualTo(403);
            }
            assertThat(get(ADMIN_AGENT, invoiced.id + "/customers/customer-1" + list + "&$top=0")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static List<String> amounts(String list) {
        return answered(list).getList("value.properties.transactionAmount.value").stream()
                .map(String::valueOf)
                .toList();
    }

    private static List<String> names(String list) {
        return answered(list).getList("value.name");
    }

    private static JsonPath answered(String target) {
        Response answer = get(GLOBAL_ADMIN, target);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
