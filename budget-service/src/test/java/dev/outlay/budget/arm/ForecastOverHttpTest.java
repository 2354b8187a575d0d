package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a scope is expected to cost, over HTTP: 10 francs of invoice a day, 20 dollars, 30 francs of retail, for two months. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ForecastOverHttpTest {

    private static final String VERSION = "?api-version=2023-11-01";
    private static final String SUM =
            "\"granularity\":\"Daily\",\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}}";
    private static final int DAYS = 60;

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** Comes again within three to six days. */
    private final LocalDate boughtLast = today.plusDays(6).minusMonths(1);

    private final ChargedAccount charged;

    @Inject
    ForecastOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    private LedgerFixture.Draft used(String id, LocalDate day) {
        return charged.charge(id)
                .on(day.toString())
                .customer(customer)
                .subscription(subscription.substring("/subscriptions/".length()), "web")
                .billed("10")
                .usd("20")
                .list("30");
    }

    private LedgerFixture.Draft bought(String id, LocalDate day, String billed, String frequency) {
        return charged.charge(id)
                .on(day.toString())
                .customer(customer)
                .category(ChargeCategory.PURCHASE)
                .with(Column.CHARGE_FREQUENCY, frequency)
                .billed(billed)
                .usd(billed);
    }

    @BeforeEach
    void two_months_of_usage_and_two_purchases_of_which_one_comes_again() {
        List<LedgerFixture.Draft> charges = new ArrayList<>();
        for (int ago = 1; ago <= DAYS; ago++) {
            charges.add(used("day-" + ago, today.minusDays(ago)));
        }
        charges.add(used("today", today).billed("1").usd("2").list("3"));
        charges.add(bought("once", today.minusDays(9), "5000", "One-Time"));
        charges.add(bought("monthly", boughtLast, "100", "Recurring"));
        charged.record(charges.toArray(LedgerFixture.Draft[]::new));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    @Test
    void every_scope_is_forecast_at_its_own_price_and_in_its_own_currency() {
        assertDays(account, "20.00", "USD", true);
        assertDays(profile, "10.00", "CHF", true);
        assertDays(account + "/customers/" + customer, "10.00", "CHF", false);
        assertDays(subscription, "30.00", "CHF", false);
        assertDays(subscription + "/resourceGroups/web", "30.00", "CHF", false);
    }

    private void assertDays(String scope, String usage, String currency, boolean seesPurchases) {
        List<List<Object>> rows = CostAnswers.rows(forecast(scope, days(today.plusDays(1), today.plusDays(7)), ""));

        assertThat(rows).as(scope).hasSize(7);
        for (int ahead = 1; ahead <= 7; ahead++) {
            LocalDate day = today.plusDays(ahead);
            BigDecimal expected = new BigDecimal(usage);
            if (seesPurchases && day.equals(boughtLast.plusMonths(1))) {
                expected = expected.add(new BigDecimal("100"));
            }
            assertThat(rows.get(ahead - 1))
                    .as(scope + " " + day)
                    .isEqualTo(List.of(expected, number(day), "Forecast", currency));
        }
    }

    @Test
    void days_gone_by_are_answered_as_they_were_and_the_last_two_are_forecast() {
        String days = days(today.minusDays(3), today.plusDays(1));
        Response both = forecast(profile, days, ",\"includeActualCost\":true,\"includeFreshPartialCost\":false");

        assertThat(both.asString())
                .contains(
                        "\"columns\":[{\"name\":\"Cost\",\"type\":\"Number\"},{\"name\":\"UsageDate\",\"type\":\"Number\"},"
                                + "{\"name\":\"CostStatus\",\"type\":\"String\"},{\"name\":\"Currency\",\"type\":\"String\"}]")
                .contains("\"type\":\"microsoft.costmanagement/Query\"")
                .contains("\"nextLink\":null");
        assertThat(statuses(both)).isEqualTo("[Actual, Actual, Forecast, Forecast, Forecast]");
        assertThat(CostAnswers.rows(both).get(3).getFirst())
                .as("today is not over")
                .isEqualTo(new BigDecimal("10.00"));

        assertThat(statuses(forecast(profile, days, ""))).isEqualTo("[Forecast, Forecast, Forecast]");
        Response fresh = forecast(profile, days, ",\"includeActualCost\":true,\"includeFreshPartialCost\":true");
        assertThat(statuses(fresh)).isEqualTo("[Actual, Actual, Actual, Actual, Forecast]");
        assertThat(CostAnswers.rows(fresh).get(3).getFirst()).isEqualTo(new BigDecimal("1"));
        assertThat(CostAnswers.rows(forecast(profile, days(today.minusDays(30), today.minusDays(20)), "")))
                .as("of what is over nothing is foretold")
                .isEmpty();
    }

    @Test
    void a_month_has_a_row_of_what_is_over_and_one_of_what_is_to_come() {
        Response answer = forecast(
                profile,
                days(today.minusDays(4), today.plusDays(2)),
                SUM.replace("Daily", "None"),
                ",\"includeActualCost\":true,\"includeInterval\":true");

        JsonNode rows = CostAnswers.read(answer).at("/properties/rows");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).toString()).isEqualTo("[30,\"Actual\",\"CHF\",null,null,null,null]");
        assertThat(rows.get(1).toString())
                .as("four days of ten francs, which never cost anything else")
                .isEqualTo("[40.00,\"Forecast\",\"CHF\",40.00,40.00,40.00,40.00]");
    }

    @Test
    void groups_and_filters_are_forecast_for_themselves() {
        charged.record(used("storage-1", today.minusDays(3)).service("Storage"));
        String dataset = SUM + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"ServiceName\"}]";
        List<List<Object>> rows =
                CostAnswers.rows(forecast(profile, days(today.plusDays(1), today.plusDays(1)), dataset, ""));
        assertThat(rows.toString())
                .as("a service with one day has too little history, and so has none")
                .isEqualTo("[[10.00, " + number(today.plusDays(1)) + ", Virtual Machines, Forecast, CHF]]");

        String filter =
                ",\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"storage\"]}}";
        Response little = forecast(profile, days(today, today.plusDays(9)), SUM + filter, "");
        assertThat(little.statusCode()).isEqualTo(424);
        assertThat(little.jsonPath().getString("error.code")).isEqualTo("FailedDependency");
    }

    @Test
    void where_nothing_was_charged_nothing_can_be_foretold() {
        Response nothing = forecast(
                "/providers/Microsoft.Billing/billingAccounts/nobody-" + UUID.randomUUID(),
                days(today, today.plusDays(3)),
                "");
        assertThat(nothing.statusCode()).isEqualTo(424);
    }

    @Test
    void rows_come_in_pages_of_one_forecast() {
        String body = body(days(today.plusDays(1), today.plusDays(10)), SUM, "");
        Response first = as(GLOBAL_ADMIN).body(body).post(address(account) + "&$top=4");
        List<List<Object>> rows = new ArrayList<>(CostAnswers.rows(first));
        String next = first.jsonPath().getString("properties.nextLink");
        while (next != null) {
            assertThat(next).contains("/providers/Microsoft.CostManagement/forecast?");
            Response page = as(GLOBAL_ADMIN).body(body).post(next);
            rows.addAll(CostAnswers.rows(page));
            next = page.jsonPath().getString("properties.nextLink");
        }
        assertThat(rows).isEqualTo(CostAnswers.rows(as(GLOBAL_ADMIN).body(body).post(address(account))));
    }

    @Test
    void the_month_so_far_is_forecast_to_its_end() {
        Response answer = as(GLOBAL_ADMIN)
                .body("{\"type\":\"Usage\",\"timeframe\":\"MonthToDate\",\"dataset\":{" + SUM
                        + "},\"includeActualCost\":true}")
                .post(address(profile));
        List<List<Object>> rows = CostAnswers.rows(answer);
        assertThat(rows.getLast().get(1)).isEqualTo(number(today.withDayOfMonth(today.lengthOfMonth())));
        assertThat(rows.getLast().get(2)).isEqualTo("Forecast");
    }

    @Test
    void what_cannot_be_meant_is_refused_and_whoever_may_not_is_told_nothing() {
        for (String wrong : List.of(
                body(days(today, today.plusDays(400)), SUM, ""),
                body(days(today, today), SUM.replace("\"Cost\"", "\"UsageQuantity\""), ""),
                body(days(today, today), SUM, ",\"includeActualCost\":\"yes\""),
                body(days(today, today), SUM + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"Color\"}]", ""))) {
            Response refused = as(GLOBAL_ADMIN).body(wrong).post(address(account));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.asString()).contains("Invalid query definition").contains("Request ID");
        }
        String good = body(days(today, today.plusDays(3)), SUM, "");
        assertThat(as(GLOBAL_ADMIN)
                        .body(good)
                        .post(address(account) + "&$filter=properties/chargeType%20eq%20'Usage'")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(OUTSIDER).body("{").post(address(account)).statusCode()).isEqualTo(403);
        assertThat(as(OUTSIDER).body(good).post(address(subscription)).statusCode())
                .isEqualTo(403);
    }

    /** R7, R58: as with a query, retail alone, and only while the policy allows it. */
    @Test
    void a_customers_reader_is_foretold_retail_alone() {
        String reader = UUID.randomUUID().toString();
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Cost Management Reader\",\"principalId\":\"" + reader
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        String good = body(days(today.plusDays(1), today.plusDays(30)), SUM, ",\"includeInterval\":true");
        assertThat(as(reader, customer).body(good).post(address(subscription)).statusCode())
                .isEqualTo(403);
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                .put(account + "/customers/" + customer + "/policies/default?api-version=2020-05-01");

        Response seen = as(reader, customer).body(good).post(address(subscription));
        assertThat(CostAnswers.rows(seen))
                .allMatch(row -> row.getFirst().toString().equals("30.00"));
        assertThat(as(reader, customer)
                        .body(good.replace("\"Cost\"", "\"CostUSD\""))
                        .post(address(subscription))
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(reader, customer).body(good).post(address(account)).statusCode())
                .isEqualTo(403);
    }

    private static BigDecimal number(LocalDate day) {
        return new BigDecimal(day.toString().replace("-", ""));
    }

    private static String statuses(Response answer) {
        return CostAnswers.rows(answer).stream().map(row -> row.get(2)).toList().toString();
    }

    private static String address(String scope) {
        return scope + "/providers/Microsoft.CostManagement/forecast" + VERSION;
    }

    private static String days(LocalDate from, LocalDate to) {
        return "\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"" + from + "T00:00:00Z\",\"to\":\"" + to + "\"}";
    }

    private static String body(String days, String dataset, String more) {
        return "{\"type\":\"ActualCost\"," + days + ",\"dataset\":{" + dataset + "}" + more + "}";
    }

    private static Response forecast(String scope, String days, String more) {
        return forecast(scope, days, SUM, more);
    }

    private static Response forecast(String scope, String days, String dataset, String more) {
        return as(GLOBAL_ADMIN).body(body(days, dataset, more)).post(address(scope));
    }
}
