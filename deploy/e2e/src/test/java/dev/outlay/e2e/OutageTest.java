package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Outlay;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class OutageTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 2;

    private final Outlay outlay = Outlay.running();

    @Test
    void ingest_goes_on_while_postgresql_and_the_budget_service_are_down_and_all_is_counted_afterwards() {
        Load load = Load.of(Account.unique("no-database"), 4, CUSTOMERS, 1500);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();
        List<List<Charge>> batches = load.batches(500);
        CostEvents.accepted(outlay.publisher(), batches.get(0));

        outlay.postgres().kill();
        CostEvents.accepted(outlay.publisher(), batches.get(1));
        Answer notReady = await("budget-service says what is wrong")
                .atMost(SOON)
                .until(() -> outlay.budget().readiness(), answer -> answer.status() == 503);
        assertThat(notReady.body()).containsIgnoringCase("PostgreSQL").contains("DOWN");
        assertThat(outlay.ingest().readiness().status()).isEqualTo(200);
        outlay.budget().kill();
        CostEvents.accepted(outlay.publisher(), batches.get(2));

        outlay.postgres().startAgain();
        outlay.budget().start();
        outlay.budget().awaitReady();
        outlay.alert().awaitReady();

        watched.assertCountedAndToldOnce();
    }

    @Test
    void services_whose_database_was_killed_and_is_back_go_on_by_themselves() {
        Load load = Load.of(Account.unique("resumes"), 5, CUSTOMERS, 1000);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();
        List<List<Charge>> batches = load.batches(500);
        CostEvents.accepted(outlay.publisher(), batches.get(0));

        outlay.postgres().kill();
        CostEvents.accepted(outlay.publisher(), batches.get(1));
        outlay.postgres().startAgain();

        watched.assertCountedAndToldOnce();
        outlay.budget().awaitReady();
        outlay.alert().awaitReady();
    }

    @Test
    void without_a_broker_nothing_is_accepted_and_everybody_recovers_when_it_is_back() {
        Load load = Load.of(Account.unique("no-broker"), 6, CUSTOMERS, 1000);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();
        List<List<Charge>> batches = load.batches(500);
        CostEvents.accepted(outlay.publisher(), batches.get(0));

        outlay.broker().kill();
        Answer refused = CostEvents.post(outlay.publisher(), batches.get(1));
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isPresent();
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("BrokerUnavailable");
        await("ingest says what is wrong")
                .atMost(SOON)
                .until(() -> outlay.ingest().readiness(), answer -> answer.status() == 503);
        outlay.broker().startAgain();

        CostEvents.acceptedAtLast(outlay::publisher, batches.get(1));
        watched.assertCountedAndToldOnce();
        outlay.ingest().awaitReady();
        assertThat(outlay.door(GLOBAL_ADMIN).get("/v1/ledger").status()).isEqualTo(200);
    }
}
