package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.DeadLetters;
import dev.outlay.e2e.cost.Kept;
import dev.outlay.e2e.cost.Load;
import dev.outlay.e2e.cost.Statement;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.e2e.running.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of counting where they are hardest to keep (DESIGN.md section 5): the same charges lie in every partition of the topic, two replicas of the budget service read them
 * with a consumer for each, and every charge, crossing and alert is there once in the end.
 */
@Tag("full")
class ParallelStreamTest {
    private static final String GROUP = "budget-service";
    private static final int PARTITIONS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static @Nullable ServiceProcess second;

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("parallel");
    private final Kept kept = new Kept(outlay, account);
    private final String email = account.name() + "@example.com";

    @BeforeAll
    static void every_partition_has_a_consumer_of_its_own() {
        Outlay outlay = Outlay.running();
        ServiceProcess replica = outlay.anotherBudget();
        second = replica;
        replica.startAgain();
        outlay.topics().awaitShares(GROUP, 1, 1, 1, 1);
    }

    @AfterAll
    static void the_second_replica_goes() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void a_batch_that_is_in_every_partition_at_once_counts_once_and_is_told_once() {
        Load load = Load.of(account, 11, 3, 3000);
        WatchedLoad watched = new WatchedLoad(outlay, load);
        watched.makeBudgets();

        everywhere(
                load.charges(),
                (charge, partition) -> Topics.charge(partition, charge.id(), Charge.SOURCE, 0, charge.data()));

        outlay.topics().awaitRead(GROUP);
        watched.assertCountedAndToldOnce();
        assertThat(DeadLetters.of(outlay.topics(), account)).isEmpty();
    }

    @Test
    void the_parts_of_a_crossing_that_lie_in_different_partitions_are_found_once() {
        int rounds = 4;
        int customers = 12;
        List<String> crossed = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int first = round * customers;
            List<String> names = IntStream.range(first, first + customers)
                    .mapToObj(index -> "customer-" + index)
                    .toList();
            names.forEach(customer -> made(
                    Account.budget(account.customer(customer), "b"),
                    Bodies.monthly("100", "GreaterThan", email, "", 80)));
            // Three parts are below the threshold, whichever they are, and the fourth passes it.
            atOnce(partition -> names.stream()
                    .map(customer -> stated(customer + " part " + partition, customer, "CHF", "21")
                            .onPartition(partition))
                    .toList());
            names.forEach(customer -> crossed.add(account.customer(customer)));
        }
        outlay.topics().awaitRead(GROUP);

        Steadily.holds("each crossing is recorded and told once", SOON, () -> {
            assertThat(kept.crossings())
                    .containsExactlyInAnyOrderElementsOf(
                            crossed.stream().map(scope -> scope + " b").toList());
            assertThat(kept.alerts()).hasSize(crossed.size()).doesNotHaveDuplicates();
        });
        assertThat(crossed).allSatisfy(scope -> assertThat(
                        admin.get(Account.budget(scope, "b")).currentSpend())
                .isEqualByComparingTo("84"));
        assertAllIsExact(List.of());
    }

    @Test
    void filtered_budgets_that_are_made_while_the_partitions_are_read_count_every_charge_once() {
        int slices = 12;
        List<Statement> said = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            List<Statement> statements = slice(slice);
            said.addAll(statements);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> everywhere(statements));
            made(
                    Account.budget(account.id(), "monthly-" + slice),
                    Bodies.ofService("service-" + slice % 6, "Monthly", email));
            made(
                    Account.budget(account.id(), "quarterly-" + slice),
                    Bodies.ofService("service-" + (slice + 3) % 6, "Quarterly", email));
            writing.join();
        }
        outlay.topics().awaitRead(GROUP);

        Map<String, BigDecimal> billed = Statement.billedBy(Statement::service, said);
        for (int slice = 0; slice < slices; slice++) {
            assertSpend("monthly-" + slice, billed.getOrDefault("service-" + slice % 6, BigDecimal.ZERO));
            assertSpend("quarterly-" + slice, billed.getOrDefault("service-" + (slice + 3) % 6, BigDecimal.ZERO));
        }
        Steadily.holds("each budget is crossed once", SOON, () -> assertThat(kept.crossings())
                .hasSize(2 * slices)
                .doesNotHaveDuplicates());
        assertAllIsExact(said);
    }

    /** Charges of six services; those that were said last are said anew, with another amount and service, so that what a budget finds and what comes overlap. */
    private List<Statement> slice(int slice) {
        List<Statement> statements = new ArrayList<>();
        for (int index = 0; index < 250; index++) {
            statements.add(ofService(slice + "-" + index, 0, index % 6, "0.0" + (1 + index % 9)));
        }
        for (int index = 0; slice > 0 && index < 60; index++) {
            statements.add(ofService((slice - 1) + "-" + index, 1, index + 1, "0.1" + index % 9));
        }
        return statements;
    }

    private Statement ofService(String id, int revision, int service, String billed) {
        return new Statement(
                id,
                revision,
                account,
                "customer",
                "CHF",
                Charge.thisMonth(),
                "service-" + service % 6,
                new BigDecimal(billed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void
            restatements_that_move_charges_to_other_customers_periods_and_currencies_count_last_in_whatever_order_they_come(
                    long seed) {
        Random random = new Random(seed);
        List<Statement> said = new ArrayList<>();
        for (int charge = 0; charge < 150; charge++) {
            for (int revision = 0; revision < 6; revision++) {
                int customer = random.nextInt(6);
                LocalDate day = Charge.thisMonth().minusMonths(random.nextInt(3));
                String billed = revision == 5 && charge % 5 == 0 ? "0" : random.nextInt(10_000) + ".0625";
                said.add(new Statement(
                        "charge-" + charge,
                        revision,
                        account,
                        "customer-" + customer,
                        List.of("CHF", "EUR", "SEK").get(customer % 3),
                        day,
                        "service-" + random.nextInt(3),
                        new BigDecimal(billed)));
            }
        }

        atOnce(partition -> {
            List<Statement> inAnyOrder = new ArrayList<>(said);
            Collections.shuffle(inAnyOrder, new Random(seed * PARTITIONS + partition));
            return inAnyOrder.stream()
                    .map(statement -> statement.onPartition(partition))
                    .toList();
        });
        outlay.topics().awaitRead(GROUP);

        assertThat(outlay.ledger().ledgerRows(account.name())).isEqualTo(150);
        assertAllIsExact(said);
    }

    @Test
    void charges_that_are_restated_up_and_down_and_to_zero_and_up_again_are_told_once() {
        List<Statement> low = IntStream.range(0, 8)
                .mapToObj(index -> stated("up-and-down-" + index, "customer-" + index, "CHF", "10"))
                .toList();
        low.forEach(statement -> made(
                Account.budget(account.customer(statement.customer()), "b"),
                Bodies.monthly("100", "GreaterThan", email, "", 80)));
        List<Statement> high = low.stream().map(each -> each.restated("90")).toList();
        List<Statement> lower = high.stream().map(each -> each.restated("5")).toList();
        List<Statement> zero = lower.stream().map(each -> each.restated("0")).toList();
        List<Statement> highest = zero.stream().map(each -> each.restated("95")).toList();

        List<Statement> said = new ArrayList<>();
        for (List<Statement> step : List.of(low, high, lower, zero, highest)) {
            said.addAll(step);
            // What was said before comes again with it, and is out of date.
            everywhere(said);
            outlay.topics().awaitRead(GROUP);
            assertThat(kept.monthlySpend()).containsExactlyInAnyOrderElementsOf(Statement.monthlySpend(said));
            assertThat(kept.crossings()).hasSize(step == low ? 0 : low.size()).doesNotHaveDuplicates();
        }

        Steadily.holds("each is told once", SOON, () -> assertThat(kept.alerts())
                .hasSize(low.size())
                .doesNotHaveDuplicates());
        assertAllIsExact(said);
    }

    private Statement stated(String id, String customer, String currency, String billed) {
        return new Statement(
                id, 0, account, customer, currency, Charge.thisMonth(), "Virtual Machines", new BigDecimal(billed));
    }

    private void everywhere(List<Statement> statements) {
        everywhere(statements, Statement::onPartition);
    }

    /** Writes all to each partition, at the same time. */
    private <T> void everywhere(List<T> charges, BiFunction<T, Integer, ProducerRecord<String, byte[]>> record) {
        atOnce(partition ->
                charges.stream().map(charge -> record.apply(charge, partition)).toList());
    }

    private void atOnce(IntFunction<List<ProducerRecord<String, byte[]>>> ofPartition) {
        outlay.topics()
                .writeAtOnce(
                        IntStream.range(0, PARTITIONS).mapToObj(ofPartition).toList());
    }

    private void made(String path, String body) {
        Answer answer = admin.put(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private void assertSpend(String budget, BigDecimal billed) {
        await(budget).atMost(SOON).untilAsserted(() -> assertThat(
                        admin.get(Account.budget(account.id(), budget)).currentSpend())
                .isEqualByComparingTo(billed));
    }

    /** @param said all that was said of the account's charges; empty where that was looked at already */
    private void assertAllIsExact(List<Statement> said) {
        if (!said.isEmpty()) {
            assertThat(kept.monthlySpend()).containsExactlyInAnyOrderElementsOf(Statement.monthlySpend(said));
        }
        WatchedLoad.assertNoDifferences(admin);
        assertThat(DeadLetters.of(outlay.topics(), account)).isEmpty();
    }
}
