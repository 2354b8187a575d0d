package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.EMAIL;
import static dev.outlay.budget.arm.JudgedBodies.message;
import static dev.outlay.budget.arm.JudgedBodies.notification;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets of category Usage, which count the quantity of meters and no cost, from the request to the crossing (azure-rest-contract.md section 2, functional spec 3.1). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageBudgetsTest {

    private static final String BUDGETS = "/providers/Microsoft.Consumption/budgets/";
    private static final String OLD = "?api-version=2019-06-01";
    private static final String METER = "\"filter\":" + dimension("MeterId", "M1") + ",";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String name = "used-" + UUID.randomUUID();
    private final String subscription = UUID.randomUUID().toString();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name + BUDGETS;
    private final ChargedAccount charged;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    @Inject
    UsageBudgetsTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @AfterEach
    void everySpendIsWhatTheLedgerAddsUpTo() {
        String series = Client.value("select coalesce(string_agg(cast(s.id as text), '|'), 'none') from spend_series s"
                + " join scope on scope.id = s.scope_id where scope.billing_account = '" + name + "'");
        assertThat(LedgerFixture.run(vertx, reconciliation::run).differences())
                .filteredOn(difference -> difference.where().matches("(" + series + ") .*"))
                .isEmpty();
    }

    private static String dimension(String name, String... values) {
        return "{\"dimensions\":{\"name\":\"" + name + "\",\"operator\":\"In\",\"values\":[\""
                + String.join("\",\"", values) + "\"]}}";
    }

    private static String body(String category, String more, String notifications) {
        return JudgedBodies.body("100", "Monthly", "0m", more, notifications)
                .replace("\"category\":\"Cost\"", "\"category\":\"" + category + "\"");
    }

    private static String usage(String more) {
        return body("Usage", more, notification("80", EMAIL));
    }

    private void made(String path, String version, String body) {
        Response made = put(GLOBAL_ADMIN, path + version, body);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(GLOBAL_ADMIN, path + VERSION).jsonPath().getString("properties.state"))
                .isEqualTo("ready"));
    }

    private static void shows(String path, String amount, @Nullable String unit) {
        try {
            JsonNode spend =
                    JSON.readTree(get(GLOBAL_ADMIN, path + VERSION).asString()).at("/properties/currentSpend");
            assertThat(spend.path("amount").decimalValue()).isEqualByComparingTo(amount);
            assertThat(spend.path("unit").textValue()).isEqualTo(unit);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** Use of the meter M1, for 5 CHF, 6 USD, or 7 CHF of list price. */
    private LedgerFixture.Draft used(String id, @Nullable String quantity) {
        return unsaid(id, quantity).with(Column.PRICING_UNIT, "1 Hour");
    }

    /** The same, in a unit that it does not say. */
    private LedgerFixture.Draft unsaid(String id, @Nullable String quantity) {
        LedgerFixture.Draft charge = charged.charge(id)
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription, "web")
                .billed("5")
                .usd("6")
                .list("7")
                .with(Column.X_SKU_METER_ID, "m1");
        return quantity == null ? charge : charge.priced(quantity, "1");
    }

    @Test
    void it_counts_the_quantity_of_what_was_used_by_its_meters_and_nothing_else() {
        made(account + "hours", OLD, usage(METER));
        made(account + "cost", VERSION, body("Cost", METER, notification("80", EMAIL)));
        shows(account + "hours", "0", null);

        charged.record(
                used("one", "10.000000000001"),
                used("two", "2"),
                used("other meter", "100").with(Column.X_SKU_METER_ID, "m2"),
                used("last month", "100")
                        .on(BudgetBodies.thisMonth().minusDays(1).toString()),
                used("bought", "100").category(ChargeCategory.PURCHASE),
                used("adjusted", "100").category(ChargeCategory.ADJUSTMENT),
                used("nobody used it", "100").unused("reservation"),
                used("covered", "5").commitment("reservation").billed("0").usd("0"),
                used("without a quantity", null));

        shows(account + "hours", "17.000000000001", "1 Hour");
        shows(account + "cost", "36", "USD");
        Response list = get(
                GLOBAL_ADMIN,
                account.substring(0, account.length() - 1) + OLD + "&$filter=properties/category%20eq%20'Usage'");
        assertThat(list.jsonPath().getList("value.name", String.class)).containsExactly("hours");
    }

    @Test
    void a_restatement_replaces_also_to_another_meter_and_another_category() {
        charged.record(used("up", "1"), used("down", "9"), used("away", "4"), used("bought", "8"), used("none", "3"));
        made(account + "hours", OLD, usage(METER));
        shows(account + "hours", "25", "1 Hour");

        charged.record(
                used("up", "2").revision(1),
                used("down", "0.5").revision(1),
                used("away", "4").revision(1).with(Column.X_SKU_METER_ID, "m2"),
                used("bought", "8").revision(1).category(ChargeCategory.PURCHASE),
                used("none", null).revision(1));
        shows(account + "hours", "2.5", "1 Hour");

        charged.record(used("away", "6").revision(2));
        shows(account + "hours", "8.5", "1 Hour");
    }

    @Test
    void at_a_subscription_use_counts_that_a_commitment_covers_or_that_waits_for_a_price() {
        charged.record(
                used("on demand", "1"),
                used("covered", "2").commitment("reservation"),
                used("unpriced", "4").list(null),
                used("bought", "100").category(ChargeCategory.PURCHASE));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Contributor\",\"principalId\":\""
                        + GLOBAL_ADMIN.principalId() + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        String whole = "/subscriptions/" + subscription + BUDGETS + "hours";
        String group = "/subscriptions/" + subscription + "/resourceGroups/web" + BUDGETS + "hours";

        made(whole, OLD, usage(METER));
        made(group, OLD, usage("\"filter\":" + dimension("Meter", "Standard D2") + ","));
        charged.record(
                used("later", "0.5").commitment("reservation"),
                used("named", "0.25").with(Column.X_SKU_METER_NAME, "standard d2"));

        shows(whole, "7.75", "1 Hour");
        shows(group, "0.25", "1 Hour");
    }

    @Test
    void what_comes_while_it_is_built_counts_once() throws InterruptedException {
        Thread stream = Thread.ofPlatform().start(() -> {
            for (int batch = 0; batch < 40; batch++) {
                LedgerFixture.Draft[] charges = new LedgerFixture.Draft[20];
                for (int i = 0; i < charges.length; i++) {
                    int id = batch * 10 + i;
                    charges[i] = used("streamed " + id, "0." + (1 + id % 9))
                            .revision(batch)
                            .with(Column.X_SKU_METER_ID, "m" + (1 + (batch + i) % 2));
                }
                charged.record(charges);
            }
        });
        for (int budget = 0; budget < 6; budget++) {
            String grain = budget % 2 == 0 ? "Monthly" : "Annually";
            put(
                    GLOBAL_ADMIN,
                    account + "b" + budget + OLD,
                    usage("\"filter\":{\"and\":["
                                    + dimension("ResourceGuid", "m1", "m" + (budget + 3)) + ","
                                    + dimension("ResourceGroupName", "web") + "]},")
                            .replace("Monthly", grain));
        }
        stream.join();

        for (int budget = 0; budget < 6; budget++) {
            String path = account + "b" + budget;
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            get(GLOBAL_ADMIN, path + VERSION).jsonPath().getString("properties.state"))
                    .isEqualTo("ready"));
            shows(
                    path,
                    Client.value("select sum(quantity) from charge c join dimension_set d on d.id = c.dimension_set_id"
                            + " join scope on scope.id = c.account_scope where scope.billing_account = '" + name
                            + "' and d.dimensions ->> 'x_SkuMeterId' = 'm1'"),
                    "1 Hour");
        }
    }

    @Test
    void a_crossing_is_told_once_with_the_unit() throws IOException {
        made(account + "hours", OLD, usage(METER));
        String budget = Client.value("select cast(b.uuid as text) from budget b join scope on scope.id = b.scope_id"
                + " where scope.billing_account = '" + name + "'");
        charged.record(used("one", "80"));
        charged.record(used("two", "0.5"));
        charged.record(used("two", "0.4").revision(1), used("three", "10"));

        shows(account + "hours", "90.4", "1 Hour");
        await("all that there is to tell")
                .until(() -> LedgerFixture.count("select count(*) from outbox where key = '" + budget + "'") == 0);
        assertThat(SentMessages.of("budget-alerts", budget)).singleElement().satisfies(message -> assertThat(
                        told(JSON.readTree(message.value())))
                .isEqualTo("Usage XXX 1 Hour 80.5 100 80"));
    }

    private static String told(JsonNode crossing) {
        return Stream.of("metric", "currency", "unit", "spend", "amount", "thresholdAmount")
                .map(field -> crossing.path(field).asText())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void charges_of_different_units_are_just_units(boolean before) {
        LedgerFixture.Draft seconds = used("seconds", "3600").with(Column.PRICING_UNIT, "1 Second");
        if (before) {
            charged.record(used("hours", "3"), seconds);
            made(account + "mixed", OLD, usage(METER));
        } else {
            made(account + "mixed", OLD, usage(METER));
            charged.record(unsaid("unsaid", "0.5"));
            shows(account + "mixed", "0.5", null);
            charged.record(
                    unsaid("consumed", "1").with(Column.CONSUMED_UNIT, "1 hour"),
                    used("hours", "1.5").with(Column.CONSUMED_UNIT, "Seconds"));
            assertThat(get(GLOBAL_ADMIN, account + "mixed" + VERSION)
                            .jsonPath()
                            .getString("properties.currentSpend.unit"))
                    .isEqualToIgnoringCase("1 Hour");
            charged.record(seconds);
        }

        shows(account + "mixed", "3603", "Units");
    }

    @Test
    void a_unit_that_was_restated_before_it_was_asked_is_not_one_of_them() {
        charged.record(used("wrong", "1").with(Column.PRICING_UNIT, "1 Second"));
        charged.record(used("wrong", "1").revision(1));
        made(account + "right", OLD, usage(METER));

        shows(account + "right", "1", "1 Hour");
    }
}
