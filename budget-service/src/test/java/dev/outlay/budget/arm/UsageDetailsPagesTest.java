package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of a ledger that moves: all of them are of the moment in which the first was asked for. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageDetailsPagesTest {

    private static final int CHARGES = 12;

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String first = account + "/providers/Microsoft.Consumption/usageDetails" + VERSION
            + "&startDate=2026-10-01&endDate=2026-10-31&$top=3";
    private final ChargedAccount charged;

    @Inject
    UsageDetailsPagesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_restatement_between_two_pages_neither_doubles_nor_drops_a_charge() {
        for (int i = 0; i < CHARGES; i++) {
            charged.record(charged.charge("" + i)
                    .service("service-" + i % 5)
                    .on("2026-10-0" + (1 + i % 9))
                    .billed("" + i)
                    .usd("" + i));
        }
        List<String> before = all(first, page -> {});
        assertThat(before).hasSize(CHARGES);

        int[] pages = {0};
        List<String> moving = all(first, page -> {
            int restated = pages[0]++;
            // Elsewhere in the order, at other days, at other amounts; one that comes late; one again.
            for (int i = restated; i < CHARGES; i += 4) {
                charged.record(charged.charge("" + i)
                        .revision(1 + restated)
                        .service(restated % 2 == 0 ? "a-service" : "service-" + (9 - i % 5))
                        .on(i % 3 == 0 ? "2026-12-01" : "2026-10-2" + i % 9)
                        .billed("1000")
                        .usd("1000"));
            }
            charged.record(charged.charge("late-" + restated).on("2026-10-05").billed("500"));
        });
        assertThat(moving).containsExactlyInAnyOrderElementsOf(before);
        assertThat(pages[0]).isGreaterThanOrEqualTo(4);

        List<String> now = all(first, page -> {});
        assertThat(now).contains("CHF 500", "CHF 1000").hasSizeGreaterThan(4);
    }

    @Test
    void what_is_being_recorded_is_waited_for_and_keeps_nobody_waiting() throws SQLException {
        charged.record(charged.charge("1").on("2026-10-01").billed("1"));
        CompletableFuture<Response> waiting;
        try (ExecutorService one = Executors.newFixedThreadPool(1);
                Connection batch =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "")) {
            batch.setAutoCommit(false);
            batch.createStatement().execute("select pg_advisory_xact_lock_shared(688529)");
            batch.createStatement().execute("select nextval('charge_batch')");
            waiting = CompletableFuture.supplyAsync(() -> as(GLOBAL_ADMIN).get(first), one);
            await().until(() -> Client.value(
                            "select count(*) from pg_stat_activity where query like 'select settled_batch%' and state = 'active'")
                    .equals("1"));
            charged.record(charged.charge("2").on("2026-10-02").billed("2"));
            assertThat(waiting).isNotDone();
            batch.commit();
            assertThat(waiting.join().statusCode())
                    .as(waiting.join().asString())
                    .isEqualTo(200);
        }
        assertThat(costs(CostAnswers.read(waiting.join())))
                .as("of the moment in which it was asked")
                .containsExactly("CHF 1");
    }

    @Test
    void a_token_is_of_this_list_alone() {
        charged.record(IntStream.range(0, 4)
                .mapToObj(i -> charged.charge("" + i).on("2026-10-01").billed("1"))
                .toArray(LedgerFixture.Draft[]::new));
        String next = as(GLOBAL_ADMIN).get(first).jsonPath().getString("nextLink");
        String token = next.substring(next.indexOf("$skiptoken=") + "$skiptoken=".length());
        assertThat(token).doesNotContain("=");
        char last = token.charAt(token.length() - 2);
        for (String forged : List.of(
                token.substring(0, token.length() - 2)
                        + (last == 'A' ? 'B' : 'A')
                        + token.substring(token.length() - 1),
                token.substring(1),
                token + "AAAA",
                "A".repeat(3_000))) {
            Response refused = as(GLOBAL_ADMIN).get(first + "&$skiptoken=" + forged);
            assertThat(refused.statusCode()).as(forged).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("InvalidSkipToken");
        }
    }

    @Test
    void what_is_wrong_is_refused_with_what_is_valid() {
        Response unknown = as(GLOBAL_ADMIN).get(list("&$filter=properties/color eq 'red'"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("error.code")).isEqualTo("400");
        assertThat(unknown.jsonPath().getString("error.message"))
                .startsWith(
                        "Invalid filter: 'properties/color'; valid values: 'properties/usageStart','properties/usageEnd','properties/date','properties/resourceGroup',")
                .contains("'tags'.")
                .doesNotContain("invoiceId");
        for (String wrong : List.of(
                "&$filter=properties/resourceGroup ne 'a'",
                "&$filter=properties/resourceGroup lt 'a'",
                "&$filter=properties/resourceGroup eq 'a' or tags eq 'b'",
                "&$filter=properties/resourceGroup eq 'a",
                "&$filter=properties/usageStart ge 'soon'",
                "&$filter=properties/date gt '2026-10-02' and properties/date lt '2026-10-02'",
                "&metric=best",
                "&startDate=1",
                "&endDate=2026-02-30",
                "&$top=0",
                "&$top=1001",
                "&$skiptoken=x",
                "&$skiptoken=MTpjaGFyZ2UtMQ")) {
            Response refused = as(GLOBAL_ADMIN).get(list(wrong));
            assertThat(refused.statusCode())
                    .as(wrong + " " + refused.asString())
                    .isEqualTo(400);
        }
        assertThat(as(GLOBAL_ADMIN).get(list("").replace(name, "nobodys")).asString())
                .isEqualTo("{\"value\":[],\"nextLink\":null}");
        assertThat(as(GLOBAL_ADMIN)
                        .get(list("").replace(account, "/providers/Microsoft.Management/managementGroups/g"))
                        .jsonPath()
                        .getString("error.code"))
                .isEqualTo("SubscriptionTypeNotSupported");
    }

    private String list(String query) {
        return account + "/providers/Microsoft.Consumption/usageDetails" + VERSION + query.replace(" ", "%20");
    }

    private static List<String> all(String from, Consumer<JsonNode> afterEach) {
        List<String> all = new ArrayList<>();
        String next = from;
        while (next != null) {
            Response answer = as(GLOBAL_ADMIN).get(next);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            JsonNode page = CostAnswers.read(answer);
            all.addAll(costs(page));
            String link = page.path("nextLink").isNull()
                    ? null
                    : page.path("nextLink").asText();
            next = link == null
                    ? null
                    : URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
            afterEach.accept(page);
        }
        return all;
    }

    private static List<String> costs(JsonNode page) {
        List<String> costs = new ArrayList<>();
        page.path("value")
                .forEach(item ->
                        costs.add(item.at("/properties/billingCurrencyCode").asText() + " "
                                + item.at("/properties/costInBillingCurrency")
                                        .decimalValue()
                                        .toPlainString()));
        return costs;
    }
}
