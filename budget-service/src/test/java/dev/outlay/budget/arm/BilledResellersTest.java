package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
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

/** Through which resellers subscriptions and customers are billed, as their charges say it where nobody has stated it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BilledResellersTest {

    private static final String VERSION = "?api-version=2024-04-01";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    BilledResellersTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void they_are_shown_wherever_subscription_and_customer_are() {
        charged.record(
                through("1", "4711", "Litware").on("2026-09-01"),
                through("2", "4711", "Litware").on("2026-09-02").with(Column.CHARGE_DESCRIPTION, "another"));

        for (String scope :
                List.of(account, account + "/customers/" + customer, account + "/billingProfiles/" + name + "-chf")) {
            JsonPath list =
                    get(ADMIN_AGENT, scope + "/billingSubscriptions" + VERSION).jsonPath();
            assertThat(list.getList("value.properties.reseller.resellerId"))
                    .as(scope)
                    .containsExactly("4711");
            assertThat(list.getList("value.properties.reseller.description"))
                    .as(scope)
                    .containsExactly("Litware");
        }
        assertThat(subscription().getString("properties.reseller.resellerId")).isEqualTo("4711");
        for (String scope : List.of(account, account + "/billingProfiles/" + name + "-chf")) {
            for (String filter : List.of("resellers/resellerId eq '4711'", "resellers/description eq 'LITWARE'")) {
                assertThat(get(GLOBAL_ADMIN, scope + "/customers" + VERSION + ListedPages.query("$filter", filter))
                                .jsonPath()
                                .getList("value.properties.resellers.resellerId.flatten()"))
                        .as(scope + filter)
                        .containsExactly("4711");
            }
            assertThat(get(
                                    GLOBAL_ADMIN,
                                    scope + "/customers" + VERSION
                                            + ListedPages.query("$filter", "resellers/resellerId eq '4712'"))
                            .jsonPath()
                            .getList("value"))
                    .isEmpty();
        }
        assertThat(as(OUTSIDER)
                        .get(account + "/customers/" + customer + VERSION)
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(UUID.randomUUID().toString(), customer, "GlobalAdmin")
                        .get(account + "/billingSubscriptions/" + subscription + VERSION)
                        .statusCode())
                .as("of the customer itself")
                .isEqualTo(403);
    }

    @Test
    void a_restated_charge_says_nothing_of_its_former_reseller_any_more() {
        charged.record(through("1", "4711", "Litware").on("2026-09-01"));
        charged.record(through("1", "4712", "Fabrikam").revision(1).on("2026-09-01"));
        JsonPath corrected = customer();
        String ofSubscription = subscription().getString("properties.reseller.resellerId");
        charged.record(charge("1").revision(2).on("2026-09-01"));

        assertThat(corrected.getList("properties.resellers.resellerId")).containsExactly("4712");
        assertThat(corrected.getList("properties.resellers.description")).containsExactly("Fabrikam");
        assertThat(ofSubscription).isEqualTo("4712");
        assertThat(customer().getMap("properties")).doesNotContainKey("resellers");
        assertThat(subscription().getMap("properties")).doesNotContainKey("reseller");
    }

    @Test
    void of_several_the_newest_charge_tells_the_subscription_s_and_the_customer_has_them_all() {
        charged.record(
                through("new", "4711", "Litware").on("2026-09-20"),
                charge("without").on("2026-09-21"),
                charge("unnamed").on("2026-09-15").with(Column.X_RESELLER_ID, "4713"));
        charged.record(through("late", "4712", "Fabrikam").on("2026-09-10"));

        assertThat(subscription().getString("properties.reseller.resellerId"))
                .as("it came before, and is newer")
                .isEqualTo("4711");
        assertThat(customer().getList("properties.resellers.resellerId")).containsExactly("4711", "4712", "4713");
        assertThat(customer().getMap("properties.resellers[2]")).doesNotContainKey("description");
        charged.record(through("next", "4712", "Fabrikam").on("2026-09-25"));
        assertThat(subscription().getString("properties.reseller.resellerId")).isEqualTo("4712");
    }

    @Test
    void another_subscription_and_another_customer_have_their_own() {
        String other = UUID.randomUUID().toString();
        charged.record(
                through("1", "4711", "Litware"),
                charged.charge("2")
                        .customer(other)
                        .subscription(UUID.randomUUID().toString(), "web")
                        .with(Column.X_RESELLER_ID, "4712"));

        assertThat(customer().getList("properties.resellers.resellerId")).containsExactly("4711");
        assertThat(get(GLOBAL_ADMIN, account + "/customers/" + other + VERSION)
                        .jsonPath()
                        .getList("properties.resellers.resellerId"))
                .containsExactly("4712");
    }

    @Test
    void what_is_stated_wins_until_it_is_taken_back() {
        charged.record(through("1", "4711", "Litware"));
        stated("[{\"resellerId\":\"1\",\"description\":\"Stated\"}]");
        String one = subscription().getString("properties.reseller.resellerId");
        List<String> shown = customer().getList("properties.resellers.description");
        stated("[{\"resellerId\":\"1\"},{\"resellerId\":\"2\"}]");
        String ofSeveral = subscription().getString("properties.reseller.resellerId");
        stated("[]");
        JsonPath none = customer();
        JsonPath withoutOne = subscription();
        stated("null");

        assertThat(one).isEqualTo("1");
        assertThat(shown).containsExactly("Stated");
        assertThat(ofSeveral)
                .as("which of them it is nobody has stated, and its charges know")
                .isEqualTo("4711");
        assertThat(none.getList("properties.resellers")).isEmpty();
        assertThat(withoutOne.getMap("properties")).doesNotContainKey("reseller");
        assertThat(customer().getList("properties.resellers.resellerId")).containsExactly("4711");
        assertThat(subscription().getString("properties.reseller.resellerId")).isEqualTo("4711");
    }

    private void stated(String resellers) {
        Response stated = put(
                GLOBAL_ADMIN,
                account + "/customers/" + customer + VERSION,
                "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\",\"resellers\":" + resellers + "}}");
        assertThat(stated.statusCode()).as(stated.asString()).isEqualTo(200);
    }

    private LedgerFixture.Draft through(String id, String reseller, String called) {
        return charge(id).with(Column.X_RESELLER_ID, reseller).with(Column.X_RESELLER_NAME, called);
    }

    private LedgerFixture.Draft charge(String id) {
        return charged.charge(id).customer(customer).subscription(subscription, "web");
    }

    private JsonPath customer() {
        return read(account + "/customers/" + customer);
    }

    private JsonPath subscription() {
        return read(account + "/customers/" + customer + "/billingSubscriptions/" + subscription);
    }

    private static JsonPath read(String path) {
        Response found = get(GLOBAL_ADMIN, path + VERSION);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        return found.jsonPath();
    }
}
