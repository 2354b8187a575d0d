package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;

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
    private static final int BATCH = 250;

    private final Outlay outlay = Outlay.running();

    @Test
    void
            two_replicas_of_the_budget_service_share_the_stream_and_the_one_that_is_left_goes_on_and_all_counts_and_is_told_once() {
        Load shared = Load.of(Account.unique("replicas"), 7, 3, 6000);
        Load killed = Load.of(Account.unique("killed-replica"), 8, 3, 6000);
        WatchedLoad watchedShared = new WatchedLoad(outlay, shared);
        WatchedLoad watchedKilled = new WatchedLoad(outlay, killed);
        try (ServiceProcess second = outlay.anotherBudget()) {
            second.startAgain();
            outlay.topics().awaitShares("budget-service", 1, 1, 1, 1);
            watchedShared.makeBudgets();
            watchedKilled.makeBudgets();
            send(shared.batches(BATCH));
            watchedShared.assertCountedAndToldOnce();

            List<List<Charge>> batches = killed.batches(BATCH);
            send(batches.subList(0, batches.size() / 2));
            outlay.budget().kill();
            send(batches.subList(batches.size() / 2, batches.size()));
            // What the killed one may have counted without saying so to Kafka, and what it has: all of it again.
            send(batches.subList(0, batches.size() / 2));
            send(shared.batches(BATCH).subList(0, 1));
            outlay.topics().awaitShares("budget-service", 2, 2);

            outlay.topics().awaitRead("budget-service");
            watchedKilled.askedOf(outlay.door(second, GLOBAL_ADMIN)).assertCountedAndToldOnce();
            watchedShared.askedOf(outlay.door(second, GLOBAL_ADMIN)).assertCountedAndToldOnce();
        }
    }

    private void send(List<List<Charge>> batches) {
        batches.forEach(batch -> CostEvents.accepted(outlay.publisher(), batch));
    }
}
