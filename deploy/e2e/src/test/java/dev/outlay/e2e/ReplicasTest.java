package dev.outlay.e2e;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class ReplicasTest {
    private final Outlay outlay = Outlay.running();

    @Test
    void two_replicas_of_the_budget_service_share_the_stream_and_count_and_tell_once() {
        Load load = Load.of(Account.unique("replicas"), 7, 3, 6000);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        try (ServiceProcess second = outlay.anotherBudget()) {
            second.start();
            second.awaitReady();
            outlay.topics().awaitShares("budget-service", 1, 1, 1, 1);
            watched.makeBudgets();

            for (List<Charge> batch : load.batches(250)) {
                CostEvents.accepted(outlay.publisher(), batch);
            }

            watched.assertCountedAndToldOnce();
            outlay.budget().kill();
            CostEvents.accepted(outlay.publisher(), load.batches(250).getFirst());
            outlay.topics().awaitShares("budget-service", 2, 2);
        }
    }
}
