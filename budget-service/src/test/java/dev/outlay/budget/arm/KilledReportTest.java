package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A writer that dies between two parts of a file, and charges that are restated before another one goes on: the file is whole, and as it would have been. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KilledReportTest {

    private static final int CHARGES = 4_500;
    private static final int BATCH = 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final ChargedAccount charged;

    @Inject
    KilledReportTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_writer_dies_in_the_middle_and_another_goes_on() throws SQLException {
        record(0, "1");
        Response accepted;
        try (Connection holding =
                DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "")) {
            holding.setAutoCommit(false);
            pauseBeforeTheSecondPart(holding);
            accepted = as(GLOBAL_ADMIN)
                    .body("{\"timePeriod\":{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}}")
                    .post(account + CostReport.REPORT);
            String id = CostReport.path(accepted.header("Location"))
                    .replaceAll("[?].*", "")
                    .replaceAll(".*/", "");
            await("the second part is about to be written")
                    .atMost(PATIENCE)
                    .until(() -> Client.value(waiting("count(*)")).equals("1"));
            assertThat(Client.value("select chunk_count from cost_file where id = '" + id + "'"))
                    .isEqualTo("1");
            record(1, "1000");
            Client.sql(waiting("pg_terminate_backend(pid)"));
            await("it is gone").atMost(PATIENCE).until(() -> Client.value(waiting("count(*)"))
                    .equals("0"));
            Client.sql("drop trigger pause on cost_file_chunk");
            Client.sql("update cost_file set leased_until = now() where id = '" + id + "'");
            holding.rollback();
        }

        CostReport report = CostReport.of(() -> as(GLOBAL_ADMIN), accepted);
        List<Map<String, String>> rows = CostReport.rows(report.text());
        assertThat(rows).hasSize(CHARGES);
        assertThat(rows).extracting(row -> row.get("costInBillingCurrency")).containsOnly("1");
        assertThat(rows).extracting(row -> row.get("ProductName")).doesNotHaveDuplicates();
    }

    private void record(int revision, String billed) {
        for (int from = 0; from < CHARGES; from += BATCH) {
            charged.record(IntStream.range(from, from + BATCH)
                    .mapToObj(i -> charged.charge("" + i)
                            .revision(revision)
                            .with(Column.X_SKU_PRODUCT_NAME, "product-" + i)
                            .on("2026-10-0" + (1 + (i + revision) % 9))
                            .billed(billed))
                    .toArray(LedgerFixture.Draft[]::new));
        }
    }

    /** Whoever writes the second part of a file of this account waits for the connection. */
    private static void pauseBeforeTheSecondPart(Connection holding) throws SQLException {
        Client.sql(
                "create or replace function pause() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(20261126);"
                        + " return new; end $$",
                "drop trigger if exists pause on cost_file_chunk",
                "create trigger pause before insert on cost_file_chunk for each row when (new.number = 1) execute function pause()");
        holding.createStatement().execute("select pg_advisory_xact_lock(20261126)");
    }

    private static String waiting(String what) {
        return "select " + what + " from pg_locks where locktype = 'advisory' and objid = 20261126 and not granted";
    }
}
