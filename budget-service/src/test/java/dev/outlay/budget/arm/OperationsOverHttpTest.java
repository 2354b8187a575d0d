package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class OperationsOverHttpTest {

    private static final String RATES = "Date,XAA,XAB\n2026-04-01,1.25,N/A\n2026-03-31,1.5,2\n";

    @Test
    void exchange_rates_are_kept_once_and_corrected_by_the_next_file() {
        Response first = as(GLOBAL_ADMIN).contentType("text/csv").body(RATES).post("/v1/exchange-rates");
        Response again = as(GLOBAL_ADMIN)
                .contentType("text/csv")
                .body(RATES.replace("1.25", "1.26"))
                .post("/v1/exchange-rates");

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.asString()).isEqualTo("{\"days\":2,\"currencies\":2,\"rates\":3}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(
                        Client.value(
                                "select string_agg(per_euro::text, ' ' order by currency, day desc) from exchange_rate where currency like 'XA%'"))
                .isEqualTo("1.26 1.5 2");
    }

    @Test
    void a_file_that_is_none_changes_nothing() {
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("text/csv")
                        .body("Date,XAC\n2026-04-01,1\n2026-04-02,x\n")
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(415);
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("application/zip")
                        .body(new byte[] {'P', 'K', 3, 4})
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Client.value("select count(*) from exchange_rate where currency = 'XAC'"))
                .isEqualTo("0");
    }

    @Test
    void operations_are_for_the_partner_s_admins() {
        assertThat(as(OUTSIDER)
                        .contentType("text/csv")
                        .body(RATES)
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(OUTSIDER).post("/v1/reconciliation").statusCode()).isEqualTo(403);
        assertThat(as(OUTSIDER).get("/v1/reconciliation/" + UUID.randomUUID()).statusCode())
                .isEqualTo(403);
        assertThat(as(OUTSIDER).get("/v1/ledger").statusCode()).isEqualTo(403);
    }

    @Test
    void the_ledger_tells_how_it_is() {
        Response status = as(GLOBAL_ADMIN).get("/v1/ledger");

        assertThat(status.statusCode()).as(status.asString()).isEqualTo(200);
        assertThat(status.asString())
                .contains("\"rows\":", "\"awaitingRate\":", "\"unpriced\":", "\"lastBatch\":", "\"seriesBuilding\":");
    }

    @Test
    void a_recount_runs_in_the_background_and_its_report_is_fetched() {
        Response asked = as(GLOBAL_ADMIN).post("/v1/reconciliation");

        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        assertThat(asked.header("Location"))
                .matches("http://(localhost|127\\.0\\.0\\.1):\\d+/v1/reconciliation/"
                        + asked.jsonPath().getString("id"));
        assertThat(asked.asString()).contains("\"state\":\"Running\"", "\"progress\":{\"counting\":");

        Response report = finished(asked.header("Location"));
        assertThat(report.jsonPath().getString("state")).as(report.asString()).isEqualTo("Completed");
        assertThat(report.asString())
                .contains(
                        "\"startedAt\":",
                        "\"endedAt\":",
                        "\"ledgerRows\":",
                        "\"rollupRows\":",
                        "\"spendRows\":",
                        "\"differences\":");
        assertThat(as(GLOBAL_ADMIN)
                        .get("/v1/reconciliation/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void who_asks_for_a_recount_while_one_runs_is_told_of_that_one() throws SQLException {
        try (Connection holding =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "");
                Statement statement = holding.createStatement()) {
            // A recount reads the daily cost, so it waits here, as it would for a large ledger.
            holding.setAutoCommit(false);
            statement.execute("lock table daily_cost in access exclusive mode");
            Response first = as(GLOBAL_ADMIN).post("/v1/reconciliation");
            Response second = as(GLOBAL_ADMIN).post("/v1/reconciliation");

            assertThat(second.statusCode()).isEqualTo(202);
            assertThat(second.header("Location")).isEqualTo(first.header("Location"));
            assertThat(as(GLOBAL_ADMIN).get(first.header("Location")).jsonPath().getString("state"))
                    .isEqualTo("Running");
            holding.rollback();
            assertThat(finished(first.header("Location")).jsonPath().getString("state"))
                    .isEqualTo("Completed");
        }
    }

    private static Response finished(String location) {
        await().until(() ->
                !as(GLOBAL_ADMIN).get(location).jsonPath().getString("state").equals("Running"));
        return as(GLOBAL_ADMIN).get(location);
    }
}
