package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.ReservedAccount.BUDGETS;
import static dev.outlay.budget.arm.ReservedAccount.VERSION;
import static dev.outlay.budget.arm.ReservedAccount.filtered;
import static dev.outlay.budget.arm.ReservedAccount.low;
import static dev.outlay.budget.arm.ReservedAccount.tellings;
import static dev.outlay.budget.arm.ReservedAccount.utilizationOf;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.budget.reservation.ReservationLooks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is used of reservations, from the charge to the event: of which days, at which scope, and how often it is told. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UtilizationOverHttpTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** The last of which all is known, as a rule. */
    private final LocalDate last = today.minusDays(2);

    private final ReservedAccount account;
    private final ReservationLooks looks;

    @Inject
    UtilizationOverHttpTest(Vertx vertx, RecordCharges record, ReservationLooks looks) {
        this.account = new ReservedAccount(vertx, record);
        this.looks = looks;
    }

    @Test
    void what_is_used_too_little_is_told_once_and_again_when_it_was_silent_long_enough() throws IOException {
        account.used("r-1", last, "40");
        account.unused("r-1", last.minusDays(6), "60");
        account.unused("r-1", last.minusDays(7), "1000");
        account.used("r-1", today.minusDays(1), "1000");
        account.used("r-2", last, "95");
        account.unused("r-2", last, "5");
        account.used("r-3", last, "20.5");
        account.unused("r-3", last, "4.5");
        account.used("r-1", today.plusDays(1), "100");
        account.unused("r-1", today.plusDays(1), "9900");

        account.made("low", low("90"));

        UUID budget = account.uuid("low");
        assertThat(account.utilization("low")).isEqualTo("40.0");
        looks.look(budget, Instant.now(), 3);
        put(GLOBAL_ADMIN, account.path("low"), low("90").replace("a@example.com", "b@example.com"));
        assertThat(tellings(budget)).as("whoever looks, and whom it tells").isEqualTo("1");
        looks.look(budget, Instant.now().plus(Duration.ofDays(6)), 1);
        assertThat(tellings(budget)).as("silent for a week").isEqualTo("1");
        looks.look(budget, Instant.now().plus(Duration.ofDays(7)), 3);
        assertThat(tellings(budget)).as("and not longer").isEqualTo("2");

        await().until(() -> SentMessages.of("budget-alerts", budget.toString()).size() >= 2);
        List<ConsumerRecord<String, byte[]>> sent = SentMessages.of("budget-alerts", budget.toString());
        assertThat(sent).hasSize(2);
        assertThat(SentMessages.idOf(sent.get(0))).isNotEqualTo(SentMessages.idOf(sent.get(1)));
        ObjectNode event = structured(sent.getFirst());
        assertThat(ContractFolder.problems(event)).isEmpty();
        assertThat(ContractFolder.problems(structured(sent.get(1)))).isEmpty();
        JsonNode data = event.get("data");
        assertThat(data.at("/window/start").asText())
                .isEqualTo(last.minusDays(6).toString());
        assertThat(data.at("/window/end").asText()).isEqualTo(today.minusDays(1).toString());
        assertThat(data.get("utilization").asText()).isEqualTo("40");
        assertThat(data.get("reservationsSeen").asInt()).isEqualTo(3);
        assertThat(data.get("reservationsBelow").asInt()).isEqualTo(2);
        assertThat(data.get("reservations")).isEqualTo(new ObjectMapper().readTree("""
                [{"id":"r-1","name":null,"utilization":"40","used":"40","unused":"60","currency":"CHF"},
                 {"id":"r-3","name":null,"utilization":"82","used":"20.5","unused":"4.5","currency":"CHF"}]"""));
    }

    @Test
    void what_is_used_enough_is_not_told_till_a_charge_is_restated() {
        account.record(
                account.charge("used", last).commitment("r-1").effective("90"),
                account.charge("unused", last).unused("r-1").effective("10"));
        account.made("low", low("90"));
        UUID budget = account.uuid("low");
        assertThat(account.utilization("low")).isEqualTo("90.0");
        assertThat(tellings(budget)).isEqualTo("0");

        account.record(account.charge("unused", last).revision(1).unused("r-1").effective("10.5"));
        assertThat(account.utilization("low")).as("as of the last look").isEqualTo("90.0");
        Client.sql(
                "update budget_utilization set not_before = timestamptz 'epoch' where budget_uuid = '" + budget + "'");
        looks.rounds();

        assertThat(account.utilization("low")).isEqualTo("89.55");
        assertThat(tellings(budget)).isEqualTo("1");
        assertThat(Client.value("select not_before > clock_timestamp() + interval '14 minutes' from budget_utilization"
                        + " where budget_uuid = '" + budget + "'"))
                .isEqualTo("t");
    }

    @Test
    void another_condition_is_told_by_itself_and_a_disabled_one_uses_up_nothing() {
        account.used("r-1", last, "50");
        account.unused("r-1", last, "50");
        account.made("low", low("90").replace("\"enabled\":true", "\"enabled\":false"));
        UUID budget = account.uuid("low");
        assertThat(tellings(budget)).isEqualTo("0");

        for (String[] change : new String[][] {{"90", "1"}, {"90.00", "1"}, {"80", "2"}, {"90", "2"}, {"50", "2"}}) {
            put(GLOBAL_ADMIN, account.path("low"), low(change[0]));
            assertThat(tellings(budget)).as(change[0]).isEqualTo(change[1]);
        }
        put(GLOBAL_ADMIN, account.path("low"), low("90").replace("\"Last7Days\"", "\"Last30Days\""));
        assertThat(tellings(budget)).as("over other days").isEqualTo("3");
    }

    @Test
    void each_scope_has_its_own_reservations_and_its_filter_picks_some() {
        account.record(
                account.charge("1", last).customer("alpine").commitment("r-a").effective("30"),
                account.charge("2", last)
                        .customer("alpine")
                        .unused("r-a")
                        .effective("70")
                        .with(Column.COMMITMENT_DISCOUNT_NAME, "Web"),
                account.charge("3", last).customer("fabrikam").commitment("r-f").effective("10"),
                account.charge("4", last).customer("fabrikam").unused("r-f").effective("90"),
                account.charge("5", last)
                        .customer("contoso")
                        .commitment("s-c")
                        .effective("1")
                        .with(Column.COMMITMENT_DISCOUNT_TYPE, "Savings Plan"),
                account.charge("6", last)
                        .customer("contoso")
                        .unused("s-c")
                        .effective("99")
                        .with(Column.COMMITMENT_DISCOUNT_CATEGORY, "Spend"),
                account.charge("7", last).customer("contoso").effective("500"));

        String customer = account.id() + "/customers/";
        assertThat(utilizationOf(customer + "alpine", low("90"))).isEqualTo("30.0");
        assertThat(utilizationOf(customer + "fabrikam", low("90"))).isEqualTo("10.0");
        assertThat(utilizationOf(customer + "contoso", low("90")))
                .as("a savings plan is no reservation")
                .isNull();
        assertThat(utilizationOf(account.id(), low("90"))).isEqualTo("10.0");
        assertThat(utilizationOf(account.profile(), low("90"))).isEqualTo("10.0");
        assertThat(utilizationOf(account.id(), filtered("ReservationName", "web")))
                .isEqualTo("30.0");
        assertThat(utilizationOf(account.id(), filtered("Customer", "Alpine"))).isEqualTo("30.0");
        assertThat(utilizationOf(account.id(), filtered("ReservationId", "R-F")))
                .isEqualTo("10.0");
        assertThat(utilizationOf(account.id(), filtered("BillingProfileId", "another")))
                .isNull();
    }

    @Test
    void usage_under_the_csp_offer_is_not_seen() {
        String customer = account.id() + "/customers/csp";
        Response stated = put(
                GLOBAL_ADMIN,
                customer + "?api-version=2020-05-01",
                "{\"properties\":{\"agreementType\":\"CspOffer\"}}");
        assertThat(stated.statusCode()).as(stated.asString()).isBetween(200, 201);
        account.record(
                account.charge("1", last).customer("csp").commitment("r-1").effective("1"),
                account.charge("2", last).customer("csp").unused("r-1").effective("99"),
                account.charge("3", last).customer("mca").commitment("r-2").effective("1"));

        Response there = put(GLOBAL_ADMIN, customer + BUDGETS + "low" + VERSION, low("90"));
        assertThat(there.statusCode()).isEqualTo(404);
        assertThat(there.asString()).contains("it is under the CSP offer");
        assertThat(utilizationOf(account.id(), low("90"))).isEqualTo("100.0");
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
