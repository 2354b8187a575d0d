package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ExportedFiles.DAILY;
import static dev.outlay.budget.arm.ExportedFiles.OCTOBER;
import static dev.outlay.budget.arm.ExportedFiles.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an export is, how long a token is believed, and how often a run can be asked for. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExportBoundsOverHttpTest {

    private final Vertx vertx;
    private final RecordCharges record;
    private ExportingCustomer customer;

    @Inject
    ExportBoundsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void a_customer() {
        customer = ExportingCustomer.charged(vertx, record);
    }

    @Test
    void nobody_takes_over_what_is_another_tenant_s_by_saving_it() {
        ExportedFiles partners = ExportedFiles.of(customer::asColleague, customer.scope(), "partners");
        ExportedFiles customers = ExportedFiles.of(customer::asContributor, customer.scope(), "customers");
        partners.made(body("exports", OCTOBER));
        customers.made(body("exports", OCTOBER));

        for (Response refused : List.of(
                customer.asContributor().body(body("other", OCTOBER)).put(partners.path() + ExportedFiles.VERSION),
                customer.asColleague().body(body("other", OCTOBER)).put(customers.path() + ExportedFiles.VERSION))) {
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
            assertThat(refused.asString()).contains("another tenant");
        }
        assertThat(partners.asked().ended(1).path("fileName").asText()).startsWith("partner/" + customer.folder());
        assertThat(customers.asked().ended(1).path("fileName").asText()).startsWith(customer.folder() + "/");
    }

    @Test
    void a_role_of_a_group_that_was_not_seen_for_long_is_not_believed() {
        String group = UUID.randomUUID().toString();
        String member = UUID.randomUUID().toString();
        customer.assign(group, "Cost Management Contributor");
        ExportedFiles export = ExportedFiles.of(
                        () -> as(member, customer.tenant(), Map.of("groups", List.of(group))), customer.scope(), "team")
                .made(body("exports", OCTOBER, DAILY));
        assertThat(export.asked().ended(1).path("status").asText()).isEqualTo("Completed");
        savedLongAgo();
        export.due("2026-01-01T06:00:00Z");
        JsonNode run = export.ended(2);

        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.at("/error/message").asText()).contains("A role of a group", "90 days");
        export.made(body("exports", OCTOBER, DAILY));
        assertThat(export.asked().ended(3).path("status").asText()).isEqualTo("Completed");
    }

    @Test
    void a_role_of_one_s_own_is_looked_at_however_long_ago_the_export_was_saved() {
        ExportedFiles export = customer.export().made(body("exports", OCTOBER));
        savedLongAgo();

        assertThat(export.asked().ended(1).path("status").asText()).isEqualTo("Completed");
    }

    private void savedLongAgo() {
        Client.sql("update cost_export set rights_at = now() - interval '91 days' where owner like '%"
                + customer.account() + "%'");
    }

    @Test
    void twenty_runs_of_an_export_can_be_asked_for_in_an_hour() {
        ExportedFiles export = customer.export().made(body("exports", OCTOBER));
        Client.sql(
                "insert into cost_export_run (id, export_id, submitted_by, submitted_at, ended_at, state, first_day, last_day, settings, attempts, leased_until)"
                        + " select gen_random_uuid(), id, 'somebody', now() - interval '10 minutes', now(), 3, '2026-10-01', '2026-10-31', properties, 0, 'epoch'"
                        + " from cost_export, generate_series(1, 20) where owner like '%" + customer.account() + "%'");
        Response refused = export.run();
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(429);
        assertThat(export.history()).hasSize(20);
        Client.sql(
                "update cost_export_run set submitted_at = now() - interval '61 minutes' where id = (select r.id from cost_export_run r join cost_export e on e.id = r.export_id where e.owner like '%"
                        + customer.account() + "%' limit 1)");

        assertThat(export.asked().ended(21).path("status").asText()).isEqualTo("Completed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"from\":\"1970-01-01T00:00:00+05:00\",\"to\":\"2026-10-31T00:00:00Z\"",
                "\"from\":\"2026-10-01T00:00:00Z\",\"to\":\"9000-12-31T23:00:00-05:00\""
            })
    void a_time_that_could_not_be_read_again_is_refused(String period) {
        Response refused = customer.export()
                .put(body(
                        "exports",
                        "\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{" + period
                                + "}}"));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.asString()).contains("must be a time");
    }
}
