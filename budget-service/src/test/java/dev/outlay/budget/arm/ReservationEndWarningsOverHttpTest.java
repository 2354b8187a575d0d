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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of the end of a budget of reservations its contacts are warned once, and of another end again. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReservationEndWarningsOverHttpTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final String TYPE = "dev.outlay.budget-ending.v1";

    private final ReservedAccount account;
    private final ReservationLooks looks;

    @Inject
    ReservationEndWarningsOverHttpTest(Vertx vertx, RecordCharges record, ReservationLooks looks) {
        this.account = new ReservedAccount(vertx, record);
        this.looks = looks;
    }

    @Test
    void an_end_that_is_near_is_warned_of_once_however_many_look() throws IOException {
        UUID budget = ending("low", TODAY.minusYears(1), TODAY.plusDays(14));

        looks.warn(now(), 4);
        looks.warn(now(), 1);

        assertThat(warned("low")).isEqualTo("1");
        await().until(() -> !sent(budget).isEmpty());
        assertThat(sent(budget)).hasSize(1);
        ObjectNode event = structured(sent(budget).getFirst());
        assertThat(ContractFolder.problems(event)).isEmpty();
        JsonNode data = event.get("data");
        assertThat(data.at("/budget/endDate").asText())
                .isEqualTo(TODAY.plusDays(14).toString());
        assertThat(data.at("/budget/writers/0/principalId").asText()).isEqualTo(GLOBAL_ADMIN.principalId());
        assertThat(data.at("/scope/kind").asText()).isEqualTo("BillingAccount");
        assertThat(data.at("/contacts/contactEmails")).isEqualTo(new ObjectMapper().readTree("[\"a@example.com\"]"));
        assertThat(data.get("reservationUtilization"))
                .isEqualTo(new ObjectMapper().readTree("{\"timeGrain\":\"Last7Days\",\"threshold\":\"90\"}"));
        assertThat(data.at("/period/start").asText())
                .isEqualTo(TODAY.minusYears(1).toString());
        assertThat(data.at("/period/end").asText()).isEqualTo(TODAY.plusDays(15).toString());
    }

    @Test
    void another_end_is_another_warning() {
        UUID budget = ending("low", TODAY.minusYears(1), TODAY);
        looks.warn(now(), 1);
        end(budget, TODAY.minusYears(1), TODAY.plusDays(3));
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
        account.made("low", until(TODAY.plusDays(200)));
        UUID budget = account.uuid("low");
        looks.warn(at(TODAY.plusDays(185)), 1);
        assertThat(warned("low")).as("not near yet").isEqualTo("0");

        assertThat(put(GLOBAL_ADMIN, account.path("low"), until(TODAY.plusDays(400)))
                        .statusCode())
                .isEqualTo(200);
        looks.warn(at(TODAY.plusDays(190)), 2);
        assertThat(warned("low")).as("moved on").isEqualTo("0");

        looks.warn(at(TODAY.plusDays(386)), 2);
        assertThat(warned("low")).isEqualTo("1");
        await().until(() -> !sent(budget).isEmpty());
        assertThat(sent(budget)).hasSize(1);
    }

    @Test
    void nothing_is_said_of_an_end_that_is_far_or_over_or_of_a_budget_that_is_gone() {
        UUID far = ending("far", TODAY.minusYears(1), TODAY.plusDays(16));
        UUID over = ending("over", TODAY.minusYears(1), TODAY.minusDays(1));
        UUID gone = ending("gone", TODAY.minusYears(1), TODAY.plusDays(16));
        assertThat(as(GLOBAL_ADMIN).delete(account.path("gone")).statusCode()).isEqualTo(200);
        end(gone, TODAY.minusYears(1), TODAY.plusDays(2));

        looks.warn(now(), 1);

        for (UUID budget : List.of(far, over, gone)) {
            assertThat(Client.value("select count(*) from budget_end_warning where budget_uuid = '" + budget + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_short_budget_is_not_warned_of_before_half_of_its_time_is_over() {
        ending("begun", TODAY.minusDays(2), TODAY.plusDays(8));
        ending("half", TODAY.minusDays(5), TODAY.plusDays(5));

        looks.warn(now(), 1);

        assertThat(warned("begun")).isEqualTo("0");
        assertThat(warned("half")).isEqualTo("1");
    }

    @Test
    void a_disabled_notification_has_nobody_told() throws IOException {
        account.made("low", low("90").replace("\"enabled\":true", "\"enabled\":false"));
        UUID budget = account.uuid("low");
        end(budget, TODAY.minusYears(1), TODAY.plusDays(10));

        looks.warn(now(), 1);

        await().until(() -> !sent(budget).isEmpty());
        JsonNode contacts = structured(sent(budget).getFirst()).at("/data/contacts");
        assertThat(contacts.get("contactEmails")).isEmpty();
        assertThat(contacts.get("contactGroups")).isEmpty();
    }

    /** Each of the two looks for its own, and they share what was warned of. */
    @Test
    void the_end_of_a_budget_of_cost_is_not_warned_of_here() {
        assertThat(put(GLOBAL_ADMIN, account.path("cost"), BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(201);
        end(account.uuid("cost"), TODAY, TODAY.plusDays(300));

        looks.warn(at(TODAY.plusDays(290)), 1);

        assertThat(warned("cost")).isEqualTo("0");
    }

    private static String until(LocalDate end) {
        String start = BudgetBodies.thisMonth() + "T00:00:00Z\"";
        return low("90").replace(start, start + ",\"endDate\":\"" + end + "T00:00:00Z\"");
    }

    private static Instant now() {
        return at(TODAY);
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
