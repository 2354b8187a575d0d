package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.LedgerFixture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change of a role that ends in the middle. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KilledRoleChangeTest extends CustomRoleFixture {

    /** Who has written the role and is about to tell of it. */
    private static final String TELLING =
            "from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into outbox%'"
                    + " and pid in (select pid from pg_locks where relation = 'custom_role'::regclass)";

    /** What decides here and what is told to the alert-service are one: neither is there without the other, nor is the entry in the audit. */
    @Test
    void a_change_that_is_killed_between_its_steps_has_changed_and_told_nothing() throws Exception {
        AccessTopic topic = new AccessTopic();
        define("Microsoft.Consumption/budgets/read", "", subscription);
        assign(subscription, id, principal);
        assertThat(topic.next("role/" + id)).contains("budgets/read");
        CompletableFuture<Response> change;
        try (Holding telling = new Holding("lock table outbox in share row exclusive mode")) {
            change = CompletableFuture.supplyAsync(() -> define("*", "", subscription));
            await().until(() -> LedgerFixture.count("select count(*) " + TELLING) > 0);
            Client.sql("select pg_terminate_backend(pid) " + TELLING);
            telling.release();
        }

        assertThat(change.join().statusCode()).isEqualTo(503);
        assertThat(write(subscription)).isEqualTo(403);
        assertThat(get(GLOBAL_ADMIN, "/v1/audit?scope=" + subscription + "&kind=roleDefinition")
                        .jsonPath()
                        .getList("value.action"))
                .containsExactly("created");
        assertThat(define("*/read", "", subscription).statusCode()).isEqualTo(201);
        assertThat(topic.next("role/" + id)).as("the next that is told").contains("*/read");
    }
}
