package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
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
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On which profile customers say that they are. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomersOfProfilesTest {

    private static final String VERSION = "?api-version=2024-04-01";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final ChargedAccount charged;

    @Inject
    CustomersOfProfilesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    /** Its source says it where nobody else does. */
    @Test
    void a_customer_says_on_which_profile_it_is_charged_as_long_as_that_is_one() {
        String other = account + "/billingProfiles/" + name + "-2";
        charged.record(charged.charge("1"), charged.charge("2").customer("customer-2"));
        said(profile, "\"displayName\":\"In francs\"");
        said(
                account + "/customers/customer-2",
                "\"status\":\"Warned\",\"agreementType\":\"MicrosoftCustomerAgreement\"");

        JsonPath listed = get(GLOBAL_ADMIN, account + "/customers" + VERSION).jsonPath();
        assertThat(listed.getList("value.properties.billingProfileId")).containsExactly(profile, profile);
        assertThat(listed.getList("value.properties.billingProfileDisplayName"))
                .containsExactly("In francs", "In francs");
        assertThat(listed.getList("value.properties.status")).containsExactly("Active", "Warned");
        String chosen = ListedPages.query("filter", "billingProfileId eq '" + profile + "' and status eq 'active'");
        assertThat(names(account + "/customers", chosen)).containsExactly("customer-1");
        assertThat(get(GLOBAL_ADMIN, profile + "/customers" + VERSION)
                        .jsonPath()
                        .getMap("value[0]"))
                .isEqualTo(listed.getMap("value[0]"));
        assertThat(get(GLOBAL_ADMIN, account + "/customers/customer-1" + VERSION)
                        .jsonPath()
                        .getMap("$"))
                .isEqualTo(listed.getMap("value[0]"));

        charged.record(charged.charge("3").profile(name + "-2", "EUR"));

        assertThat(get(GLOBAL_ADMIN, account + "/customers/customer-1" + VERSION)
                        .jsonPath()
                        .getMap("properties"))
                .as("it is charged on two")
                .doesNotContainKeys("billingProfileId", "billingProfileDisplayName");
        said(account + "/customers/new", """
                "agreementType":"MicrosoftCustomerAgreement","billingProfileId":"%s\"""".formatted(other));
        JsonPath put = get(GLOBAL_ADMIN, account + "/customers/new" + VERSION).jsonPath();
        assertThat(put.getString("properties.billingProfileId")).isEqualTo(other);
        assertThat(put.getString("properties.billingProfileDisplayName"))
                .as("it has no other name")
                .isEqualTo(name + "-2");
    }

    private static List<String> names(String list, String more) {
        return get(GLOBAL_ADMIN, list + VERSION + more).jsonPath().getList("value.name");
    }

    private static void said(String path, String properties) {
        Response answer = put(GLOBAL_ADMIN, path + VERSION, "{\"properties\":{" + properties + "}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }
}
