package dev.outlay.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Operator;
import dev.outlay.budget.budget.ReservationGrain;
import dev.outlay.budget.budget.ReservationNotification;
import dev.outlay.budget.budget.TellingFrequency;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.ScopeKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What this service writes of reservations that are used too little is what the contract says. */
class UtilizationEventTest {

    private static final Instant FOUND = Instant.parse("2026-11-20T02:00:12.198Z");
    private static final String ACCOUNT =
            "7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31";
    private static final String SCOPE = "/providers/Microsoft.Billing/billingAccounts/" + ACCOUNT
            + "/customers/2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f";
    private static final String ORDERS = "/providers/Microsoft.Capacity/reservationOrders/";

    @Test
    void it_is_written_as_the_golden_example_and_fits_the_schema() throws IOException {
        JsonNode golden = ContractFolder.example("reservation-utilization.json");
        Looked looked = looked("90", TellingFrequency.WEEKLY, ReservationUse.of(costs(), null));

        OutboxMessage message = UtilizationEvent.of(looked, 1, FOUND);

        assertThat(new ObjectMapper().readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(message.topic()).isEqualTo("budget-alerts");
        assertThat(message.key()).isEqualTo(golden.at("/data/budget/uuid").asText());
        assertThat(message.headers().get("ce_type"))
                .isEqualTo(golden.get("type").asText());
        assertThat(message.headers().get("ce_subject"))
                .isEqualTo(golden.get("subject").asText());
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-20T02:00:12.204Z")))
                .isEmpty();
    }

    @Test
    void it_says_who_wrote_the_budget_last() throws IOException {
        Looked looked = looked("90", TellingFrequency.WEEKLY, ReservationUse.of(costs(), null));
        WatchedReservations like = looked.watched();
        String writers = "[{\"principalId\":\"a\",\"tenantId\":\"one\",\"groups\":[\"g\"]}]";
        WatchedReservations written = new WatchedReservations(
                like.uuid(),
                like.change(),
                like.scopeArmId(),
                like.name(),
                like.provider(),
                like.grain(),
                like.startDate(),
                like.endDate(),
                like.filter(),
                like.notified(),
                like.creator(),
                writers,
                like.scopeId(),
                like.place());

        OutboxMessage message = UtilizationEvent.of(new Looked(written, looked.window(), looked.uses()), 1, FOUND);

        assertThat(new ObjectMapper().readTree(message.body()).at("/budget/writers"))
                .isEqualTo(new ObjectMapper().readTree(writers));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", FOUND.toString())))
                .isEmpty();
    }

    @Test
    void many_are_counted_and_twenty_are_named() throws IOException {
        List<ReservationCost> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(cost("r" + i, null, String.valueOf(i), "75"));
        }
        OutboxMessage message =
                UtilizationEvent.of(looked("24.99", TellingFrequency.DAILY, ReservationUse.of(many, null)), 1, FOUND);

        JsonNode data = new ObjectMapper().readTree(message.body());
        assertThat(data.get("reservationsBelow").asInt()).isEqualTo(25);
        assertThat(data.get("reservations")).hasSize(20);
        assertThat(data.at("/reservations/0/utilization").asText()).isEqualTo("0");
        assertThat(data.at("/reservations/1/utilization").asText()).isEqualTo("1.32");
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", FOUND.toString())))
                .isEmpty();
    }

    @Test
    void its_id_is_of_the_condition_and_of_how_often_that_was_told() {
        WatchedReservations watched =
                looked("90", TellingFrequency.WEEKLY, List.of()).watched();

        assertThat(UtilizationEvent.id(
                        looked("90.00", TellingFrequency.DAILY, List.of()).watched(), 1))
                .as("as it was written, and for how long it is silent, decide nothing")
                .isEqualTo(UtilizationEvent.id(watched, 1));
        assertThat(List.of(
                        UtilizationEvent.id(watched, 2),
                        UtilizationEvent.id(
                                looked("91", TellingFrequency.WEEKLY, List.of()).watched(), 1)))
                .doesNotContain(UtilizationEvent.id(watched, 1))
                .doesNotHaveDuplicates();
    }

    private static List<ReservationCost> costs() {
        return List.of(
                cost(
                        ORDERS
                                + "8d4f7a10-6c21-4d3b-9e55-0b1c2d3e4f50/reservations/1a2b3c4d-5e6f-4708-8192-a3b4c5d6e7f8",
                        "VM_RI_Zurich",
                        "35.000000001",
                        "48.999999999"),
                cost(
                        ORDERS
                                + "9e5a8b21-7d32-4e4c-8f66-1c2d3e4f5061/reservations/2b3c4d5e-6f70-4819-92a3-b4c5d6e7f809",
                        null,
                        "147.00",
                        "21.00"),
                cost("c", null, "90", "10"),
                cost("d", null, "91", "9"),
                cost("e", null, "1", "0"));
    }

    private static ReservationCost cost(String id, @Nullable String name, String used, String unused) {
        return new ReservationCost(
                id, name, "profile", "customer", "CHF", new BigDecimal(used), new BigDecimal(unused), null);
    }

    static Looked looked(String threshold, TellingFrequency frequency, List<ReservationUse> uses) {
        Notification notification = new Notification(
                "lowUtilization",
                true,
                ThresholdType.ACTUAL,
                Operator.LESS_THAN,
                new BigDecimal(threshold),
                List.of("finance@fabrikam.example"),
                List.of(),
                List.of("/providers/Microsoft.Billing/billingAccounts/" + ACCOUNT
                        + "/providers/Microsoft.Insights/actionGroups/finance"),
                "en-us");
        WatchedReservations watched = new WatchedReservations(
                UUID.fromString("5f0c6c1e-1d2b-4a39-8c7d-6e5f4a3b2c1d"),
                7,
                SCOPE,
                "alpine-reservations",
                "Microsoft.CostManagement",
                ReservationGrain.LAST_7_DAYS,
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2029, 11, 1),
                null,
                new ReservationNotification(notification, frequency),
                new Budget.Creator("a3e0d1c2-0000-4000-8000-000000000001", "11111111-2222-4333-8444-555555555555"),
                null,
                3,
                new WatchedReservations.Place(
                        ScopeKind.CUSTOMER, ACCOUNT, null, "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f"));
        return new Looked(watched, ReservationGrain.LAST_7_DAYS.until(LocalDate.of(2026, 11, 18)), uses);
    }
}
