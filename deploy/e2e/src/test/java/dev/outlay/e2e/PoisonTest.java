package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.DeadLetters;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.e2e.running.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class PoisonTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CUSTOMER = "0d5c0000-0000-4000-8000-00000000000d";
    private static final int PARTITION = 2;

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("poison");

    @Test
    void what_cannot_be_counted_is_kept_with_its_bytes_and_the_rest_goes_on() {
        Client admin = outlay.door(GLOBAL_ADMIN);
        Answer made = admin.put(
                Account.budget(account.customer(CUSTOMER), "b"),
                Bodies.monthly("1000", "GreaterThan", "poison@example.com", "", 80));
        String broken = "{\"BilledCost\":\"1\", this is no JSON of " + account.name();
        String conflicting = Charge.of("1", account, CUSTOMER, "99").data();

        outlay.topics()
                .write(List.of(
                        good("1", "1.25"),
                        record("2", broken),
                        good("3", "2.5"),
                        record("1", conflicting),
                        good("4", "4")));

        await("the good ones are counted")
                .atMost(SOON)
                .until(() -> outlay.ledger().ledgerRows(account.name()) == 3);
        assertThat(outlay.ledger().billedCost(account.name())).isEqualTo("7.75");
        Steadily.holds(
                "the bad ones are kept once", SOON, () -> assertThat(rejected()).hasSize(2));
        List<JsonNode> rejected = rejected();
        assertThat(rejected).extracting(DeadLetters::original).containsExactlyInAnyOrder(broken, conflicting);
        assertThat(rejected.stream()
                        .filter(charge -> DeadLetters.original(charge).equals(conflicting))
                        .map(charge -> charge.path("code").asText()))
                .containsExactly("ConflictingRevision");
        assertThat(rejected).allSatisfy(charge -> {
            assertThat(charge.path("topic").asText()).isEqualTo("cost-events");
            assertThat(charge.path("partition").asInt()).isEqualTo(PARTITION);
            assertThat(charge.path("message").asText()).isNotBlank();
        });
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(admin.get(Account.budget(account.customer(CUSTOMER), "b")).currentSpend())
                .isEqualByComparingTo("7.75");
    }

    private ProducerRecord<String, byte[]> good(String id, String billed) {
        return record(id, Charge.of(id, account, CUSTOMER, billed).data());
    }

    private static ProducerRecord<String, byte[]> record(String id, String data) {
        return Topics.charge(PARTITION, id, Charge.SOURCE, 0, data);
    }

    private List<JsonNode> rejected() {
        return DeadLetters.of(outlay.topics(), account);
    }
}
