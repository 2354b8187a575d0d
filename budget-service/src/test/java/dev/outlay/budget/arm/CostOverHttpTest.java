package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What something cost, over HTTP: the shape of answers, and that they add up and are what budgets count. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostOverHttpTest {

    private static final String VERSION = "?api-version=2019-10-01";
    private static final String MONTHS =
            "\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-09-01T00:00:00Z\",\"to\":\"2026-10-31T23:59:59Z\"}";
    private static final String SUM = "\"aggregation\":{\"totalCost\":{\"name\":\"Cost\",\"function\":\"Sum\"}}";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final String subscription = "sub-" + name;
    private final ChargedAccount charged;

    @Inject
    CostOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void charges() {
        charged.record(
                charged.charge("1")
                        .on("2026-09-30")
                        .subscription(subscription, "Web")
                        .billed("0.00000000001")
                        .usd("7.10")
                        .list("3.3"),
                charged.charge("2")
                        .on("2026-10-01")
                        .subscription(subscription, "Web")
                        .billed("10")
                        .usd("20")
                        .list("30"),
                charged.charge("3")
                        .on("2026-10-01")
                        .subscription(subscription, "api")
                        .service("Storage")
                        .billed("5.5")
                        .usd("1")
                        .list("6"),
                charged.charge("4")
                        .on("2026-10-02")
                        .subscription(null, null)
                        .category(ChargeCategory.PURCHASE)
                        .billed("100")
                        .usd("200"),
                charged.charge("5")
                        .on("2026-10-02")
                        .subscription(subscription, "api")
                        .commitment("reservation-1")
                        .billed("0")
                        .usd("0")
                        .effective("4.25", "5")
                        .list("9"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
    }

    @Test
    void the_answer_has_amounts_then_time_then_groups_then_the_currency() {
        Response daily = query(
                account,
                body(
                        "ActualCost",
                        MONTHS,
                        "\"granularity\":\"Daily\",\"aggregation\":{\"a\":{\"name\":\"PreTaxCost\",\"function\":\"Sum\"},"
                                + "\"b\":{\"name\":\"UsageQuantity\",\"function\":\"sum\"}},\"grouping\":[{\"type\":\"TagKey\",\"name\":\"ENV\"}]"));
        assertThat(daily.asString())
                .contains(
                        "\"columns\":[{\"name\":\"PreTaxCost\",\"type\":\"Number\"},{\"name\":\"UsageQuantity\",\"type\":\"Number\"},"
                                + "{\"name\":\"UsageDate\",\"type\":\"Number\"},{\"name\":\"TagKey\",\"type\":\"String\"},"
                                + "{\"name\":\"TagValue\",\"type\":\"String\"},{\"name\":\"Currency\",\"type\":\"String\"}]")
                .contains(
                        "\"rows\":[[7.10,0,20260930,\"ENV\",\"prod\",\"USD\"],[21,0,20261001,\"ENV\",\"prod\",\"USD\"],"
                                + "[200,0,20261002,\"ENV\",\"prod\",\"USD\"]]")
                .contains("\"id\":\"" + account.substring(1) + "/providers/Microsoft.CostManagement/Query/")
                .contains("\"type\":\"microsoft.costmanagement/Query\"")
                .contains("\"nextLink\":null");

        Response monthly = query(
                profile,
                body(
                        "Usage",
                        MONTHS,
                        "\"granularity\":\"Monthly\"," + SUM
                                + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"resourcegroup\"}],"
                                + "\"sorting\":[{\"direction\":\"descending\",\"name\":\"BillingMonth\"},{\"name\":\"totalcost\"}]"));
        assertThat(monthly.asString())
                .contains(
                        "{\"name\":\"BillingMonth\",\"type\":\"Datetime\"},{\"name\":\"ResourceGroup\",\"type\":\"String\"}")
                .contains(
                        "\"rows\":[[5.5,\"2026-10-01T00:00:00\",\"api\",\"CHF\"],[10,\"2026-10-01T00:00:00\",\"Web\",\"CHF\"],"
                                + "[100,\"2026-10-01T00:00:00\",\"\",\"CHF\"],[0.00000000001,\"2026-09-01T00:00:00\",\"Web\",\"CHF\"]]");

        assertThat(rows(query(account + "/customers/customer-1", body("AmortizedCost", MONTHS, SUM))))
                .isEqualTo("[[19.75000000001, CHF]]");
        assertThat(rows(query("/subscriptions/" + subscription, body("AmortizedCost", MONTHS, SUM))))
                .as("retail; what a commitment covers is zero")
                .isEqualTo("[[39.3, CHF]]");
        assertThat(rows(query(
                        "/subscriptions/" + subscription + "/resourceGroups/Api", body("ActualCost", MONTHS, SUM))))
                .isEqualTo("[[6, CHF]]");
        int lastYear = BudgetBodies.thisMonth().getYear() - 1;
        charged.record(charged.charge("6").on(lastYear + "-12-31").usd("4"));
        String days =
                "\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"%s-01-01T00:00:00Z\",\"to\":\"%s-12-31T23:59:59Z\"}"
                        .formatted(lastYear, lastYear);
        assertThat(rows(query(account, body("ActualCost", "\"timeframe\":\"TheLastYear\"", SUM))))
                .isEqualTo(rows(query(account, body("ActualCost", days, SUM))))
                .isNotEqualTo("[]");
    }

    @Test
    void a_query_without_aggregation_is_PreTaxCost_by_resource_group_or_what_its_columns_list() {
        assertThat(rows(query(profile, body("Usage", MONTHS, "\"granularity\":\"None\""))))
                .isEqualTo("[[100, , CHF], [5.5, api, CHF], [10.00000000001, Web, CHF]]");
        assertThat(
                        rows(
                                query(
                                        profile,
                                        body(
                                                "Usage",
                                                MONTHS,
                                                "\"configuration\":{\"columns\":[\"CostUSD\",\"ChargeType\",\"UsageDate\",\"InvoiceSection\"]}"))))
                .isEqualTo("[[200, Purchase, , USD], [28.10, Usage, , USD]]");
    }

    /** R103 to R105. */
    @Test
    void the_three_questions_of_a_partners_day_are_answered() {
        String sum = "\"aggregation\":{\"totalCost\":{\"name\":\"PreTaxCost\",\"function\":\"Sum\"}}";
        String byMonth = ",\"sorting\":[{\"direction\":\"ascending\",\"name\":\"BillingMonth\"}]";
        assertThat(rows(query(
                        account,
                        body(
                                "Usage",
                                MONTHS,
                                "\"granularity\":\"Monthly\"," + sum
                                        + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"CustomerName\"}]"
                                        + byMonth))))
                .isEqualTo("[[7.10, 2026-09-01T00:00:00, , USD], [221, 2026-10-01T00:00:00, , USD]]");
        assertThat(rows(query(
                        account,
                        body(
                                "Usage",
                                MONTHS,
                                "\"granularity\":\"Monthly\"," + sum
                                        + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"SubscriptionId\"},"
                                        + "{\"type\":\"Dimension\",\"name\":\"SubscriptionName\"}]" + byMonth))))
                .isEqualTo("[[7.10, 2026-09-01T00:00:00, " + subscription
                        + ", , USD], [200, 2026-10-01T00:00:00, , , USD], [21, 2026-10-01T00:00:00, " + subscription
                        + ", , USD]]");
        charged.record(
                charged.charge("a").on(BudgetBodies.thisMonth().toString()).usd("1"),
                charged.charge("b").on(BudgetBodies.thisMonth().toString()).usd("2"));
        assertThat(rows(query(
                        account, body("Usage", "\"timeframe\":\"MonthToDate\"", "\"granularity\":\"Daily\"," + sum))))
                .isEqualTo("[[3, " + BudgetBodies.thisMonth().toString().replace("-", "") + ", USD]]");
    }

    @Test
    void each_grouping_adds_up_to_the_whole_and_profiles_add_up_to_the_account() {
        charged.record(charged.charge("6")
                .profile(name + "-eur", "EUR")
                .customer("customer-2")
                .on("2026-10-09")
                .billed("50")
                .usd("60"));
        String total = rows(query(account, body("ActualCost", MONTHS, SUM)));
        assertThat(total).isEqualTo("[[288.10, USD]]");
        for (String dimension : List.of("CustomerTenantId", "SubscriptionId", "ResourceGroup", "ServiceName")) {
            Response by = query(
                    account,
                    body(
                            "ActualCost",
                            MONTHS,
                            SUM + ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"" + dimension + "\"}]"));
            assertThat(sum(by)).as(dimension).isEqualByComparingTo("288.10");
        }
        assertThat(rows(query(account, body("ActualCost", MONTHS, "\"currency\":\"eur\"," + SUM))))
                .as("one billing currency, over all customers")
                .isEqualTo("[[50, EUR]]");
        String dollars = "\"aggregation\":{\"x\":{\"name\":\"CostUSD\",\"function\":\"Sum\"}}";
        assertThat(sum(query(profile, body("ActualCost", MONTHS, dollars)))
                        .add(sum(query(
                                account + "/billingProfiles/" + name + "-eur", body("ActualCost", MONTHS, dollars)))))
                .isEqualByComparingTo("288.10");
    }

    @Test
    void a_budget_of_the_month_has_spent_what_the_query_answers_at_every_scope() {
        LocalDate today = BudgetBodies.thisMonth();
        charged.record(
                charged.charge("now")
                        .on(today.toString())
                        .subscription(subscription, "api")
                        .billed("3.00000000000000001")
                        .usd("4.5")
                        .list("8.75"),
                charged.charge("other")
                        .on(today.toString())
                        .subscription(subscription, "web")
                        .service("Storage")
                        .billed("1")
                        .usd("1")
                        .list("2"));
        String filter =
                "\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"virtual machines\"]}}";
        for (String scope : List.of(
                account,
                profile,
                account + "/customers/customer-1",
                "/subscriptions/" + subscription,
                "/subscriptions/" + subscription + "/resourceGroups/api")) {
            String budget = scope + "/providers/Microsoft.Consumption/budgets/same" + VERSION;
            Response made = as(GLOBAL_ADMIN)
                    .body(BudgetBodies.body(
                            "1000", "Monthly", today + "T00:00:00Z", filter + ",", BudgetBodies.eighty()))
                    .put(budget);
            assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
            BigDecimal answered =
                    sum(query(scope, body("ActualCost", "\"timeframe\":\"MonthToDate\"", SUM + "," + filter)));
            assertThat(answered.signum()).as(scope).isPositive();
            await(scope).untilAsserted(() -> assertThat(CostAnswers.read(get(GLOBAL_ADMIN, budget))
                            .at("/properties/currentSpend/amount")
                            .decimalValue())
                    .isEqualByComparingTo(answered));
        }
    }

    private static String body(String type, String time, String dataset) {
        return "{\"type\":\"" + type + "\"," + time + ",\"dataset\":{" + dataset + "}}";
    }

    private static Response query(String scope, String body) {
        return as(GLOBAL_ADMIN).body(body).post(scope + "//providers/microsoft.costmanagement/query" + VERSION);
    }

    private static String rows(Response answer) {
        return CostAnswers.rows(answer).toString();
    }

    private static BigDecimal sum(Response answer) {
        return CostAnswers.rows(answer).stream()
                .map(row -> (BigDecimal) row.getFirst())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
