package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.DeadLetters;
import dev.outlay.e2e.cost.Publishers;
import dev.outlay.e2e.cost.RoughLoad;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.report.Report;
import dev.outlay.e2e.running.KillSchedule;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.local.KillablePart;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("heavy")
class ChaosTest {
    private static final int CHARGES = Integer.getInteger("heavy.charges", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("heavy.kills", 4);
    private static final int CUSTOMERS = 8;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Report REPORT = new Report(
            "chaos",
            "Chaos",
            "Charges, their restatements, the same again and poison go through the whole of Outlay while each service, Kafka and PostgreSQL"
                    + " are killed (SIGKILL) again and again, at moments that the seed decides, and started again. In the end the ledger holds"
                    + " exactly what was accepted, the reconciliation finds nothing, every crossing is recorded once and delivered under one"
                    + " id, and the rejected charges are the poison and nothing else.");

    private final Outlay outlay = Outlay.running();

    static LongStream seeds() {
        return Arrays.stream(System.getProperty("heavy.seeds", "20261123").split(",", -1))
                .mapToLong(Long::parseLong);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_is_killed_nothing_is_lost_or_counted_or_told_twice(long seed) throws Exception {
        REPORT.run("Seed " + seed, () -> kill(seed));
    }

    private void kill(long seed) {
        RoughLoad load = RoughLoad.of(Account.unique("chaos"), seed, CUSTOMERS, CHARGES, BATCH);
        REPORT.figure("charges sent, restated and repeated ones among them", load.sent());
        REPORT.figure("charges to be counted", load.counted().charges());
        REPORT.figure("poisoned records", load.poison().size());
        WatchedLoad watched = new WatchedLoad(outlay, load.counted(), PATIENCE);
        watched.makeBudgets();
        CostEvents.accepted(outlay.publisher(), load.anchors());
        await("what the poison conflicts with is counted")
                .atMost(PATIENCE)
                .until(() -> outlay.ledger().ledgerRows(load.account().name())
                        == load.anchors().size());
        List<KillablePart> parts =
                List.of(outlay.ingest(), outlay.budget(), outlay.alert(), outlay.broker(), outlay.postgres());
        KillSchedule kills = KillSchedule.of(seed, load.batches().size(), ROUNDS, parts);

        Publishers publishers = new Publishers(outlay);
        publishers.publish(load.batches(), accepted -> {
            poison(load, accepted);
            kills.reached(accepted);
        });
        REPORT.row("kills", kills.done().toString());
        REPORT.figure("requests accepted", publishers.accepted());
        REPORT.figure("requests sent", publishers.attempts());

        assertThat(kills.done().values()).hasSize(parts.size()).containsOnly(ROUNDS);
        watched.assertCountedAndToldOnce();
        REPORT.figure("crossings, each recorded once and told under one id", watched.crossings());
        REPORT.figure("mails and webhooks received", watched.received());
        assertRejected(load);
    }

    /** Spreads the poison evenly over the requests. */
    private void poison(RoughLoad load, int accepted) {
        int batches = load.batches().size();
        int from = (int) ((long) load.poison().size() * (accepted - 1) / batches);
        int to = (int) ((long) load.poison().size() * accepted / batches);
        List<ProducerRecord<String, byte[]>> records = load.poison().subList(from, to).stream()
                .map(poison -> poison.onPartition(accepted % 4))
                .toList();
        if (!records.isEmpty()) {
            outlay.topics().write(records);
        }
    }

    private void assertRejected(RoughLoad load) {
        await("poison").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        rejected(load).size())
                .isGreaterThanOrEqualTo(load.poison().size()));
        List<JsonNode> rejected = rejected(load);
        assertThat(rejected.stream().map(DeadLetters::original).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        load.poison().stream().map(RoughLoad.Poison::data).toList());
        REPORT.figure("rejected charges, repeated ones among them", rejected.size());
        REPORT.figure("rejected charges, each once", load.poison().size());
    }

    private List<JsonNode> rejected(RoughLoad load) {
        return DeadLetters.of(outlay.topics(), load.account());
    }
}
