package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ExportedFiles.DAILY;
import static dev.outlay.budget.arm.ExportedFiles.OCTOBER;
import static dev.outlay.budget.arm.ExportedFiles.body;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.export.ExportRuns;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs by a schedule, in several replicas, with deaths in the middle and a folder that gives way. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExportRunsTest {

    private static final int CHARGES = 4_500;
    private static final int BATCH = 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String folder = "partner/billingAccounts/" + name;
    private final ChargedAccount charged;
    private final ExportRuns runs;
    private final Vertx vertx;

    @Inject
    ExportRunsTest(Vertx vertx, RecordCharges record, ExportRuns runs) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.runs = runs;
        this.vertx = vertx;
    }

    @BeforeEach
    void what_is_there() {
        charged.record(charged.charge("one").on("2026-10-02").billed("7"));
    }

    private ExportedFiles export(String... members) {
        return ExportedFiles.of(() -> as(GLOBAL_ADMIN), account, "costs").made(body("exports", members));
    }

    @Test
    void what_was_missed_runs_once_for_the_latest_occurrence() {
        ExportedFiles export = export(DAILY, OCTOBER.replace("Custom", "TheLastMonth"));
        export.due("2026-09-01T06:00:00Z");
        JsonNode run = export.ended(1);
        Instant occurrence = Instant.parse(Client.value(
                "select to_char(occurrence at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from cost_export_run r join cost_export e on e.id = r.export_id where e.owner like '%"
                        + name + "%'"));
        Instant next = Instant.parse(CostAnswers.read(as(GLOBAL_ADMIN).get(export.path() + ExportedFiles.VERSION))
                .at("/properties/nextRunTimeEstimate")
                .asText());

        assertThat(run.path("executionType").asText()).isEqualTo("Scheduled");
        assertThat(run.path("submittedBy").asText()).isEqualTo("System");
        assertThat(occurrence)
                .isBeforeOrEqualTo(Instant.parse(run.path("submittedTime").asText()));
        assertThat(next).isEqualTo(occurrence.plus(Duration.ofDays(1)));
        assertThat(run.path("startDate").asText())
                .isEqualTo(LocalDate.ofInstant(occurrence, ZoneOffset.UTC)
                                .minusMonths(1)
                                .withDayOfMonth(1)
                        + "T00:00:00Z");
        assertThat(export.history()).hasSize(1);
    }

    @Test
    void a_schedule_that_is_over_or_inactive_does_not_run() {
        ExportedFiles export = export(OCTOBER, DAILY.replace("2999-01-01", "2026-01-01"));
        assertThat(nextOf(export)).isEmpty();
        assertThat(nextOf(export(OCTOBER, DAILY.replace("Active", "Inactive")))).isEmpty();
        assertThat(nextOf(export(OCTOBER, DAILY))).isNotEmpty();
    }

    private static String nextOf(ExportedFiles export) {
        return CostAnswers.read(as(GLOBAL_ADMIN).get(export.path() + ExportedFiles.VERSION))
                .at("/properties/nextRunTimeEstimate")
                .asText();
    }

    /** What is due first of all is looked at first, again and again. */
    @Test
    void an_export_that_cannot_be_read_fails_alone_and_others_run() {
        ExportedFiles broken = export(OCTOBER, DAILY);
        ExportedFiles sound =
                ExportedFiles.of(() -> as(GLOBAL_ADMIN), account, "sound").made(body("exports", OCTOBER, DAILY));
        Client.sql("update cost_export set properties = '{}' where name = 'costs' and owner like '%" + name + "%'");
        broken.due("2020-01-01T06:00:00Z");
        sound.due("2026-09-01T06:00:00Z");

        assertThat(sound.ended(1).path("status").asText()).isEqualTo("Completed");
        JsonNode failed = broken.ended(1);
        assertThat(failed.path("status").asText()).isEqualTo("Failed");
        assertThat(failed.at("/error/message").asText()).contains("Save it again");
        assertThat(nextOf(broken)).isEmpty();
        broken.made(body("exports", OCTOBER, DAILY));
        broken.due("2026-09-01T06:00:00Z");
        assertThat(broken.ended(2).path("status").asText()).isEqualTo("Completed");
    }

    /** Each of them is what a replica does. */
    @Test
    void an_occurrence_runs_once_however_many_replicas_look_for_it() throws ExecutionException, InterruptedException {
        ExportedFiles export = export(OCTOBER, DAILY);
        export.due("2026-09-01T06:00:00Z");
        List<Callable<Boolean>> replicas = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String holder = "replica-" + i;
            replicas.add(() -> LedgerFixture.run(vertx, runs::submitDue));
            replicas.add(() -> LedgerFixture.run(vertx, () -> runs.round(holder)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int again = 0; again < 5; again++) {
                for (Future<Boolean> step : threads.invokeAll(replicas)) {
                    step.get();
                }
            }
        }

        assertThat(export.ended(1).path("status").asText()).isEqualTo("Completed");
        assertThat(ExportedFiles.below(folder)).hasSize(2);
    }

    @Test
    void while_one_runs_another_is_refused_and_an_occurrence_waits() {
        ExportedFiles export = export(OCTOBER, DAILY);
        Client.sql(
                "insert into cost_export_run (id, export_id, submitted_by, submitted_at, state, first_day, last_day, settings, attempts, leased_until)"
                        + " select gen_random_uuid(), id, 'somebody', now(), 1, '2026-10-01', '2026-10-31', properties, 0, now() + interval '1 hour' from cost_export where owner like '%"
                        + name + "%'");
        Response refused = export.run();
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.path("error.message").toString()).contains("queued or in progress");
        export.due("2026-09-01T06:00:00Z");
        LedgerFixture.run(vertx, runs::submitDue);
        assertThat(export.history()).hasSize(1);
        Client.sql("update cost_export_run set leased_until = now() where submitted_by = 'somebody' and state = 1");

        assertThat(export.ended(2).path("executionType").asText()).isEqualTo("Scheduled");
    }

    @Test
    void a_folder_that_gives_way_fails_the_run_and_the_next_one_succeeds() throws IOException {
        Path blocked = Parts.EXPORTS.resolve(folder);
        Files.createDirectories(blocked.getParent());
        Files.writeString(blocked, "in the way");
        ExportedFiles export = export(OCTOBER).asked();
        JsonNode run = export.ended(1);

        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.at("/error/code").asText()).isEqualTo("DestinationNotWritable");
        assertThat(run.at("/error/message").asText()).doesNotContain(Parts.EXPORTS.toString());
        Files.delete(blocked);
        assertThat(export.asked().ended(2).path("status").asText()).isEqualTo("Completed");
    }

    @Test
    void a_replica_dies_before_a_run_is_over_and_another_ends_it() throws SQLException {
        for (int from = 0; from < CHARGES; from += BATCH) {
            charged.record(IntStream.range(from, from + BATCH)
                    .mapToObj(i -> charged.charge("many-" + i).on("2026-10-03").billed("1"))
                    .toArray(LedgerFixture.Draft[]::new));
        }
        ExportedFiles export = export(OCTOBER);
        try (Connection holding =
                DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "")) {
            holding.setAutoCommit(false);
            pauseBeforeTheEnd(holding);
            export.asked();
            await("it is about to be over").atMost(PATIENCE).until(() -> Client.value(waiting("count(*)"))
                    .equals("1"));
            assertThat(export.history().at("/0/properties/status").asText()).isEqualTo("InProgress");
            Client.sql(waiting("pg_terminate_backend(pid)"));
            await("it is gone").atMost(PATIENCE).until(() -> Client.value(waiting("count(*)"))
                    .equals("0"));
            Client.sql("drop trigger pause_export on cost_export_run");
            holding.rollback();
        }
        Client.sql("update cost_export_run set leased_until = now() where state = 2");
        JsonNode run = export.ended(1);
        List<Map<String, String>> rows = CostReport.rows(ExportedFiles.text(run));

        assertThat(rows).hasSize(CHARGES + 1);
        assertThat(run.path("byteCount").asLong())
                .isEqualTo(ExportedFiles.file(run).toFile().length());
        assertThat(ExportedFiles.below(folder)).hasSize(2);
        assertThat(ExportedFiles.below(".growing")).isEmpty();
    }

    private static void pauseBeforeTheEnd(Connection holding) throws SQLException {
        Client.sql(
                "create or replace function pause_export() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(20261127);"
                        + " return new; end $$",
                "drop trigger if exists pause_export on cost_export_run",
                "create trigger pause_export before update on cost_export_run for each row when (new.state = 3) execute function pause_export()");
        holding.createStatement().execute("select pg_advisory_xact_lock(20261127)");
    }

    private static String waiting(String what) {
        return "select " + what + " from pg_locks where locktype = 'advisory' and objid = 20261127 and not granted";
    }
}
