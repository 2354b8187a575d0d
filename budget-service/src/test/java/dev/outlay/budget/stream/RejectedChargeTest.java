package dev.outlay.budget.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What this service writes to {@code cost-events-rejected} is what the contract says. */
class RejectedChargeTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:15:32Z");

    @Test
    void theRecordOfTheGoldenExampleIsRejectedAsTheExampleSays() throws IOException {
        ObjectNode golden = ContractFolder.example("rejected-charge.json");

        OutboxMessage message = rejected(golden).whole();

        ObjectNode event = ContractFolder.structured(message);
        assertThat(event).isEqualTo(golden);
        assertThat(message.topic()).isEqualTo("cost-events-rejected");
        assertThat(message.key()).isEqualTo(golden.get("id").asText());
        assertThat(ContractFolder.problems(event)).isEmpty();
    }

    @Test
    void theBeginningOfOneThatIsTooLargeFitsTheSchemaToo() throws IOException {
        ObjectNode golden = ContractFolder.example("rejected-charge.json");

        ObjectNode event = ContractFolder.structured(rejected(golden).beginning(10));

        byte[] original = original(golden);
        assertThat(event.at("/data/originalBytes").asInt()).isEqualTo(original.length);
        assertThat(event.at("/data/original").binaryValue())
                .isEqualTo(new String(original, UTF_8).substring(0, 10).getBytes(UTF_8));
        assertThat(ContractFolder.problems(event)).isEmpty();
    }

    /** Reads the original of the example, as it came, and rejects it for what is found. */
    private static RejectedCharge rejected(ObjectNode golden) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                golden.at("/data/topic").asText(),
                golden.at("/data/partition").asInt(),
                golden.at("/data/offset").asLong(),
                golden.at("/data/key").asText(),
                original(golden));
        golden.at("/data/headers").properties().forEach(header -> record.headers()
                .add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
        ReadCharge read = new ChargeReader(false).read(record.headers(), record.value(), Instant.EPOCH);
        assertThat(read).isInstanceOf(ReadCharge.Bad.class);
        ReadCharge.Bad bad = (ReadCharge.Bad) read;
        return new RejectedCharge(record, bad.code(), bad.problems(), AT);
    }

    private static byte[] original(ObjectNode golden) {
        return Base64.getDecoder().decode(golden.at("/data/original").asText());
    }
}
