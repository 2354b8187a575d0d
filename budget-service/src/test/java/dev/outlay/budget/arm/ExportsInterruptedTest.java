package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.ExportedFiles.OCTOBER;
import static dev.outlay.budget.arm.ExportedFiles.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to an export while it runs has its effect before anything can be seen, and nothing is left of what was not to be. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExportsInterruptedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final RecordCharges record;
    private ExportingCustomer customer;
    private ExportedFiles export;

    @Inject
    ExportsInterruptedTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void an_export() {
        customer = ExportingCustomer.charged(vertx, record);
        export = customer.export().made(body("exports", OCTOBER));
    }

    @Test
    void a_policy_that_is_switched_off_while_the_file_is_copied_keeps_it_from_its_name() throws SQLException {
        try (ExportPause copying = ExportPause.before(ExportTrigger.RENEWED, 20261201, customer.account())) {
            export.asked();
            copying.reached();
            customer.policy("NotAllowed");
        }

        assertThat(customer.failed(export).path("message").asText()).contains("cost-visibility policy");
        assertThat(customer.files(export)).isEmpty();
        assertThat(customer.collected()).isEqualTo("0");
    }

    @Test
    void a_subscription_that_moves_while_the_file_is_copied_keeps_it_from_its_name() throws SQLException {
        try (ExportPause copying = ExportPause.before(ExportTrigger.RENEWED, 20261202, customer.account())) {
            export.asked();
            copying.reached();
            customer.moves();
        }
        JsonNode run = export.ended(1);

        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.at("/error/message").asText()).contains("another customer now");
        assertThat(ExportedFiles.below(customer.folder())).isEmpty();
    }

    /** It would stop where the file is copied if that began. */
    @Test
    void a_policy_that_is_switched_off_while_charges_are_collected_keeps_them_from_being_copied() throws SQLException {
        try (ExportPause copying = ExportPause.before(ExportTrigger.RENEWED, 20261203, customer.account())) {
            try (ExportPause begun = ExportPause.before(ExportTrigger.BEGUN, 20261204, customer.account())) {
                export.asked();
                begun.reached();
                customer.policy("NotAllowed");
            }
            assertThat(customer.failed(export).path("message").asText()).contains("cost-visibility policy");
            assertThat(copying.trigger().times()).isZero();
        }
        assertThat(customer.files(export)).isEmpty();
    }

    /** It is held longer before each part, of which there is one, and before the file gets its name. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoever_has_lost_a_run_shows_nothing_and_whoever_has_it_then_ends_it(int lostAt) {
        try (ExportTrigger lost = ExportTrigger.before(
                ExportTrigger.RENEWED,
                "lose_export",
                customer.account(),
                "if number >= " + lostAt + " then return null; end if; return new;")) {
            export.asked();
            await("it is lost").atMost(PATIENCE).until(() -> lost.times() >= lostAt);
            await("nothing grows").atMost(PATIENCE).until(() -> customer.files(export)
                    .isEmpty());
            assertThat(export.history().at("/0/properties/status").asText()).isEqualTo("InProgress");
        }
        customer.goOn("");

        assertThat(export.ended(1).path("status").asText()).isEqualTo("Completed");
        assertThat(customer.files(export)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_export_that_is_deleted_while_the_file_is_copied_leaves_nothing(int deletedAt) {
        try (ExportTrigger deleted = ExportTrigger.before(
                ExportTrigger.RENEWED,
                "delete_export",
                customer.account(),
                "if number = " + deletedAt
                        + " then delete from cost_export where id = old.export_id; return null; end if; return new;")) {
            export.asked();
            await("it is deleted").atMost(PATIENCE).until(() -> deleted.times() == deletedAt);
            await("nothing is collected").atMost(PATIENCE).until(() -> customer.collected()
                    .equals("0"));
        }
        await("nothing grows").atMost(PATIENCE).until(() -> ExportedFiles.below(".growing")
                .isEmpty());

        assertThat(customer.asContributor()
                        .get(export.path() + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(404);
        assertThat(ExportedFiles.below(customer.folder())).isEmpty();
    }

    @Test
    void what_is_collected_for_an_export_goes_with_it() {
        String of = " from cost_export where owner like '%" + customer.account() + "%'";
        Client.sql(
                "insert into cost_file (id, scope_arm_id, question, request, layout, principal, tenant, state, chunk_count, row_count, byte_count, attempts, leased_until, created_at, expires_at)"
                        + " select id, scope_arm_id, '{}', '{}', 1, 'staged', '', 2, 1, 1, 1, 0, 'epoch', now(), now() + interval '1 day'"
                        + of,
                "insert into cost_file_chunk (file_id, number, content) select id, 0, ''" + of,
                "insert into cost_export_run (id, export_id, submitted_by, submitted_at, state, first_day, last_day, settings, file_id, attempts, holder, leased_until)"
                        + " select gen_random_uuid(), id, 'somebody', now(), 2, '2026-10-01', '2026-10-31', properties, id, 1, 'somebody', now() + interval '1 hour'"
                        + of);
        assertThat(customer.collected()).isEqualTo("1");
        assertThat(export.history().at("/0/properties/status").asText()).isEqualTo("InProgress");

        assertThat(customer.asContributor()
                        .delete(export.path() + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(customer.collected()).isEqualTo("0");
    }

    @Test
    void nothing_is_collected_for_a_run_that_was_lost_as_it_began() {
        try (ExportTrigger lost =
                ExportTrigger.before(ExportTrigger.BEGUN, "lose_begun", customer.account(), "return null;")) {
            export.asked();
            await("it is lost").atMost(PATIENCE).until(() -> lost.times() >= 1);
            await("nothing is collected").atMost(PATIENCE).until(() -> customer.collected()
                    .equals("0"));
            assertThat(export.history().at("/0/properties/status").asText()).isEqualTo("Queued");
        }
        customer.goOn("");

        assertThat(export.ended(1).path("status").asText()).isEqualTo("Completed");
        assertThat(customer.collected()).isEqualTo("0");
    }

    @Test
    void where_the_manifest_cannot_have_its_name_it_is_tried_again_and_then_no_file_stays()
            throws IOException, SQLException {
        try (ExportPause copying = ExportPause.before(ExportTrigger.RENEWED, 20261205, customer.account())) {
            export.asked();
            copying.reached();
            Path inTheWay =
                    Parts.EXPORTS.resolve(customer.folder() + customer.scope() + "/exports/costs/20261001-20261031/"
                            + export.history().at("/0/name").asText() + "/manifest.json");
            Files.createDirectories(inTheWay);
            Files.writeString(inTheWay.resolve("kept"), "in the way");
        }
        await("the file has its name").atMost(PATIENCE).until(() -> ExportedFiles.below(customer.folder()).stream()
                .anyMatch(file -> file.endsWith("part_0_0001.csv")));
        assertThat(export.history().at("/0/properties/status").asText())
                .as("a volume may be back in a minute")
                .isEqualTo("InProgress");
        customer.goOn(", attempts = 9");
        JsonNode failure = customer.failed(export);

        assertThat(failure.path("code").asText()).isEqualTo("DestinationNotWritable");
        assertThat(failure.path("message").asText()).doesNotContain(Parts.EXPORTS.toString());
        assertThat(customer.files(export)).singleElement().asString().endsWith("manifest.json/kept");
        assertThat(customer.collected()).isEqualTo("0");
        assertThat(export.asked().ended(2).path("status").asText()).isEqualTo("Completed");
    }

    /** Of the death there is left what an attempt has noted before it named anything. */
    @Test
    void a_run_that_is_refused_after_a_death_between_two_names_leaves_no_file() throws IOException, SQLException {
        Path folder = Parts.EXPORTS.resolve(customer.folder() + "/died");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("part_0_0001.csv"), "named before the death");
        try (ExportTrigger noting = ExportTrigger.before(
                ExportTrigger.RENEWED,
                "note_folder",
                customer.account(),
                "new.folder := '" + customer.folder() + "/died'; return new;")) {
            try (ExportPause copying = ExportPause.before(ExportTrigger.RENEWED, 20261206, customer.account())) {
                export.asked();
                copying.reached();
                customer.policy("NotAllowed");
            }
            assertThat(customer.failed(export).path("message").asText()).contains("cost-visibility policy");
            assertThat(noting.times()).isPositive();
        }

        assertThat(customer.files(export)).isEmpty();
        assertThat(folder).doesNotExist();
    }
}
