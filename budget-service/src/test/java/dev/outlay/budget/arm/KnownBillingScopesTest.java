package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which accounts, profiles and customers are there. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KnownBillingScopesTest {

    private static final String VERSION = "?api-version=2024-04-01";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final ChargedAccount charged;

    @Inject
    KnownBillingScopesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    /** A name that is mistyped would be listed for ever. */
    @Test
    void a_budget_makes_no_account_profile_or_customer_known_and_works_where_there_is_none() {
        String mistyped = account + "-mistyped";
        charged.record(charged.charge("1"));
        for (String scope : List.of(
                mistyped,
                mistyped + "/billingProfiles/p",
                mistyped + "/customers/c",
                account + "/billingProfiles/mistyped",
                account + "/customers/mistyped")) {
            String budget = scope + "/providers/Microsoft.Consumption/budgets/b" + Client.VERSION;
            assertThat(put(GLOBAL_ADMIN, budget, BudgetBodies.monthly("10")).statusCode())
                    .isEqualTo(201);
            assertThat(get(GLOBAL_ADMIN, budget).statusCode()).isEqualTo(200);
            assertThat(get(GLOBAL_ADMIN, scope + VERSION).statusCode())
                    .as(scope)
                    .isEqualTo(404);
        }
        assertThat(as(GLOBAL_ADMIN)
                        .body("{\"properties\":{}}")
                        .patch(mistyped + VERSION)
                        .statusCode())
                .isEqualTo(404);
        String accounts = "/providers/Microsoft.Billing/billingAccounts" + VERSION + "&top=1000";
        assertThat(ListedPages.follow(accounts).all()).contains(name).doesNotContain(name + "-mistyped");
        assertThat(names(account + "/billingProfiles")).containsExactly(name + "-chf");
        assertThat(names(account + "/customers")).containsExactly("customer-1");
        assertThat(names(mistyped + "/billingProfiles")).isEmpty();
        assertThat(names(mistyped + "/customers")).isEmpty();
        assertThat(get(GLOBAL_ADMIN, account + "/customers" + VERSION + "&count=true")
                        .jsonPath()
                        .getInt("totalCount"))
                .isEqualTo(1);

        said(mistyped + "/customers/c", "\"agreementType\":\"MicrosoftCustomerAgreement\"");

        assertThat(get(GLOBAL_ADMIN, mistyped + VERSION).statusCode())
                .as("it has a customer that was put")
                .isEqualTo(200);
        assertThat(ListedPages.follow(accounts).all()).contains(name + "-mistyped");
        assertThat(names(mistyped + "/customers")).containsExactly("c");
    }

    @Test
    void a_subscription_that_is_stated_makes_its_customer_and_account_known() {
        said(account + "/customers/c/billingSubscriptions/" + UUID.randomUUID(), "\"costCenter\":\"1\"");

        assertThat(names(account + "/customers")).containsExactly("c");
        assertThat(get(GLOBAL_ADMIN, account + VERSION).statusCode()).isEqualTo(200);
    }

    private static List<String> names(String list) {
        return get(GLOBAL_ADMIN, list + VERSION).jsonPath().getList("value.name");
    }

    private static void said(String path, String properties) {
        Response answer = put(GLOBAL_ADMIN, path + VERSION, "{\"properties\":{" + properties + "}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }
}
