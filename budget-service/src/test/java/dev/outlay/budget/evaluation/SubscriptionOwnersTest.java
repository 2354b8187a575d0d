package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** To whom a subscription belongs: the customer of its newest charge, however its charges arrive. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class SubscriptionOwnersTest {

    private static final String ADDED_OWNERS =
            "select n_tup_ins from pg_stat_user_tables where relname = 'subscription_owner'";

    private static final String SCOPES_READ =
            "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname = 'scope'";

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final String subscription = "subscription-" + UUID.randomUUID();

    @Inject
    SubscriptionOwnersTest(RecordCharges recordCharges, WatchIndex index, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.vertx = vertx;
    }

    @Test
    void aSubscriptionThatMovesAwayAndBackBelongsToTheCustomerOfItsNewestCharge() {
        record(stated("1", "customer-1", "2026-11-01"));
        assertThat(owner()).isEqualTo("customer-1");
        record(stated("2", "customer-2", "2026-11-10"));
        assertThat(owner()).isEqualTo("customer-2");
        record(stated("3", "customer-1", "2026-11-20"));
        assertThat(owner()).isEqualTo("customer-1");
        record(stated("4", "customer-2", "2026-11-25"));
        assertThat(owner()).isEqualTo("customer-2");
    }

    @Test
    void anOlderChargeThatArrivesLateTakesNoSubscriptionAway() {
        record(stated("1", "customer-1", "2026-11-01"));
        record(stated("2", "customer-1", "2026-11-20"));
        record(stated("3", "customer-2", "2026-11-10"));
        assertThat(owner()).isEqualTo("customer-1");
    }

    @Test
    void theAlertServiceHearsWhoseElseThereAreChargesOf() {
        record(stated("1", "customer-1", "2026-11-01"));
        assertThat(told()).isEqualTo("customer-1 before it []");
        record(stated("2", "customer-2", "2026-11-10"));
        assertThat(told()).isEqualTo("customer-2 before it [\"customer-1\"]");
        record(stated("3", "customer-3", "2026-11-05"));
        assertThat(told())
                .as("one that was late for owning it")
                .isEqualTo("customer-2 before it [\"customer-1\",\"customer-3\"]");
    }

    /** What the topic {@code access} says last of the subscription. */
    private String told() {
        String key = "subscription/" + subscription;
        await().until(() -> LedgerFixture.count("select count(*) from outbox where key = '" + key + "'") == 0);
        try {
            JsonNode data = new ObjectMapper()
                    .readTree(SentMessages.of(AccessEvents.TOPIC, key).getLast().value());
            return data.path("customer").asText() + " before it " + data.path("formerCustomers");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the alert service is told must be what is kept, in whatever order two batches state a subscription. */
    @Test
    void ofTwoBatchesThatStateASubscriptionAtOnceTheLastToldIsTheOneThatIsKept() throws Exception {
        record(stated("1", "customer-1", "2026-11-01"));
        record(stated("2", "customer-2", "2026-11-02"));
        try (Connection other = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("""
                    update subscription_owner set newest_charge = '2026-11-03', scope_id = (select id from scope where kind = 4 and customer = 'customer-1'
                        and subscription = '%1$s') where subscription = '%1$s'""".formatted(subscription));
            CompletableFuture<RecordedBatch> stating =
                    start(vertx, () -> recordCharges.record(List.of(stated("3", "customer-2", "2026-11-04"))));
            awaitWaiting(1);
            other.commit();
            stating.join();
        }

        assertThat(owner()).isEqualTo("customer-2");
        await().untilAsserted(() -> assertThat(SentMessages.of("access", "subscription/" + subscription))
                .extracting(record -> new ObjectMapper()
                        .readTree(record.value())
                        .get("customer")
                        .asText())
                .containsExactly("customer-1", "customer-2", "customer-2"));
    }

    /** One batch waits for the row that is known while others state the one that is new: who took the known one first and the new one later would wait in a circle. */
    @Test
    void batchesThatStateAKnownAndANewSubscriptionAtOnceDoNotWaitInACircle() throws Exception {
        String added = subscription + "-a";
        String known = subscription + "-b";
        await().until(index::isLoaded);
        run(vertx, () -> recordCharges.record(List.of(stated(known, "2026-11-01"))));
        try (Connection other = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from subscription_owner where subscription = '" + known + "' for update");
            CompletableFuture<RecordedBatch> both = recording("2026-11-02", added, known);
            awaitWaiting(1);
            CompletableFuture<RecordedBatch> one = recording("2026-11-02", added);
            await().until(() -> one.isDone() || waiting() >= 2);
            CompletableFuture<RecordedBatch> again = recording("2026-11-03", added, known);
            awaitWaiting(2);
            other.commit();
            assertThat(List.of(both.join(), one.join(), again.join()))
                    .extracting(RecordedBatch::added)
                    .containsExactly(2, 1, 2);
        }
    }

    /** A first import states thousands of subscriptions in each batch. Were each looked for among all scopes, such a batch would take seconds, and each later one longer. */
    @Test
    void manyNewSubscriptionsAreNotEachLookedForAmongAllScopes() {
        int many = 2_000;
        await().until(index::isLoaded);
        long ownersBefore = count(ADDED_OWNERS);
        long readBefore = count(SCOPES_READ);
        run(
                vertx,
                () -> recordCharges.record(IntStream.range(0, many)
                        .mapToObj(number -> stated(subscription + "-" + number, "2026-11-01"))
                        .toList()));
        await("PostgreSQL's own counts of that transaction").until(() -> count(ADDED_OWNERS) >= ownersBefore + many);
        assertThat(count(SCOPES_READ) - readBefore).isLessThan((long) many * many / 10);
    }

    private CompletableFuture<RecordedBatch> recording(String day, String... subscriptions) {
        return start(
                vertx,
                () -> recordCharges.record(
                        Stream.of(subscriptions).map(each -> stated(each, day)).toList()));
    }

    private static void awaitWaiting(int sessions) {
        await().until(() -> waiting() >= sessions);
    }

    private static long waiting() {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    private Charge stated(String subscriptionOfMany, String day) {
        return charge(account, UUID.randomUUID().toString())
                .customer("customer-1")
                .subscription(subscriptionOfMany, "group-1")
                .on(day)
                .build();
    }

    private Charge stated(String id, String customer, String day) {
        return charge(account, id)
                .customer(customer)
                .subscription(subscription, "group-1")
                .on(day)
                .build();
    }

    private void record(Charge charge) {
        await().until(index::isLoaded);
        run(vertx, () -> recordCharges.record(List.of(charge)));
    }

    private String owner() {
        return (String) query("""
                select scope.customer from subscription_owner o join scope on scope.id = o.scope_id where o.subscription = '%s'
                """.formatted(subscription)).getFirst().getFirst();
    }
}
