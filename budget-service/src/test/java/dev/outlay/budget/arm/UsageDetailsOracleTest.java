package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.analysis.AskedCharge;
import dev.outlay.budget.analysis.PlainCost;
import dev.outlay.budget.analysis.RandomCharges;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** At every scope, whatever the metric, the usage details are the charges that {@link PlainCost} lists, to the last digit, after restatements. Every seed ({@code -Danalysis.seed=}) makes others. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageDetailsOracleTest {

    private static final Logger LOG = Logger.getLogger(UsageDetailsOracleTest.class);
    private static final long SEED = Long.getLong("analysis.seed", 20_261_126L);
    private static final int ROUNDS = 3;

    private final Random random = new Random(SEED);
    private final AskedScopes scopes;

    @Inject
    UsageDetailsOracleTest(RecordCharges record, Vertx vertx) {
        String account = "listed-" + UUID.randomUUID();
        this.scopes = new AskedScopes(account, new RandomCharges(random, account), record, vertx);
    }

    @Test
    void every_list_is_what_was_charged() {
        scopes.prepare();
        int rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            scopes.record(scopes.charges().batch(round == 0 ? 400 : 150));
            for (AskedScopes.Asked scope : scopes.all()) {
                for (String metric : List.of("ActualCost", "AmortizedCost", "Usage")) {
                    LocalDate first = LocalDate.ofInstant(RandomCharges.BEGINNING, ZoneOffset.UTC)
                            .plusDays(random.nextInt(30));
                    LocalDate last = first.plusDays(random.nextInt(RandomCharges.DAYS));
                    List<List<String>> listed = listed(scope, metric, first, last);
                    assertThat(listed)
                            .as("seed %d, %s %s %s to %s", SEED, scope.scope(), metric, first, last)
                            .containsExactlyInAnyOrderElementsOf(expected(scope, metric, first, last));
                    rows += listed.size();
                }
            }
        }
        LOG.infof("seed %d: %d rows", SEED, rows);
        assertThat(rows).isGreaterThan(1_000);
    }

    @Test
    void every_file_is_what_was_charged() {
        scopes.prepare();
        scopes.record(scopes.charges().batch(400));
        scopes.record(scopes.charges().batch(150));
        LocalDate first =
                LocalDate.ofInstant(RandomCharges.BEGINNING, ZoneOffset.UTC).plusDays(3);
        LocalDate last = first.plusDays(RandomCharges.DAYS - 10);
        int rows = 0;
        for (AskedScopes.Asked scope : scopes.all()) {
            for (String metric : List.of("ActualCost", "AmortizedCost")) {
                CostReport report = CostReport.ask(
                        GLOBAL_ADMIN,
                        scope.scope(),
                        "{\"metric\":\"" + metric + "\",\"timePeriod\":{\"start\":\"" + first + "\",\"end\":\"" + last
                                + "\"}}");
                List<List<String>> written = report.status().equals("NoDataFound")
                        ? List.of()
                        : CostReport.rows(report.text()).stream()
                                .map(UsageDetailsOracleTest::row)
                                .toList();
                assertThat(written)
                        .as("seed %d, %s %s", SEED, scope.scope(), metric)
                        .containsExactlyInAnyOrderElementsOf(expected(scope, metric, first, last));
                rows += written.size();
            }
        }
        LOG.infof("seed %d: %d rows of files", SEED, rows);
        assertThat(rows).isGreaterThan(500);
    }

    private static List<String> row(Map<String, String> cells) {
        String[] date = cells.getOrDefault("date", "").split("/", -1);
        return List.of(
                date[2] + "-" + date[0] + "-" + date[1],
                cells.getOrDefault("chargeType", ""),
                plain(cells.get("costInBillingCurrency")),
                plain(cells.get("costInUsd")),
                cells.getOrDefault("billingCurrency", ""),
                plain(cells.get("quantity")));
    }

    private static String plain(@Nullable String amount) {
        return amount == null || amount.isEmpty() ? "" : PlainCost.plain(new BigDecimal(amount));
    }

    private List<List<String>> expected(AskedScopes.Asked scope, String metric, LocalDate first, LocalDate last) {
        return scopes.charges().known().stream()
                .filter(scope.ofScope())
                .filter(charge -> isIn(charge, first, last))
                .flatMap(charge -> PlainCost.detail(scope.kind(), metric, charge).stream())
                .toList();
    }

    private static boolean isIn(AskedCharge charge, LocalDate first, LocalDate last) {
        LocalDate day = LocalDate.ofInstant(charge.start(), ZoneOffset.UTC);
        return !day.isBefore(first) && !day.isAfter(last);
    }

    private List<List<String>> listed(AskedScopes.Asked scope, String metric, LocalDate first, LocalDate last) {
        List<List<String>> rows = new ArrayList<>();
        int top = random.nextInt(4) == 0 ? 20 + random.nextInt(50) : 1_000;
        String next = scope.scope() + "/providers/Microsoft.Consumption/usageDetails?api-version=2019-10-01&metric="
                + metric + "&startDate=" + first + "&endDate=" + last + "&$top=" + top;
        while (next != null) {
            Response answer = as(GLOBAL_ADMIN).get(next);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            JsonNode page = CostAnswers.read(answer);
            page.path("value").forEach(item -> rows.add(row(item.path("properties"))));
            String link = page.path("nextLink").isNull()
                    ? null
                    : page.path("nextLink").asText();
            next = link == null
                    ? null
                    : URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
        }
        return rows;
    }

    private static List<String> row(JsonNode properties) {
        return List.of(
                properties.path("date").asText().substring(0, 10),
                properties.path("chargeType").asText(),
                amount(properties.path("costInBillingCurrency")),
                amount(properties.path("costInUSD")),
                properties.path("billingCurrencyCode").asText(),
                amount(properties.path("quantity")));
    }

    private static String amount(JsonNode number) {
        return number.isNull() ? "" : PlainCost.plain(number.decimalValue());
    }
}
