package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this service writes of budgets that count a quantity is what the contract says. */
class QuantityEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONTRACTS =
            Path.of(System.getProperty("outlay.root", "..")).resolve("deploy/contracts");

    @Test
    void aQuantityIsWrittenWithItsUnitAndNoCurrency() throws IOException {
        JsonNode golden = ContractFolder.example("crossing-usage.json");
        Crossing actual = CrossingEventTest.crossing();
        Budget like = actual.watched().budget();
        String meters =
                "{\"dimensions\":{\"name\":\"MeterId\",\"operator\":\"In\",\"values\":[\"0b4d2a6e-7c1f-4e35-9a8b-2d6c5e4f3a21\"]}}";
        Budget budget = new Budget(
                UUID.fromString("7c1d5e2f-3b4a-4c58-9d6e-8f7a6b5c4d3e"),
                like.scopeArmId(),
                "alpine-vm-hours",
                like.provider(),
                2,
                new BigDecimal("1000"),
                Map.of(),
                like.grain(),
                Metric.USAGE,
                like.startDate(),
                null,
                UUID.randomUUID(),
                meters,
                like.notifications(),
                like.creator(),
                null);
        Crossing crossing = new Crossing(
                new WatchedBudget(budget, 1, actual.watched().place(), "CHF"),
                actual.notification(),
                actual.period(),
                new BigDecimal("812.25"),
                null,
                Metric.NO_CURRENCY,
                Alerts.TELL,
                false);

        OutboxMessage message = CrossingEvent.of(
                crossing,
                "1 Hour",
                Cause.CHARGES,
                Instant.parse("2026-11-20T10:15:31.198Z"),
                Instant.parse("2026-11-20T10:15:31.021Z"));

        assertThat(JSON.readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-20T10:15:31.204Z")))
                .isEmpty();
    }

    @Test
    void theEndOfABudgetThatCountsAQuantitySaysItsUnit() throws IOException {
        OutboxMessage message = EndingEvent.of(
                CrossingEventTest.crossing().watched(),
                LocalDate.parse("2026-12-31"),
                new Period(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-01-01")),
                new BigDecimal("4120.5"),
                Metric.NO_CURRENCY,
                "1 Hour",
                Instant.parse("2026-12-17T00:00:41.020Z"));

        assertThat(JSON.readTree(message.body()).path("unit").asText()).isEqualTo("1 Hour");
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-12-17T00:00:41.031Z")))
                .isEmpty();
    }

    @Test
    void theContractHasAWordForEachMetric() throws IOException {
        for (String contract : List.of("crossing", "budget-ending")) {
            assertThat(JSON.readTree(CONTRACTS
                                    .resolve(contract + ".v1.schema.json")
                                    .toFile())
                            .at("/properties/data/properties/metric/enum"))
                    .as(contract)
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(
                            Stream.of(Metric.values()).map(Metric::label).toList());
        }
    }
}
