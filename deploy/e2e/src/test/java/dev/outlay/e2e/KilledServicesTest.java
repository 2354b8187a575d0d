package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.Publishers;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.KillSchedule;
import dev.outlay.e2e.running.Outlay;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class KilledServicesTest {
    private static final long SEED = Long.getLong("outlay.e2e.seed", 20_261_123L);
    private static final int CHARGES = 20_000;
    private static final int CUSTOMERS = 4;
    private static final int BATCH = 200;

    private final Outlay outlay = Outlay.running();

    @Test
    void each_service_is_killed_in_the_middle_of_a_load_and_nothing_is_lost_or_counted_or_told_twice() {
        Load load = Load.of(Account.unique("killed"), SEED, CUSTOMERS, CHARGES);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();
        KillSchedule kills =
                KillSchedule.of(SEED, CHARGES / BATCH, 1, List.of(outlay.ingest(), outlay.budget(), outlay.alert()));

        Publishers publishers = new Publishers(outlay);
        publishers.publish(load.batches(BATCH), kills::reached);

        assertThat(publishers.accepted()).isEqualTo(CHARGES / BATCH);
        assertThat(publishers.attempts())
                .as("requests, some of which met a killed ingest service")
                .isGreaterThan(CHARGES / BATCH);
        assertThat(kills.done()).hasSize(3);
        watched.assertCountedAndToldOnce();
    }
}
