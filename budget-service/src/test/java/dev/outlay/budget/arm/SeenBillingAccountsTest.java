package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which billing accounts somebody is told of (functional-spec.md R92): the partner's admins of all, and everybody else of none, without being refused. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class SeenBillingAccountsTest {

    @Test
    void whoever_is_no_admin_of_the_partner_s_has_no_billing_account_and_is_not_refused() {
        String account = "acc-" + UUID.randomUUID();
        String customer = UUID.randomUUID().toString();
        String principal = UUID.randomUUID().toString();
        Client.onboard(account, customer);
        String accounts =
                "/providers/Microsoft.Billing/billingAccounts" + "?api-version=2020-05-01&$top=1000&$count=true";

        assertThat(ListedPages.follow(accounts).all()).contains(account);
        for (Response none : new Response[] {
            as(principal, customer).get(accounts),
            as(principal, customer, "GlobalAdmin").get(accounts),
            as(principal, Persona.PARTNER_TENANT).get(accounts + "&$expand=billingProfiles"),
            as(UUID.randomUUID().toString(), "").get(accounts)
        }) {
            assertThat(none.statusCode()).as(none.asString()).isEqualTo(200);
            assertThat(none.jsonPath().getList("value")).isEmpty();
            assertThat(none.jsonPath().getString("nextLink")).isNull();
            assertThat(none.jsonPath().getInt("totalCount")).isZero();
        }
    }
}
