package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event that says reservations are used too little is read as it is agreed, and anything else is refused. */
class ReservationUtilizationContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLE = CrossingContractTest.CONTRACTS.resolve("examples/reservation-utilization.json");

    private static ObjectNode example() throws IOException {
        return (ObjectNode) JSON.readTree(EXAMPLE.toFile());
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(CrossingContractTest.CONTRACTS
                        .resolve("reservation-utilization.v1.schema.json")
                        .toFile()));
    }

    private static ReservationsUnderused reservations(Crossing crossing) {
        return (ReservationsUnderused) crossing.occasion();
    }

    @Test
    void theExampleIsReadAlikeInBothModesAndAsItIsKept() throws Exception {
        ObjectNode event = example();
        Crossing crossing = CrossingContractTest.read(event);

        assertThat(crossing)
                .isEqualTo(CrossingJson.read(CloudEvent.read(CrossingContractTest.binary(event), CrossingJson.TYPES)))
                .isEqualTo(
                        AlertsTable.crossing(crossing.id(), event.path("data").toString()));
        assertThat(crossing.spend()).isEqualTo("41.67");
        assertThat(crossing.notification().threshold()).isEqualTo("90");
        assertThat(crossing.notification().contactEmails()).containsExactly("finance@fabrikam.example");
        assertThat(crossing.period())
                .isEqualTo(
                        new Crossing.Period("Last7Days", LocalDate.parse("2026-11-12"), LocalDate.parse("2026-11-19")));
        assertThat(crossing.unit()).isEqualTo("Percent");
        assertThat(crossing.currency()).isEmpty();
        ReservationsUnderused under = reservations(crossing);
        assertThat(under.more()).isZero();
        assertThat(under.seen()).isEqualTo(5);
        assertThat(under.reservations())
                .extracting(ReservationsUnderused.Reservation::shownName)
                .containsExactly("VM_RI_Zurich", "2b3c4d5e-6f70-4819-92a3-b4c5d6e7f809");
        assertThat(under.reservations().getFirst().unused()).isEqualTo(new BigDecimal("48.999999999"));
    }

    @Test
    void whatTheSchemaRequiresIsRequiredHere() throws Exception {
        List<String> objects = List.of(
                "/data",
                "/data/budget",
                "/data/scope",
                "/data/notification",
                "/data/window",
                "/data/reservations/0",
                "/data/reservations/1");

        assertThat(CrossingContractTest.required("reservation-utilization.v1", EXAMPLE, objects))
                .hasSize(10 + 4 + 2 + 6 + 3 + 5 + 5);
    }

    /** Each is refused by the schema too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data/scope; kind; \"Subscription\"",
                "/data/notification; operator; \"GreaterThan\"",
                "/data/notification; threshold; \"-1\"",
                "/data/notification; threshold; \"1e1\"",
                "/data/notification; threshold; 90",
                "/data/notification; frequency; \"Hourly\"",
                "/data/window; timeGrain; \"Monthly\"",
                "/data/window; start; \"2026-13-01\"",
                "/data; utilization; \"-0.1\"",
                "/data; utilization; 41.67",
                "/data; reservationsBelow; 0",
                "/data; reservationsBelow; \"2\"",
                "/data; reservationsSeen; 1.5",
                "/data; reservations; []",
                "/data; reservations; {}",
                "/data; priceView; \"Retail\"",
                "/data; foundAt; \"yesterday\"",
                "/data/reservations/0; id; null",
                "/data/reservations/0; name; 5",
                "/data/reservations/1; utilization; \"-1\"",
                "/data/reservations/1; unused; 21",
                "/data/reservations/1; currency; \"francs\""
            })
    void aWrongFieldIsRefusedWithItsPath(String object, String name, String value) throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.at(object)).set(name, JSON.readTree(value));

        boolean isFormat = name.equals("start") || name.equals("foundAt");
        assertThat(schema().validate(event).isEmpty()).isEqualTo(isFormat);
        assertThatThrownBy(() -> CrossingContractTest.read(event))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith(object + "/" + name);
    }

    @Test
    void moreReservationsThanAreAgreedAreRefused() throws Exception {
        ObjectNode event = example();
        ArrayNode reservations = (ArrayNode) event.at("/data/reservations");
        while (reservations.size() < 20) {
            reservations.add(reservations.get(0));
        }
        ((ObjectNode) event.get("data")).put("reservationsBelow", 27);
        assertThat(reservations(CrossingContractTest.read(event)).more()).isEqualTo(7);

        reservations.add(reservations.get(0));
        assertThat(schema().validate(event)).isNotEmpty();
        assertThatThrownBy(() -> CrossingContractTest.read(event)).hasMessageStartingWith("/data/reservations");
    }

    @Test
    void aThresholdOfMoreThanAllIsRefused() throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.at("/data/notification")).put("threshold", "100.01");
        assertThatThrownBy(() -> CrossingContractTest.read(event))
                .hasMessageStartingWith("/data/notification/threshold");
    }

    /** Where customers' people read nothing may be told at an invoiced price, whatever the event says its kind of scope is. */
    @ParameterizedTest
    @CsvSource({
        "/subscriptions/6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10",
        "/subscriptions/6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10/resourceGroups/web"
    })
    void aScopeThatCustomersPeopleReachIsRefused(String scope) throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.at("/data/budget")).put("scope", scope);
        assertThatThrownBy(() -> CrossingContractTest.read(event))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("/data/budget/scope");
    }

    @Test
    void whatIsUnknownIsIgnored() throws Exception {
        ObjectNode event = example();
        for (String object :
                List.of("/data", "/data/budget", "/data/notification", "/data/window", "/data/reservations/0")) {
            ((ObjectNode) event.at(object)).putObject("new").put("spend", "1");
        }
        assertThat(CrossingContractTest.read(event)).isEqualTo(CrossingContractTest.read(example()));
    }

    /** As long as the service lives the other kinds are read as themselves, whatever they come to say beside it. */
    @Test
    void aCrossingThatCameToHaveAWindowIsStillACrossing() throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(CrossingContractTest.CONTRACTS
                .resolve("examples/crossing-actual.json")
                .toFile());
        ((ObjectNode) event.get("data")).putObject("window");
        JsonNode data = event.path("data");
        Crossing kept = AlertsTable.crossing(CrossingContractTest.read(event).id(), data.toString());
        assertThat(kept.occasion()).isEqualTo(new Occasion.ThresholdReached(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "DAILY, 2026-01-31, 2026-02-01",
        "WEEKLY, 2026-12-28, 2027-01-04",
        "MONTHLY, 2026-01-31, 2026-02-28",
        "MONTHLY, 2026-11-20, 2026-12-20"
    })
    void itIsSilentForAsLongAsItsFrequency(ReservationsUnderused.Frequency frequency, LocalDate told, LocalDate again) {
        assertThat(frequency.after(told)).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/a/reservations/b, -, b",
                "/a/reservations/b/, ' ', b",
                "b, -, b",
                "/, -, /",
                "/a/b, Zurich, Zurich"
            })
    void aReservationIsKnownByItsNameOrTheLastSegmentOfItsId(String id, String name, String shown) {
        assertThat(new ReservationsUnderused.Reservation(
                                id, Optional.ofNullable(name), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, "CHF")
                        .shownName())
                .isEqualTo(shown);
    }
}
