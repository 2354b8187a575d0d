package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions that take too long, and more of them than may be answered at a time: both are refused, hold nothing afterwards, and leave the rest of the service alone. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(CostLimitsTest.Impatient.class)
class CostLimitsTest {

    /** Two questions at a time, ten seconds each: long enough for two to have begun on a machine that is busy. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.analysis.patience", "10s", "outlay.analysis.at-once", "2");
        }
    }

    private static final String QUESTION =
            "{\"type\":\"ActualCost\",\"timeframe\":\"YearToDate\",\"dataset\":{\"grouping\":[{\"type\":\"Dimension\",\"name\":\"Meter\"}]}}";

    private final String name = "acc-" + UUID.randomUUID();
    private final ChargedAccount charged;

    @Inject
    CostLimitsTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_question_that_waits_too_long_is_cancelled_and_others_beyond_the_bound_are_turned_away() throws SQLException {
        charged.record(
                charged.charge("1").on(BudgetBodies.thisMonth().toString()).billed("5"));
        assertThat(ask().statusCode()).isEqualTo(200);
        List<CompletableFuture<Response>> waiting;
        Response third;
        try (ExecutorService two = Executors.newFixedThreadPool(2);
                Connection locking =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "")) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table charge in access exclusive mode");
            waiting = Stream.of(1, 2)
                    .map(number -> CompletableFuture.supplyAsync(this::ask, two))
                    .toList();
            await().until(() -> Client.value(
                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'with described%'")
                    .equals("2"));

            third = ask();
            Response budgets = as(GLOBAL_ADMIN)
                    .get("/providers/Microsoft.Billing/billingAccounts/" + name
                            + "/providers/Microsoft.Consumption/budgets?api-version=2019-10-01");
            assertThat(budgets.statusCode()).as("everything else goes on").isEqualTo(200);
            waiting.forEach(CompletableFuture::join);
            locking.rollback();
        }

        assertThat(third.statusCode()).as(third.asString()).isEqualTo(429);
        assertThat(third.jsonPath().getString("error.code")).isEqualTo("429");
        assertThat(third.header("Retry-After")).isEqualTo("1");
        assertThat(third.header("x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after"))
                .isEqualTo("1");
        waiting.forEach(answer -> {
            assertThat(answer.join().statusCode()).as(answer.join().asString()).isEqualTo(400);
            assertThat(answer.join().asString()).contains("longer than 10 s");
        });
        for (int i = 0; i < 5; i++) {
            assertThat(ask().statusCode()).as("the places are free again").isEqualTo(200);
        }
    }

    private Response ask() {
        return as(GLOBAL_ADMIN)
                .body(QUESTION)
                .post("/providers/Microsoft.Billing/billingAccounts/" + name
                        + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01");
    }
}
