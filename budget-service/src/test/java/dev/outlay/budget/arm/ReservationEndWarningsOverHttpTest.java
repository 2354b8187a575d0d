package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.ReservedAccount.low;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.budget.reservation.ReservationLooks;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of the end of a budget of reservations its contacts are warned once, and of another end again. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReservationEndWarningsOverHttpTest {

    private static final String TYPE = "dev.outlay.budget-ending.v1";

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final ReservedAccount account;
    private final ReservationLooks looks;

    @Inject
    ReservationEndWarningsOverHttpTest(Vertx vertx, RecordCharges record, ReservationLooks looks) {
        this.account = new ReservedAccount(vertx, record);
        this.looks = looks;
    }

    @Test
    void an_end_that_is_near_is_warned_of_once_however_many_look() throws IOException {
        UUID budget = ending("low", today.minusYears(1), today.plusDays(14));

        looks.warn(now(), 4);
        looks.warn(now(), 1);

        assertThat(warned("low")).isEqualTo("1");
        await().until(() -> !sent(budget).isEmpty());
        assertThat(sent(budget)).hasSize(1);
        ObjectNode event = structured(sent(budget).getFirst());
        assertThat(ContractFolder.problems(event)).isEmpty();
        JsonNode data = event.get("data");
        assertThat(data.at("/budget/endDate").asText())
                .isEqualTo(today.plusDays(14).toString());
        assertThat(data.at("/budget/writers/0/principalId").asText()).isEqualTo(GLOBAL_ADMIN.principalId());
        assertThat(data.at("/scope/kind").asText()).isEqualTo("BillingAccount");
        assertThat(data.at("/contacts/contactEmails")).isEqualTo(new ObjectMapper().readTree("[\"a@example.com\"]"));
        assertThat(data.get("reservationUtilization"))
                .isEqualTo(new ObjectMapper().readTree("{\"timeGrain\":\"Last7Days\",\"threshold\":\"90\"}"));
        assertThat(data.at("/period/start").asText())
                .isEqualTo(today.minusYears(1).toString());
        assertThat(data.at("/period/end").asText()).isEqualTo(today.plusDays(15).toString());
    }

    @Test
    void another_end_is_another_warning() {
        UUID budget = ending("low", today.minusYears(1), today);
        looks.warn(now(), 1);
        end(budget, today.minusYears(1), today.plusDays(3));
        looks.warn(now(), 1);
        looks.warn(now(), 1);

        assertThat(warned("low")).isEqualTo("2");
        await().until(() -> sent(budget).size() >= 2);
        assertThat(sent(budget)).hasSize(2);
        assertThat(SentMessages.idOf(sent(budget).get(0)))
                .isNotEqualTo(SentMessages.idOf(sent(budget).get(1)));
    }

    /** Days ahead, since the service itself may look at today at any time. */
    @Test
    void whose_end_was_moved_on_in_time_is_not_warned_of() {
        account.made("low", until(today.plusDays(200)));
        UUID budget = account.uuid("low");
        looks.warn(at(today.plusDays(185)), 1);
        assertThat(warned("low")).as("not near yet").isEqualTo("0");

        assertThat(put(GLOBAL_ADMIN, account.path("low"), until(today.plusDays(400)))
                        .statusCode())
                .isEqualTo(200);
        looks.warn(at(today.plusDays(190)), 2);
        assertThat(warned("low")).as("moved on").isEqualTo("0");

        looks.warn(at(today.plusDays(386)), 2);
        assertThat(warned("low")).isEqualTo("1");
        await().until(() -> !sent(budget).isEmpty());
        assertThat(sent(budget)).hasSize(1);
    }

    @Test
    void nothing_is_said_of_an_end_that_is_far_or_over_or_of_a_budget_that_is_gone() {
        UUID far = ending("far", today.minusYears(1), today.plusDays(16));
        UUID over = ending("over", today.minusYears(1), today.minusDays(1));
        UUID gone = ending("gone", today.minusYears(1), today.plusDays(16));
        assertThat(as(GLOBAL_ADMIN).delete(account.path("gone")).statusCode()).isEqualTo(200);
        end(gone, today.minusYears(1), today.plusDays(2));

        looks.warn(now(), 1);

        for (UUID budget : List.of(far, over, gone)) {
            assertThat(Client.value("select count(*) from budget_end_warning where budget_uuid = '" + budget + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_short_budget_is_not_warned_of_before_half_of_its_time_is_over() {
        ending("begun", today.minusDays(2), today.plusDays(8));
        ending("half", today.minusDays(5), today.plusDays(5));

        looks.warn(now(), 1);

        assertThat(warned("begun")).isEqualTo("0");
        assertThat(warned("half")).isEqualTo("1");
    }

    /** Days ahead, since the service itself may look at today at any time. */
    @Test
    void while_the_notification_is_disabled_nothing_is_used_up_and_enabling_it_warns_once() {
        String enabled = until(today.plusDays(200));
        account.made("low", enabled.replace("\"enabled\":true", "\"enabled\":false"));
        UUID budget = account.uuid("low");
        looks.warn(at(today.plusDays(190)), 2);
        assertThat(warned("low")).isEqualTo("0");

        assertThat(put(GLOBAL_ADMIN, account.path("low"), enabled).statusCode()).isEqualTo(200);
        looks.warn(at(today.plusDays(191)), 4);

        assertThat(warned("low")).isEqualTo("1");
        await().until(() -> !sent(budget).isEmpty());
        assertThat(sent(budget)).as("nothing while it was disabled").hasSize(1);
    }

    /** More than are found at once, and the one that is enabled comes last. */
    @Test
    void however_many_are_disabled_they_hold_up_none_that_is_enabled() {
        for (int number = 0; number < 102; number++) {
            account.made("many-" + number, low("90"));
        }
        String here = "scope_arm_id = '" + account.id() + "'";
        String last = Client.value("select uuid from budget where " + here + " order by uuid desc limit 1");
        Client.sql("update budget set start_date = '" + today.minusYears(1) + "', end_date = '" + today.plusDays(6)
                + "', notifications = case when uuid = '" + last
                + "' then notifications else replace(notifications, '\"enabled\":true', '\"enabled\":false') end where "
                + here);

        looks.warn(now(), 1);

        assertThat(Client.value(
                        "select string_agg(cast(uuid as text), ',') from budget join budget_end_warning on uuid = budget_uuid where "
                                + here))
                .isEqualTo(last);
    }

    @Test
    void one_that_cannot_be_read_holds_up_no_other_and_is_warned_of_once_it_can() {
        account.made("broken", low("90"));
        account.made("other", low("90"));
        UUID broken = account.uuid("broken");
        String of = " where uuid = '" + broken + "'";
        String readable = Client.value("select notifications from budget" + of);
        Client.sql("update budget set notifications = '{}'" + of);
        try {
            end(broken, today.minusYears(1), today.plusDays(7));
            end(account.uuid("other"), today.minusYears(1), today.plusDays(7));
            looks.warn(now(), 2);

            assertThat(warned("other")).isEqualTo("1");
            assertThat(warned("broken")).isEqualTo("0");
        } finally {
            Client.sql("update budget set notifications = '" + readable + "'" + of);
        }
        looks.warn(now(), 1);

        assertThat(warned("broken")).isEqualTo("1");
        await().until(() -> !sent(broken).isEmpty());
        assertThat(sent(broken)).hasSize(1);
    }

    @Test
    void nothing_is_told_of_one_that_somebody_deletes_or_gives_a_later_end_meanwhile() throws SQLException {
        for (String name : List.of("gone", "moved", "stays")) {
            account.made(name, until(today.plusDays(200)));
        }
        String gone = account.uuid("gone").toString();
        CompletableFuture<Void> warning;
        try (Connection other = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update budget set deleted_at = now() where uuid = '" + gone + "'");
            statement.execute(
                    "update budget set end_date = end_date + 100 where uuid = '" + account.uuid("moved") + "'");
            warning = CompletableFuture.runAsync(() -> looks.warn(at(today.plusDays(190)), 1));
            await().until(() -> warning.isDone()
                    || !Client.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like '%for no key update of b%'")
                            .equals("0"));
            other.commit();
        }
        warning.join();

        assertThat(Client.value("select count(*) from budget_end_warning where budget_uuid = '" + gone + "'"))
                .isEqualTo("0");
        assertThat(warned("moved")).isEqualTo("0");
        assertThat(warned("stays")).isEqualTo("1");
    }

    /** Each of the two looks for its own, and they share what was warned of. */
    @Test
    void the_end_of_a_budget_of_cost_is_not_warned_of_here() {
        assertThat(put(GLOBAL_ADMIN, account.path("cost"), BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(201);
        end(account.uuid("cost"), today, today.plusDays(300));

        looks.warn(at(today.plusDays(290)), 1);

        assertThat(warned("cost")).isEqualTo("0");
    }

    private static String until(LocalDate end) {
        String start = BudgetBodies.thisMonth() + "T00:00:00Z\"";
        return low("90").replace(start, start + ",\"endDate\":\"" + end + "T00:00:00Z\"");
    }

    private Instant now() {
        return at(today);
    }

    private static Instant at(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private UUID ending(String name, LocalDate start, LocalDate end) {
        account.made(name, low("90"));
        UUID budget = account.uuid(name);
        end(budget, start, end);
        return budget;
    }

    private static void end(UUID budget, LocalDate start, LocalDate end) {
        Client.sql("update budget set start_date = '" + start + "', end_date = '" + end + "' where uuid = '" + budget
                + "'");
    }

    private String warned(String budget) {
        return account.count("budget_end_warning", budget);
    }

    private static List<ConsumerRecord<String, byte[]>> sent(UUID budget) {
        return SentMessages.of("budget-alerts", budget.toString(), TYPE);
    }

    private static ObjectNode structured(ConsumerRecord<String, byte[]> record) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode event = json.createObjectNode();
        record.headers().forEach(header -> {
            if (header.key().startsWith("ce_")) {
                event.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return event.set("data", json.readTree(record.value()));
    }
}
