package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What this service writes of a budget that ends is what the contract says. */
class EndingEventTest {

    @Test
    void anEndIsWrittenAsTheGoldenExampleAndFitsTheSchema() throws IOException {
        JsonNode golden = ContractFolder.example("budget-ending.json");

        OutboxMessage message = EndingEvent.of(
                CrossingEventTest.crossing().watched(),
                LocalDate.parse("2026-12-31"),
                new Period(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-01-01")),
                new BigDecimal("4120.5"),
                "CHF",
                null,
                Instant.parse("2026-12-17T00:00:41.020Z"));

        assertThat(new ObjectMapper().readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(message.key()).isEqualTo(golden.at("/data/budget/uuid").asText());
        assertThat(message.headers().get("ce_subject"))
                .isEqualTo(golden.get("subject").asText());
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-12-17T00:00:41.031Z")))
                .isEmpty();
    }
}
