package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.analysis.AskedCharge;
import dev.outlay.budget.analysis.PlainCost;
import dev.outlay.budget.analysis.RandomCharges;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.scope.ScopeKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A budget counts by every dimension what {@link PlainCost} adds up, to the last digit: of what was charged before it was made and after, restatements included, at scopes of every price view. Every seed
 * ({@code -Dbudgets.seed=}) filters by other values.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class FilteredBudgetsOracleTest {

    private static final long SEED = Long.getLong("budgets.seed", 20_261_126L);
    private static final String BUDGETS = "/providers/Microsoft.Consumption/budgets/";
    private static final LocalDate FIRST = LocalDate.ofInstant(RandomCharges.BEGINNING, ZoneOffset.UTC);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** What random charges do not say by themselves. */
    private static final List<Column> MORE = List.of(
            Column.RESOURCE_TYPE,
            Column.SUB_ACCOUNT_NAME,
            Column.X_BILLING_PROFILE_NAME,
            Column.X_SKU_METER_SUBCATEGORY,
            Column.X_SKU_METER_ID,
            Column.X_SERVICE_FAMILY,
            Column.X_SKU_PART_NUMBER,
            Column.X_SKU_PRODUCT_NAME,
            Column.X_PRODUCT_ORDER_ID,
            Column.X_PRODUCT_ORDER_NAME,
            Column.X_PUBLISHER_TYPE,
            Column.COMMITMENT_DISCOUNT_NAME);

    private record Asked(String path, ScopeKind kind, Predicate<AskedCharge> ofScope) {}

    private record Watched(String path, Asked scope, Predicate<AskedCharge> filter) {}

    private final LocalDate last = LocalDate.now(ZoneOffset.UTC).plusYears(1);
    private final Random random = new Random(SEED);
    private final String account = "filtered-" + UUID.randomUUID();
    private final String id = "/providers/Microsoft.Billing/billingAccounts/" + account;
    private final RandomCharges charges = new RandomCharges(random, account);
    private final Map<String, AskedCharge> known = new HashMap<>();
    private final RecordCharges record;
    private final Vertx vertx;

    @Inject
    FilteredBudgetsOracleTest(RecordCharges record, Vertx vertx) {
        this.record = record;
        this.vertx = vertx;
    }

    @Test
    void a_budget_counts_exactly_what_its_filter_says_by_every_dimension() throws IOException {
        put(
                GLOBAL_ADMIN,
                id + "/customers/" + RandomCharges.CSP_CUSTOMER + "?api-version=2020-05-01",
                "{\"properties\":{\"agreementType\":\"CspOffer\"}}");
        record(250);
        List<Watched> watched = new ArrayList<>();
        for (Asked scope : scopes()) {
            for (Dimension dimension : Dimension.seen(scope.kind().priceView())) {
                watched.add(keep(scope, dimension, false));
                watched.add(keep(scope, dimension, true));
            }
        }
        record(250);
        record(250);

        PlainCost plain = PlainCost.of(List.copyOf(known.values()));
        int counting = 0;
        for (Watched budget : watched) {
            counting += counts(budget, plain) ? 1 : 0;
        }
        assertThat(counting).as("budgets that count something").isGreaterThan(watched.size() / 2);
    }

    private List<Asked> scopes() {
        String subscription = RandomCharges.subscriptions(account, RandomCharges.CUSTOMERS.getFirst())
                .getFirst();
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Contributor\",\"principalId\":\""
                        + GLOBAL_ADMIN.principalId() + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        String profile = charges.profiles().getFirst();
        return List.of(
                new Asked(id, ScopeKind.BILLING_ACCOUNT, charge -> true),
                new Asked(id + "/billingProfiles/" + profile, ScopeKind.BILLING_PROFILE, charge -> charge.profile()
                        .equals(profile)),
                new Asked(
                        "/subscriptions/" + subscription,
                        ScopeKind.SUBSCRIPTION,
                        charge -> subscription.equals(charge.subscription())));
    }

    /** Makes a budget that counts what has one of two values of a dimension, or (not) everything else. */
    private Watched keep(Asked scope, Dimension dimension, boolean not) {
        List<AskedCharge> seen = known.values().stream()
                .filter(scope.ofScope())
                .filter(charge -> !PlainCost.value(dimension.label(), charge).isEmpty())
                .toList();
        String value =
                seen.isEmpty() ? "nothing" : PlainCost.value(dimension.label(), seen.get(random.nextInt(seen.size())));
        String said = dimension == Dimension.PARTNER_EARNED_CREDIT_APPLIED && value.equals("True") && not ? "1" : value;
        String leaf = "{\"dimensions\":{\"name\":\"" + dimension.label().toUpperCase(Locale.ROOT)
                + "\",\"operator\":\"In\",\"values\":[\"never\",\""
                + said.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]}}";
        String path = scope.path() + BUDGETS + dimension.label() + (not ? "-not" : "") + VERSION;
        Response kept = put(GLOBAL_ADMIN, path, """
            {"properties":{"category":"Cost","amount":90000000000000000000,"timeGrain":"Custom",
            "timePeriod":{"startDate":"%sT00:00:00Z","endDate":"%sT00:00:00Z"},"filter":%s,"notifications":{%s}}}
            """.formatted(
                        FIRST, last, not ? "{\"not\":" + leaf + "}" : leaf, BudgetBodies.eighty()));
        assertThat(kept.statusCode()).as("%s: %s", path, kept.asString()).isEqualTo(201);
        Predicate<AskedCharge> has =
                charge -> PlainCost.value(dimension.label(), charge).equalsIgnoreCase(value);
        return new Watched(path, scope, not ? has.negate() : has);
    }

    /** @return whether it counts anything */
    private boolean counts(Watched budget, PlainCost plain) throws IOException {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(GLOBAL_ADMIN, budget.path())
                .jsonPath()
                .getString("properties.state")
                .equals("ready"));
        JsonNode spend = JSON.readTree(get(GLOBAL_ADMIN, budget.path()).asString())
                .path("properties")
                .path("currentSpend");
        Map<List<String>, List<String>> rows = plain.rows(new PlainCost.Asked(
                budget.scope().kind(),
                budget.scope().ofScope(),
                false,
                FIRST,
                last,
                "None",
                null,
                List.of("Cost"),
                List.of(),
                budget.filter()));
        String expected = rows.getOrDefault(List.of(spend.path("unit").asText()), List.of("0"))
                .getFirst();
        assertThat(PlainCost.plain(spend.path("amount").decimalValue()))
                .as("seed %d, %s", SEED, budget.path())
                .isEqualTo(expected);
        return !expected.equals("0");
    }

    /** Charges that are new, and others stated anew. */
    private void record(int size) {
        List<AskedCharge> stated = charges.batch(size).stream()
                .map(charge -> charge.saying(more()))
                .toList();
        stated.forEach(charge -> known.put(charge.id(), charge));
        List<Charge> batch = stated.stream().map(AskedCharge::charge).toList();
        await("what is watched is loaded, after a start")
                .ignoreExceptionsMatching(failure -> String.valueOf(failure).contains("is still being loaded"))
                .until(() ->
                        LedgerFixture.run(vertx, () -> record.record(batch)).added() >= 0);
    }

    private Map<Column, String> more() {
        Map<Column, String> more = new EnumMap<>(Column.class);
        for (Column column : MORE) {
            if (random.nextInt(4) > 0) {
                more.put(column, column.columnName() + (random.nextBoolean() ? " One" : " two"));
            }
        }
        return more;
    }
}
