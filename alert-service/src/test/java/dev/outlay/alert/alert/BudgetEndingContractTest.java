package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The end of a budget of reservations is read as it is agreed, and without what it watches as any other's. */
class BudgetEndingContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEMBER = "reservationUtilization";

    private static Path file(String example) {
        return CrossingContractTest.CONTRACTS.resolve("examples/" + example + ".json");
    }

    private static ObjectNode example() throws IOException {
        return (ObjectNode) JSON.readTree(file("budget-ending-reservations").toFile());
    }

    private static Occasion.EndComesNear end(Crossing crossing) {
        return (Occasion.EndComesNear) crossing.occasion();
    }

    @Test
    void theExampleSaysWhatTheBudgetWatchesAndNoAmounts() throws Exception {
        Crossing crossing = CrossingContractTest.read(example());

        assertThat(end(crossing))
                .isEqualTo(new Occasion.EndComesNear(
                        LocalDate.parse("2026-12-31"),
                        Optional.of(new Occasion.OfReservations("Last7Days", new BigDecimal("90")))));
        assertThat(crossing.unit()).isEmpty();
        assertThat(List.of(crossing.amount(), crossing.spend(), crossing.thresholdAmount()))
                .allMatch(amount -> amount.signum() == 0);
        assertThat(crossing.period())
                .isEqualTo(new Crossing.Period("Custom", LocalDate.parse("2026-11-01"), LocalDate.parse("2027-01-01")));
    }

    @Test
    void theEndOfAnyOtherBudgetSaysNothingOfReservations() throws Exception {
        JsonNode other = JSON.readTree(file("budget-ending").toFile());

        assertThat(end(CrossingContractTest.read(other)))
                .isEqualTo(new Occasion.EndComesNear(LocalDate.parse("2026-12-31"), Optional.empty()));
    }

    @Test
    void whatTheSchemaRequiresIsRequiredHere() throws Exception {
        List<String> objects =
                List.of("/data", "/data/budget", "/data/scope", "/data/contacts", "/data/period", "/data/" + MEMBER);

        assertThat(CrossingContractTest.required("budget-ending.v1", file("budget-ending-reservations"), objects))
                .hasSize(9 + 5 + 2 + 2 + 3 + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timeGrain; \"Monthly\"",
                "timeGrain; null",
                "threshold; \"-1\"",
                "threshold; \"100.01\"",
                "threshold; \"1e1\"",
                "threshold; 90"
            })
    void aWrongFieldIsRefusedWithItsPath(String name, String value) throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.at("/data/" + MEMBER)).set(name, JSON.readTree(value));

        assertThatThrownBy(() -> CrossingContractTest.read(event))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("/data/" + MEMBER + "/" + name);
    }

    /** Without it the event is an end like any other's, of the same budget and day, told to the same contacts, also as it is kept. */
    @Test
    void theFieldIsOptionalAndAllElseIsReadWithoutIt() throws Exception {
        ObjectNode event = example();
        Crossing known = CrossingContractTest.read(event);
        ((ObjectNode) event.get("data")).remove(MEMBER);

        Crossing read = CrossingContractTest.read(event);

        assertThat(read.occasion())
                .isEqualTo(new Occasion.EndComesNear(end(known).lastDay(), Optional.empty()));
        assertThat(List.of(read.id(), read.budget(), read.notification(), read.period(), read.priceView()))
                .isEqualTo(
                        List.of(known.id(), known.budget(), known.notification(), known.period(), known.priceView()));
        assertThat(AlertsTable.crossing(read.id(), event.get("data").toString()))
                .isEqualTo(read);
    }

    @Test
    void whatIsUnknownIsIgnored() throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.at("/data/" + MEMBER)).put("frequency", "Weekly");
        ((ObjectNode) event.get("data")).putObject("new").put("window", "1");

        assertThat(CrossingContractTest.read(event)).isEqualTo(CrossingContractTest.read(example()));
    }
}
