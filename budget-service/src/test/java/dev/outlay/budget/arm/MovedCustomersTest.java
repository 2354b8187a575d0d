package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.MovedCustomer.close;
import static dev.outlay.budget.arm.MovedCustomer.ended;
import static dev.outlay.budget.arm.MovedCustomer.names;
import static dev.outlay.budget.arm.MovedCustomer.subTotals;
import static dev.outlay.budget.arm.ShownInvoices.details;
import static dev.outlay.budget.arm.ShownInvoices.query;
import static dev.outlay.budget.arm.ShownInvoices.rows;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A customer that is put on another billing profile is there with its charges, whatever profile their source says, from the first month on whose invoice is not closed. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MovedCustomersTest extends MovingCustomers {

    private static final String VERSION = MovedCustomer.VERSION;
    private static final String NONE = "No invoice ID";

    @Inject
    MovedCustomersTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        super(vertx, record, reconciliation);
    }

    @Test
    void all_that_shows_a_profile_shows_the_other_one() {
        put(GLOBAL_ADMIN, other + VERSION, "{\"properties\":{\"displayName\":\"The other\"}}");
        charged.record(
                charge("used").billed("10").with(Column.X_BILLING_PROFILE_NAME, "The former"),
                charge("bought").billed("5").category(ChargeCategory.PURCHASE).with(Column.X_PRODUCT_ORDER_ID, "order"),
                charged.charge("another customer's").billed("3").with(Column.X_BILLING_PROFILE_NAME, "The former"));
        assertThat(moved.byProfile()).isEqualTo(Map.of(former.name + "-chf", "18"));

        Response put = moved.move(other);
        JsonPath recount = ended(put);

        assertThat(put.jsonPath().getString("properties.billingProfileId")).isEqualTo(other);
        assertThat(recount.getString("billingProfileId")).isEqualTo(other);
        assertThat(recount.getString("agreementType")).isEqualTo("MicrosoftCustomerAgreement");
        assertThat(recount.getMap("$")).as("all months").doesNotContainKey("fromBillingPeriod");
        assertThat(recount.getInt("done")).isEqualTo(2);
        assertThat(moved.byProfile()).isEqualTo(Map.of(name + "-chf", "3", name + "-other", "15"));
        assertThat(rows(query(account, "\"currency\":\"CHF\",", "", "BillingProfileName")))
                .isEqualTo(Map.of("The former", "3", "The other", "15"));
        assertThat(rows(query(customer, "", "", "BillingProfileName")))
                .as("a customer sees its usage")
                .isEqualTo(Map.of("The other", "10"));
        assertThat(details(other)).isEqualTo(Map.of("10", NONE, "5", NONE));
        assertThat(details(former.id)).isEqualTo(Map.of("3", NONE));
        assertThat(get(GLOBAL_ADMIN, customer + ShownInvoices.DETAILS)
                        .jsonPath()
                        .getList("value.properties.billingProfileName"))
                .containsOnly("The other");
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-11", "15"));
        assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-11", "3"));
        assertThat(names(other + "/customers")).containsExactly(tenant);
        assertThat(names(former.id + "/customers")).containsExactly("customer-1");
        assertThat(names(other + "/billingSubscriptions")).containsExactly(subscription);
        assertThat(names(former.id + "/billingSubscriptions")).containsExactly("subscription-1");
        assertThat(get(GLOBAL_ADMIN, customer + "/billingSubscriptions" + VERSION)
                        .jsonPath()
                        .getList("value.properties.billingProfileId"))
                .containsExactly(other);
        assertThat(get(GLOBAL_ADMIN, customer + "/products" + VERSION)
                        .jsonPath()
                        .getList("value.properties.billingProfileId"))
                .containsExactly(other);
        assertThat(get(
                                GLOBAL_ADMIN,
                                customer + "/transactions" + VERSION
                                        + "&periodStartDate=2026-11-01&periodEndDate=2026-11-30")
                        .jsonPath()
                        .getList("value.properties.billingProfileId"))
                .hasSize(2)
                .containsOnly(other);
        assertThat(get(GLOBAL_ADMIN, customer + VERSION).jsonPath().getString("properties.billingProfileId"))
                .isEqualTo(other);
    }

    @Test
    void a_budget_of_it_that_filters_by_the_other_profile_has_spent_what_comes_there() {
        String day = BudgetBodies.thisMonth().toString();
        charged.record(
                charge("used").on(day).billed("10"),
                charge("bought")
                        .on(day)
                        .billed("5")
                        .category(ChargeCategory.PURCHASE)
                        .with(Column.X_PRODUCT_ORDER_ID, "order"),
                charged.charge("another customer's").on(day).billed("3"));
        String budget = filtered();
        assertThat(spent(budget)).isEqualTo("0");

        ended(moved.move(other));

        await().untilAsserted(() -> assertThat(spent(budget)).isEqualTo("10"));
    }

    @Test
    void what_comes_later_and_what_is_restated_is_there_too() {
        charged.record(charge("one").billed("10"));
        ended(moved.move(other));

        charged.record(
                charge("one").revision(1).billed("11"),
                charge("later").billed("5"),
                charge("named otherwise").billed("2").profile(name + "-third", "CHF"),
                charge("named so").billed("1").profile(name + "-OTHER", "CHF"));

        assertThat(moved.byProfile()).isEqualTo(Map.of(name + "-other", "19"));
        assertThat(subTotals(former.id)).isEmpty();
        assertThat(LedgerFixture.count("select count(*) from cost_group g join scope p on p.id = g.profile_scope"
                        + " where p.billing_profile = '" + name + "-other'"))
                .as("one row a day for what is alike, whoever says where it is")
                .isEqualTo(1);
    }

    @Test
    void a_closed_month_stays_where_it_was_invoiced_and_so_does_what_comes_late_for_it() {
        charged.record(
                charge("september").on("2026-09-10").billed("100"),
                charge("october").on("2026-10-10").billed("20"),
                charge("billed in september")
                        .on("2026-10-01")
                        .billedIn("2026-09-01")
                        .billed("1"),
                charge("november").billed("3"));
        Response closed = former.close(former.nameOf("2026-09"));
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);

        JsonPath recount = ended(moved.move(other));

        assertThat(recount.getString("fromBillingPeriod")).isEqualTo("2026-10-01");
        assertThat(recount.getInt("done")).isEqualTo(2);
        assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-09", "101"));
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-10", "20", "2026-11", "3"));
        charged.record(
                charge("late").on("2026-09-30").billed("7"),
                charge("late too").on("2026-10-31").billed("2"),
                charge("september").revision(1).on("2026-10-10").billed("100"));

        assertThat(subTotals(former.id))
                .as("7 came late, and 100 went to a month that is on the other profile")
                .isEqualTo(Map.of("2026-09", "101", "2026-10", "-93"));
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-10", "122", "2026-11", "3"));
        assertThat(details(former.id).keySet()).containsExactlyInAnyOrder("1", "7");
        assertThat(names(former.id + "/customers")).as("it has charges on both").containsExactly(tenant);
    }

    @Test
    void it_can_move_on_and_each_month_is_where_it_was_said_to_be_then() {
        charged.record(
                charge("september").on("2026-09-10").billed("100"),
                charge("october").on("2026-10-10").billed("20"),
                charge("november").billed("3"));
        ended(moved.move(other));
        assertThat(close(other, "2026-09").statusCode()).isEqualTo(200);

        assertThat(ended(moved.move(third)).getString("fromBillingPeriod")).isEqualTo("2026-10-01");
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-09", "100"));
        assertThat(subTotals(third)).isEqualTo(Map.of("2026-10", "20", "2026-11", "3"));
        charged.record(charge("late").on("2026-09-30").billed("7"));
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-09", "100", "2026-10", "7"));

        ended(moved.move(former.id));
        assertThat(subTotals(former.id)).as("back").isEqualTo(Map.of("2026-10", "20", "2026-11", "3"));
        assertThat(subTotals(third)).isEmpty();
        assertThat(LedgerFixture.count("select count(*) from charge c join dimension_set d on d.id = c.dimension_set_id"
                        + " join scope s on s.id = d.profile_scope where s.billing_profile = '" + name
                        + "-chf' and d.source_columns is null"))
                .as("described as their source describes them, by what was there before")
                .isEqualTo(2);
    }

    @Test
    void a_wrong_move_is_taken_back_though_that_profile_has_closed_more() {
        charged.record(
                charge("september").on("2026-09-10").billed("100"),
                charge("october").on("2026-10-10").billed("20"),
                charge("november").billed("3"),
                another("2026-09-10").billed("5"),
                another("2026-10-10").billed("6"));
        assertThat(former.close(former.nameOf("2026-09")).statusCode()).isEqualTo(200);
        assertThat(close(other, "2026-09").statusCode()).isEqualTo(200);
        assertThat(close(other, "2026-10").statusCode()).isEqualTo(200);
        assertThat(ended(moved.move(other)).getString("fromBillingPeriod")).isEqualTo("2026-10-01");
        assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-09", "100"));
        assertThat(subTotals(other))
                .as("october is closed there, so it comes on the next one")
                .isEqualTo(Map.of("2026-09", "5", "2026-10", "6", "2026-11", "23"));

        assertThat(ended(moved.move(former.id)).getString("fromBillingPeriod")).isEqualTo("2026-10-01");

        assertThat(subTotals(former.id)).isEqualTo(Map.of("2026-09", "100", "2026-10", "20", "2026-11", "3"));
        assertThat(subTotals(other)).isEqualTo(Map.of("2026-09", "5", "2026-10", "6"));
    }

    /** Of a customer of the other profile. */
    private LedgerFixture.Draft another(String day) {
        return charged.charge("another customer's of " + day)
                .profile(name + "-other", "CHF")
                .on(day);
    }

    /** A budget of the customer that filters by the other profile. */
    private String filtered() {
        String budget = customer + "/providers/Microsoft.Consumption/budgets/filtered" + Client.VERSION;
        Response made = put(
                GLOBAL_ADMIN,
                budget,
                BudgetBodies.body(
                        "1000",
                        "Monthly",
                        BudgetBodies.thisMonth() + "T00:00:00Z",
                        "\"filter\":{\"dimensions\":{\"name\":\"BillingProfileId\",\"operator\":\"In\",\"values\":[\""
                                + name + "-other\"]}},",
                        BudgetBodies.eighty()));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return budget;
    }

    /** Once it is added up. */
    private static String spent(String budget) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(GLOBAL_ADMIN, budget).jsonPath().get("properties.currentSpend.amount") != null);
        return ShownInvoices.plain(
                new BigDecimal(get(GLOBAL_ADMIN, budget).jsonPath().getString("properties.currentSpend.amount")));
    }
}
