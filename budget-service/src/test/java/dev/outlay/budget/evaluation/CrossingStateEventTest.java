package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this service writes of a crossing that is true no more, or is again, is what the contract says. */
class CrossingStateEventTest {

    private static final UUID CROSSING = UUID.fromString("3b0f7a52-6f5b-5c0a-9c57-8f4c2d1e0a9b");
    private static final UUID BUDGET = UUID.fromString("5f0c6c1e-1d2b-4a39-8c7d-6e5f4a3b2c1d");

    @Test
    void bothStatesAreWrittenAsTheGoldenExamplesAndFitTheSchema() throws IOException {
        isWrittenAs(
                "state-resolved.json",
                CrossingStateEvent.of(
                        new CrossingState(CROSSING, BUDGET, 1, true),
                        Cause.CHARGES,
                        Instant.parse("2026-11-21T08:02:11.514Z")));
        isWrittenAs(
                "state-active.json",
                CrossingStateEvent.of(
                        new CrossingState(CROSSING, BUDGET, 2, false),
                        Cause.EVALUATION,
                        Instant.parse("2026-11-21T09:40:03.007Z")));
    }

    private static void isWrittenAs(String example, OutboxMessage message) throws IOException {
        JsonNode golden = ContractFolder.example(example);
        assertThat(new ObjectMapper().readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(message.key()).isEqualTo(golden.at("/data/budget").asText());
        assertThat(message.eventId()).isEqualTo(golden.get("id").asText());
        assertThat(message.headers())
                .containsEntry("ce_subject", golden.get("subject").asText())
                .containsEntry("ce_type", golden.get("type").asText());
        assertThat(ContractFolder.problems(ContractFolder.structured(message)
                        .put("time", golden.get("time").asText())))
                .isEmpty();
    }

    @Test
    void theContractHasAWordForEachCauseAndNoAmountOrScope() throws IOException {
        Path schema = Path.of(System.getProperty("outlay.root", ".."))
                .resolve("deploy/contracts/crossing-state.v1.schema.json");
        JsonNode data = new ObjectMapper().readTree(schema.toFile()).at("/properties/data/properties");

        assertThat(data.at("/cause/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Stream.of(Cause.values()).map(Cause::label).toList());
        assertThat(data.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("crossing", "budget", "state", "number", "cause", "changedAt");
    }
}
