package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.MovedCustomer.awaitEnd;
import static dev.outlay.budget.arm.MovedCustomer.close;
import static dev.outlay.budget.arm.MovedCustomer.ended;
import static dev.outlay.budget.arm.MovedCustomer.state;
import static dev.outlay.budget.arm.MovedCustomer.subTotals;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a customer is put on another billing profile, when not, and how far that is. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MovesOfCustomersTest extends MovingCustomers {

    private static final String VERSION = MovedCustomer.VERSION;

    @Inject
    MovesOfCustomersTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        super(vertx, record, reconciliation);
    }

    @Test
    void a_profile_without_a_currency_has_that_of_what_moves() {
        charged.record(charge("in francs").billed("10"));

        ended(moved.move(third));
        assertThat(get(GLOBAL_ADMIN, third + VERSION).jsonPath().getString("properties.currency"))
                .as("fixed by what moved there")
                .isEqualTo("CHF");
        assertThat(charged.refused(charge("in euros").billed("7").profile(name + "-other", "EUR")))
                .as("as on any profile")
                .containsExactly("The partner has put the customer on the billing profile '" + name
                        + "-third' (CHF), so what is billed in 2026-11 cannot be in EUR.");
        assertThat(moved.byProfile()).isEqualTo(Map.of(name + "-third", "10"));
    }

    @Test
    void of_several_currencies_a_profile_without_one_has_to_be_given_one_first() {
        charged.record(
                charge("in francs").billed("10"), charge("in euros").billed("7").profile(name + "-third", "EUR"));

        Response refused = moved.move(other);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("error.code")).isEqualTo("CurrencyIsNotSaid");
        assertThat(refused.jsonPath().getString("error.message")).contains("CHF and EUR", name + "-other");
        assertThat(get(GLOBAL_ADMIN, customer + VERSION).asString()).doesNotContain("billingProfileId", "recount");
        put(GLOBAL_ADMIN, other + VERSION, "{\"properties\":{\"currency\":\"EUR\"}}");
        assertThat(ended(moved.move(other)).getString("fromBillingPeriod")).isEqualTo("2026-12-01");
        assertThat(moved.byProfile()).as("stays").isEqualTo(Map.of(name + "-chf", "10"));
    }

    @Test
    void what_is_said_again_moves_nothing_and_what_is_said_before_any_charge_holds() {
        Response first = moved.move(other.toUpperCase(Locale.ROOT).replace(name.toUpperCase(Locale.ROOT), name));
        charged.record(charge("one").billed("10"));
        Response again = moved.move(other);

        for (Response answer : List.of(first, again)) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.header("Location")).isNull();
            assertThat(answer.asString()).doesNotContain("recount");
        }
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-11", "10"));
        assertThat(subTotals(former.id)).isEmpty();
    }

    @Test
    void how_far_it_is_is_true_when_it_fails_in_the_middle_and_no_invoice_of_either_profile_is_closed_meanwhile() {
        charged.record(IntStream.range(0, CHARGES)
                .mapToObj(i -> charge("c" + i).on("2026-10-02"))
                .toArray(LedgerFixture.Draft[]::new));
        letAPagePass();
        String location;
        try {
            location = moved.move(other).header("Location");
            await().atMost(Duration.ofSeconds(30)).until(() -> state(location).equals("Retrying"));
            JsonPath halfway = get(GLOBAL_ADMIN, location).jsonPath();
            assertThat(halfway.getInt("done")).isEqualTo(PAGE);
            assertThat(halfway.getInt("total")).isEqualTo(CHARGES);
            assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-10", String.valueOf(CHARGES - PAGE)));
            assertThat(subTotals(other)).isEqualTo(Map.of("2026-10", String.valueOf(PAGE)));
            for (String profile : List.of(former.id, other)) {
                Response closing = close(profile, "2026-10");
                assertThat(closing.jsonPath().getString("error.code")).isEqualTo("CustomerIsRecounted");
            }
        } finally {
            letAllPass();
        }

        awaitEnd(location);
        assertThat(get(GLOBAL_ADMIN, location).jsonPath().getInt("done")).isEqualTo(CHARGES);
        assertThat(subTotals(former.id)).isEmpty();
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-10", String.valueOf(CHARGES)));
    }

    @Test
    void moving_back_supersedes_it() throws SQLException {
        charged.record(charge("one").billed("10"));
        assertThat(moved.move(former.id).header("Location")).as("it is there").isNull();
        String first;
        String second;
        try (Holding recount = new Holding("lock table dimension_set in exclusive mode")) {
            first = moved.move(other).header("Location");
            assertThat(get(GLOBAL_ADMIN, first).statusCode()).isEqualTo(202);
            second = moved.move(former.id).header("Location");
            assertThat(state(first)).isEqualTo("Superseded");
            recount.release();
        }

        awaitEnd(second);
        assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-11", "10"));
        assertThat(subTotals(other)).isEmpty();
    }

    @Test
    void agreement_and_profile_change_in_one_request_and_both_are_traced() {
        charged.record(charge("used").billed("10"), charge("bought").billed("5").category(ChargeCategory.PURCHASE));

        Response put = moved.put("CspOffer", other);
        ended(put);

        assertThat(subTotals(former.id)).isEmpty();
        assertThat(subTotals(other)).as("purchases alone").isEqualTo(Map.of("2026-11", "5"));
        ended(moved.put("MicrosoftCustomerAgreement", other));
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-11", "15"));
        JsonPath audit =
                get(GLOBAL_ADMIN, "/v1/audit?kind=customer&scope=" + customer).jsonPath();
        assertThat(audit.getList("value.after.billingProfile")).containsExactly(name + "-other", name + "-other");
        assertThat(audit.getString("value[1].after.agreementType")).isEqualTo("CspOffer");
        assertThat(audit.getString("value[1].requestId")).isEqualTo(put.header("x-ms-request-id"));
        assertThat(audit.getString("value[1].before.billingProfile")).isNull();
    }

    @Test
    void one_that_was_marked_by_hand_can_be_moved_while_its_recount_begins() throws SQLException {
        charged.record(charge("one").billed("10"));
        ended(moved.move(other));
        String location;
        try (Holding recount = new Holding("lock table dimension_set in exclusive mode")) {
            // Under another agreement as well, so that there is a description to be made, for which it waits.
            Client.sql(
                    "update customer set recount = true, agreement = 2 where scope_id = (select id from scope where kind = 3 and"
                            + " customer = '" + tenant + "')");
            await().until(() -> LedgerFixture.count("select count(*) from customer_recount r join scope s on s.id ="
                            + " r.scope_id where s.customer = '" + tenant + "' and r.ended_at is null")
                    == 1);
            Response put = moved.move(third);
            assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
            location = put.header("Location");
            recount.release();
        }

        awaitEnd(location);
        assertThat(subTotals(third)).isEqualTo(Map.of("2026-11", "10"));
        assertThat(subTotals(other)).isEmpty();
    }

    @Test
    void a_profile_that_was_said_before_moves_were_made_holds_until_the_first_charge_and_once_it_is_said_again() {
        moved.move(other);
        Client.sql(
                "delete from customer_place where customer_scope = (select id from scope where kind = 3 and customer = '"
                        + tenant + "')");
        assertThat(profile()).as("before the first charge").isEqualTo(other);
        charged.record(charge("one").billed("10"));
        assertThat(profile()).as("its source says another one").isEqualTo(former.id);
        assertThat(get(GLOBAL_ADMIN, moved.account + "/customers" + VERSION)
                        .jsonPath()
                        .getString("value[0].properties.billingProfileId"))
                .isEqualTo(former.id);

        ended(moved.move(other));

        assertThat(profile()).isEqualTo(other);
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-11", "10"));
        assertThat(moved.move(other).header("Location")).as("it is there").isNull();
    }

    private String profile() {
        return get(GLOBAL_ADMIN, customer + VERSION).jsonPath().getString("properties.billingProfileId");
    }
}
