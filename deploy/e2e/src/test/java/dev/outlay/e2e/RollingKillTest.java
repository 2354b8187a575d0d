package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.Publishers;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.report.Report;
import dev.outlay.e2e.running.KillSchedule;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("heavy")
class RollingKillTest {
    private static final long SEED = 20_261_123;
    private static final int CHARGES = Integer.getInteger("heavy.charges", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("heavy.kills", 4);
    private static final int CUSTOMERS = 8;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Report REPORT = new Report(
            "rolling-kill",
            "Two replicas, killed in turns",
            "Two replicas of the budget service share the stream, and one after the other is killed (SIGKILL) and started again under load, as"
                    + " nodes of a cluster are replaced. In the end everything is counted and told once, and both share the stream again.");

    private final Outlay outlay = Outlay.running();

    @Test
    void replicas_of_the_budget_service_are_killed_in_turns_and_count_and_tell_once() throws Exception {
        REPORT.run("Seed " + SEED, this::killInTurns);
    }

    private void killInTurns() {
        Load load = Load.of(Account.unique("rolling"), SEED, CUSTOMERS, CHARGES);
        WatchedLoad watched = new WatchedLoad(outlay, load.expected(), PATIENCE);
        List<List<Charge>> batches = load.batches(BATCH);
        try (ServiceProcess second = outlay.anotherBudget()) {
            second.startAgain();
            outlay.topics().awaitShares("budget-service", 1, 1, 1, 1);
            watched.makeBudgets();
            KillSchedule kills = KillSchedule.rolling(SEED, batches.size(), ROUNDS, List.of(outlay.budget(), second));

            new Publishers(outlay).publish(batches, kills::reached);
            REPORT.figure("charges", CHARGES);
            REPORT.row("kills", kills.done().toString());

            assertThat(kills.done().values()).hasSize(2).containsOnly(ROUNDS);
            watched.assertCountedAndToldOnce();
            REPORT.figure("crossings, each recorded once and told under one id", watched.crossings());
            REPORT.figure("mails and webhooks received", watched.received());
            outlay.topics().awaitShares("budget-service", 1, 1, 1, 1);
        }
    }
}
