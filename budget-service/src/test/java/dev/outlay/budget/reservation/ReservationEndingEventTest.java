package dev.outlay.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.TellingFrequency;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this service writes of a budget of reservations that ends is what the contract says. */
class ReservationEndingEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate END = LocalDate.of(2026, 12, 31);
    private static final Instant WARNED = Instant.parse("2026-12-17T00:00:41.020Z");
    private static final String SENT = "2026-12-17T00:00:41.031Z";
    private static final String EXAMPLE = "budget-ending-reservations.json";

    @Test
    void an_end_is_written_as_the_golden_example_and_fits_the_schema() throws IOException {
        JsonNode golden = ContractFolder.example(EXAMPLE);

        OutboxMessage message = ReservationEndingEvent.of(ending(null), WARNED);

        assertThat(JSON.readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(message.topic()).isEqualTo("budget-alerts");
        assertThat(message.key()).isEqualTo(golden.at("/data/budget/uuid").asText());
        for (String attribute : List.of("id", "type", "subject")) {
            assertThat(message.headers().get("ce_" + attribute))
                    .isEqualTo(golden.get(attribute).asText());
        }
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", SENT)))
                .isEmpty();
    }

    /** Whoever knows ends of other budgets alone finds all that it asks for, and has one field to ignore. */
    @Test
    void it_has_the_fields_of_every_end_and_one_more() {
        Set<String> fields = names(ContractFolder.example(EXAMPLE).get("data"));
        Set<String> others = names(ContractFolder.example("budget-ending.json").get("data"));

        others.add("reservationUtilization");
        assertThat(fields).isEqualTo(others);
    }

    /** It is no amount, no spend and no period of the kind that budgets of cost have, and at no price that a customer sees. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data; amount; \"100\"",
                "/data; spend; \"41.67\"",
                "/data; currency; \"CHF\"",
                "/data; priceView; \"Retail\"",
                "/data; metric; \"Actual\"",
                "/data/period; timeGrain; \"Monthly\"",
                "/data/scope; kind; \"Subscription\"",
                "/data/reservationUtilization; timeGrain; \"Monthly\"",
                "/data/reservationUtilization; threshold; 90",
                "/data/reservationUtilization; threshold; \"-1\"",
                "/data; reservationUtilization; null"
            })
    void the_schema_has_nothing_else_said_of_it(String object, String name, String value) throws IOException {
        ObjectNode event = ContractFolder.example(EXAMPLE);
        ((ObjectNode) event.at(object)).set(name, JSON.readTree(value));

        assertThat(ContractFolder.problems(event)).isNotEmpty();
    }

    @Test
    void it_says_who_of_two_tenants_answers_for_whom() throws IOException {
        String writers =
                "[{\"principalId\":\"a\",\"tenantId\":\"one\",\"groups\":[\"g\"]},{\"principalId\":\"b\",\"tenantId\":\"other\","
                        + "\"groups\":[],\"contactEmails\":[\"finance@fabrikam.example\"],\"contactRoles\":[],\"contactGroups\":[]}]";

        OutboxMessage message = ReservationEndingEvent.of(ending(writers), WARNED);

        assertThat(JSON.readTree(message.body()).at("/budget/writers")).isEqualTo(JSON.readTree(writers));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", SENT)))
                .isEmpty();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static WatchedReservations ending(@Nullable String writers) {
        WatchedReservations like = UtilizationEventTest.looked("90", TellingFrequency.WEEKLY, List.of())
                .watched();
        return new WatchedReservations(
                like.uuid(),
                like.change(),
                like.scopeArmId(),
                like.name(),
                like.provider(),
                like.grain(),
                like.startDate(),
                END,
                like.filter(),
                like.notified(),
                like.creator(),
                writers,
                like.scopeId(),
                like.place());
    }
}
