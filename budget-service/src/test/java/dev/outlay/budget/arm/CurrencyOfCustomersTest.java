package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.MovedCustomer.awaitEnd;
import static dev.outlay.budget.arm.MovedCustomer.ended;
import static dev.outlay.budget.arm.MovedCustomer.state;
import static dev.outlay.budget.arm.MovedCustomer.subTotals;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A customer that is put on a billing profile in another currency is billed in it from the first month on in which nothing was billed in the former one. Nothing is converted, and its budgets count what is billed
 * then. It is in francs, and the other profile is in euros.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CurrencyOfCustomersTest extends MovingCustomers {

    private static final LocalDate MONTH = BudgetBodies.thisMonth();
    private static final LocalDate LAST = MONTH.minusMonths(1);
    private static final LocalDate NEXT = MONTH.plusMonths(1);

    @Inject
    CurrencyOfCustomersTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        super(vertx, record, reconciliation);
    }

    @Test
    void this_month_goes_on_in_francs_and_the_next_one_is_in_euros_at_every_scope_of_the_customer() {
        in("EUR", other);
        charged.record(francs("before", MONTH, "70"));
        owner();
        List<CrossedBudget> budgets = Stream.of(
                        customer,
                        "/subscriptions/" + subscription,
                        "/subscriptions/" + subscription + "/resourceGroups/web")
                .map(scope -> CrossedBudget.made(scope, "monthly", "Monthly", MONTH + "T00:00:00Z"))
                .toList();

        Response put = moved.move(other);
        JsonPath recount = ended(put);

        assertThat(put.jsonPath().getString("properties.billingProfileId")).isEqualTo(other);
        assertThat(recount.getString("fromBillingPeriod")).isEqualTo(NEXT.toString());
        assertThat(recount.getString("billingProfileId")).isEqualTo(other);
        assertThat(recount.getInt("done")).as("nothing is converted").isZero();
        charged.record(francs("late", MONTH, "15"));
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "85"));
        for (CrossedBudget budget : budgets) {
            assertThat(budget.spent()).as("%s", budget).isEqualTo("85 CHF");
            assertThat(budget.crossings()).as("no month falls silent").isEqualTo(MONTH + " 85 CHF");
        }

        charged.record(euros("new", NEXT, "90"));
        charged.record(euros("more", NEXT, "30"));
        assertThat(subTotals(other)).isEqualTo(Map.of(month(NEXT), "120"));
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "85"));
        for (CrossedBudget budget : budgets) {
            assertThat(budget.crossings()).as("once").isEqualTo(MONTH + " 85 CHF, " + NEXT + " 90 EUR");
            assertThat(budget.spent()).as("of this month").isEqualTo("85 CHF");
        }
    }

    @Test
    void the_other_currency_is_refused_in_either_direction_and_it_is_said_why() {
        in("EUR", other);
        charged.record(francs("before", MONTH, "70"));
        ended(moved.move(other));

        assertThat(charged.refused(francs("too late", NEXT, "1"), euros("new", NEXT, "2")))
                .containsExactly("The partner has put the customer on the billing profile '" + name
                        + "-other' (EUR) from the billing month " + month(NEXT) + " on, so what is billed in "
                        + month(NEXT) + " cannot be in CHF.");
        assertThat(charged.refused(euros("too early", MONTH, "1"), francs("late", MONTH, "3")))
                .singleElement()
                .asString()
                .endsWith(" The customer is billed in EUR from the billing month " + month(NEXT)
                        + " on, when the partner puts it on the billing profile '" + name + "-other' (EUR).");
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "73"));
        assertThat(subTotals(other)).isEqualTo(Map.of(month(NEXT), "2"));
    }

    @Test
    void where_this_month_is_in_euros_already_a_longer_period_counts_what_is_billed_in_them_and_tells_nothing_twice() {
        in("EUR", other);
        charged.record(francs("last month", LAST, "85"));
        CrossedBudget monthly = CrossedBudget.made(customer, "monthly", "Monthly", MONTH + "T00:00:00Z");
        CrossedBudget project = CrossedBudget.made(customer, "project", "Custom", LAST + "\",\"endDate\":\"" + NEXT);
        await().untilAsserted(() -> assertThat(project.crossings()).isEqualTo(LAST + " 85 CHF"));
        assertThat(monthly.spent()).isEqualTo("0 CHF");

        assertThat(ended(moved.move(other)).getString("fromBillingPeriod")).isEqualTo(MONTH.toString());
        await("what was told in francs is resolved before there are euros")
                .untilAsserted(() -> assertThat(project.resolved()).isEqualTo("true"));
        charged.record(euros("this month", MONTH, "10"));

        assertThat(monthly.spent()).isEqualTo("10 EUR");
        assertThat(project.spent()).as("nothing is added to francs").isEqualTo("10 EUR");
        charged.record(euros("more", MONTH, "80"), francs("late", LAST, "1"));
        assertThat(project.spent()).isEqualTo("90 EUR");
        assertThat(monthly.crossings()).isEqualTo(MONTH + " 90 EUR");
        assertThat(project.crossings()).as("once in its period").isEqualTo(LAST + " 85 CHF");
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(LAST), "86"));
    }

    @Test
    void back_in_francs_it_is_from_the_month_on_after_the_last_one_in_euros() {
        in("EUR", other);
        charged.record(francs("before", MONTH, "70"));
        ended(moved.move(other));
        assertThat(ended(moved.move(former.id)).getString("fromBillingPeriod"))
                .as("a wrong move")
                .isEqualTo(NEXT.toString());
        charged.record(francs("as if nothing had been", NEXT, "5"));
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "70", month(NEXT), "5"));

        LocalDate second = NEXT.plusMonths(1);
        LocalDate third = NEXT.plusMonths(2);
        assertThat(ended(moved.move(other)).getString("fromBillingPeriod")).isEqualTo(second.toString());
        CrossedBudget budget = CrossedBudget.made(customer, "monthly", "Monthly", MONTH + "T00:00:00Z");
        charged.record(euros("in euros", second, "90"));
        assertThat(ended(moved.move(former.id)).getString("fromBillingPeriod")).isEqualTo(third.toString());
        charged.record(francs("in francs", third, "95"), euros("late", second, "2"));

        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "70", month(NEXT), "5", month(third), "95"));
        assertThat(subTotals(other)).isEqualTo(Map.of(month(second), "92"));
        assertThat(budget.crossings()).isEqualTo(second + " 90 EUR, " + third + " 95 CHF");
    }

    @Test
    void of_two_moves_at_once_both_are_made_and_the_last_one_holds() {
        in("EUR", other);
        in("USD", third);
        charged.record(francs("before", MONTH, "70"));

        List<Response> puts = Stream.of(other, third)
                .map(profile -> CompletableFuture.supplyAsync(() -> moved.move(profile)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        for (Response put : puts) {
            assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
        }
        String holds =
                get(GLOBAL_ADMIN, customer + MovedCustomer.VERSION).jsonPath().getString("properties.billingProfileId");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> puts.stream()
                                .map(put -> state(put.header("Location")))
                                .sorted()
                                .toList()
                                .equals(List.of("Completed", "Superseded"))
                        || puts.stream()
                                .allMatch(put -> state(put.header("Location")).equals("Completed")));
        String currency = holds.equals(other) ? "EUR" : "USD";
        charged.record(charge("new")
                .on(NEXT.toString())
                .profile(name + "-chf", currency)
                .billed("1"));
        assertThat(subTotals(holds)).isEqualTo(Map.of(month(NEXT), "1"));
        assertThat(subTotals(former.id)).isEqualTo(Map.of(month(MONTH), "70"));
        assertThat(LedgerFixture.count("select count(*) from customer_place p join scope s on s.id = p.customer_scope"
                        + " where s.customer = '" + tenant + "'"))
                .isEqualTo(1);
    }

    @Test
    void what_was_in_euros_already_moves_and_its_budgets_hear_of_it_though_the_recount_fails_in_the_middle() {
        in("EUR", other);
        charged.record(francs("last month", LAST, "70"));
        CrossedBudget monthly = CrossedBudget.made(customer, "monthly", "Monthly", MONTH + "T00:00:00Z");
        charged.record(IntStream.range(0, CHARGES)
                .mapToObj(i -> charge("c" + i).on(MONTH.toString()).profile(name + "-third", "EUR"))
                .toArray(LedgerFixture.Draft[]::new));
        assertThat(monthly.spent()).as("it counts francs").isEqualTo("0 CHF");
        letAPagePass();
        String location;
        try {
            location = moved.move(other).header("Location");
            await().atMost(Duration.ofSeconds(30)).until(() -> state(location).equals("Retrying"));
            JsonPath halfway = get(GLOBAL_ADMIN, location).jsonPath();
            assertThat(halfway.getInt("done")).isEqualTo(PAGE);
            assertThat(halfway.getInt("total")).isEqualTo(CHARGES);
            assertThat(halfway.getString("fromBillingPeriod")).isEqualTo(MONTH.toString());
        } finally {
            letAllPass();
        }
        awaitEnd(location);

        assertThat(subTotals(other)).isEqualTo(Map.of(month(MONTH), String.valueOf(CHARGES)));
        assertThat(subTotals(former.id)).as("stays").isEqualTo(Map.of(month(LAST), "70"));
        assertThat(monthly.spent()).isEqualTo(CHARGES + " EUR");
        assertThat(monthly.crossings()).isEqualTo(MONTH + " " + CHARGES + " EUR");
        assertThat(monthly.causes()).containsExactly("reclassification");
    }

    @Test
    void a_budget_that_nothing_moves_for_is_compared_when_the_recount_ends() {
        charged.record(
                francs("last month", LAST, "70"),
                charge("this month")
                        .on(MONTH.toString())
                        .profile(name + "-other", "EUR")
                        .billed("90"));
        CrossedBudget monthly = CrossedBudget.made(customer, "monthly", "Monthly", MONTH + "T00:00:00Z");
        assertThat(monthly.spent()).as("it counts francs").isEqualTo("0 CHF");

        JsonPath recount = ended(moved.move(other));

        assertThat(recount.getInt("done")).as("it is there").isZero();
        assertThat(monthly.spent()).isEqualTo("90 EUR");
        assertThat(monthly.crossings()).isEqualTo(MONTH + " 90 EUR");
        assertThat(monthly.causes()).containsExactly("reclassification");
    }

    private void in(String currency, String profile) {
        Response said = put(
                GLOBAL_ADMIN, profile + MovedCustomer.VERSION, "{\"properties\":{\"currency\":\"" + currency + "\"}}");
        assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
    }

    /** At list price what is billed, on the profile that its source goes on to name. */
    private LedgerFixture.Draft francs(String id, LocalDate day, String amount) {
        return charge(id).on(day.toString()).billed(amount).list(amount);
    }

    private LedgerFixture.Draft euros(String id, LocalDate day, String amount) {
        return francs(id, day, amount).profile(name + "-chf", "EUR");
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

    private static String month(LocalDate day) {
        return YearMonth.from(day).toString();
    }
}
