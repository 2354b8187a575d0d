package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class KilledServicesTest {
    private static final long SEED = Long.getLong("outlay.e2e.seed", 20_261_123L);
    private static final int CHARGES = 20_000;
    private static final int CUSTOMERS = 4;
    private static final int BATCH = 200;
    private static final int PUBLISHERS = 3;

    private final Outlay outlay = Outlay.running();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void each_service_is_killed_in_the_middle_of_a_load_and_nothing_is_lost_or_counted_or_told_twice()
            throws Exception {
        Load load = Load.of(Account.unique("killed"), SEED, CUSTOMERS, CHARGES);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();

        publish(load.batches(BATCH), kills());

        assertThat(accepted).hasValue(CHARGES / BATCH);
        assertThat(attempts.get())
                .as("requests, some of which met a killed ingest service")
                .isGreaterThan(CHARGES / BATCH);
        outlay.ingest().awaitReady();
        outlay.alert().awaitReady();
        outlay.budget().awaitReady();
        watched.assertCountedAndToldOnce();
    }

    /** After how many accepted batches which service is killed: one in each third of the load, in an order and at a moment that the seed decides. */
    private Map<Integer, ServiceProcess> kills() {
        Random random = new Random(SEED);
        List<ServiceProcess> services = new ArrayList<>(List.of(outlay.ingest(), outlay.budget(), outlay.alert()));
        Collections.shuffle(services, random);
        int third = CHARGES / BATCH / services.size();
        Map<Integer, ServiceProcess> kills = new TreeMap<>();
        for (int index = 0; index < services.size(); index++) {
            kills.put(index * third + third / 4 + random.nextInt(third / 2), services.get(index));
        }
        return kills;
    }

    private void publish(List<List<Charge>> batches, Map<Integer, ServiceProcess> kills) throws Exception {
        try (ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (List<Charge> batch : batches) {
                work.add(() -> {
                    attempts.addAndGet(CostEvents.acceptedAtLast(outlay::publisher, batch));
                    killAndRestart(kills.get(accepted.incrementAndGet()));
                    return null;
                });
            }
            for (Future<Void> done : publishers.invokeAll(work)) {
                done.get();
            }
        }
    }

    /** The other publishers go on meanwhile: what they send to a service that is down is sent again. */
    private static void killAndRestart(@Nullable ServiceProcess service) {
        if (service != null) {
            service.kill();
            service.start();
            service.awaitReady();
        }
    }
}
