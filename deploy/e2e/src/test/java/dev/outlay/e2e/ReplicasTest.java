package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class ReplicasTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Outlay outlay = Outlay.running();

    @Test
    void two_replicas_of_the_budget_service_share_the_stream_and_count_and_tell_once() {
        Load load = Load.of(Account.unique("replicas"), 7, 3, 6000);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        try (ServiceProcess second = outlay.anotherBudget()) {
            second.start();
            second.awaitReady();
            await("the four partitions are shared by the consumers of both")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(outlay.topics().partitionsOfMembers("budget-service"))
                            .containsExactly(1, 1, 1, 1));
            watched.makeBudgets();

            for (List<Charge> batch : load.batches(250)) {
                CostEvents.accepted(outlay.publisher(), batch);
            }

            watched.assertCountedAndToldOnce();
            outlay.budget().kill();
            CostEvents.accepted(outlay.publisher(), load.batches(250).getFirst());
            await("the other has taken over").atMost(SOON).untilAsserted(() -> assertThat(
                            outlay.topics().partitionsOfMembers("budget-service"))
                    .containsExactly(2, 2));
        }
    }
}
