package dev.outlay.e2e.cost;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.local.ReceivedMail;
import dev.outlay.local.ReceivedWebhook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A load with budgets on it, one at the account and one at each customer. Each has the amount that it will come to, rounded down, and is told at five
 * percentages up to 100, so that in the end every one of them has been crossed.
 */
public final class WatchedLoad {
    private static final int[] PERCENTAGES = {20, 40, 60, 80, 100};
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Outlay outlay;
    private final Expected expected;
    private final Duration patience;
    private final Account account;
    private final Client admin;
    private final String email;
    private final Kept kept;

    public WatchedLoad(Outlay outlay, Load load) {
        this(outlay, load.expected(), PATIENCE);
    }

    /** @param patience how long counting and telling may take after the last charge was accepted */
    public WatchedLoad(Outlay outlay, Expected expected, Duration patience) {
        this(outlay, expected, patience, outlay.door(GLOBAL_ADMIN));
    }

    private WatchedLoad(Outlay outlay, Expected expected, Duration patience, Client admin) {
        this.outlay = outlay;
        this.expected = expected;
        this.patience = patience;
        this.account = expected.account();
        this.admin = admin;
        this.email = account.name() + "@example.com";
        this.kept = new Kept(outlay, account);
    }

    /** The same load and budgets, which are asked for elsewhere: at another replica than the one that may have been killed. */
    public WatchedLoad askedOf(Client other) {
        return new WatchedLoad(outlay, expected, patience, other);
    }

    /** Makes the action group and the budgets. */
    public void makeBudgets() {
        made(
                account.actionGroup("hook") + "?api-version=2021-09-01",
                Bodies.actionGroup(outlay.webhookUri(account.name())));
        makeBudget(account.id(), expected.billed());
        expected.billedByCustomer().forEach((customer, billed) -> makeBudget(account.customer(customer), billed));
    }

    private void makeBudget(String scope, BigDecimal billed) {
        String amount = billed.setScale(0, RoundingMode.FLOOR).toPlainString();
        made(
                Account.budget(scope, "load"),
                Bodies.monthly(amount, "GreaterThanOrEqualTo", email, account.actionGroup("hook"), PERCENTAGES));
    }

    private void made(String path, String body) {
        Answer answer = admin.put(path, body);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    /** Waits until all is counted, and checks that it is exact everywhere and told once. */
    public void assertCountedAndToldOnce() {
        awaitCounted();
        assertSpend(account.id(), expected.billed());
        expected.billedByCustomer().forEach((customer, billed) -> assertSpend(account.customer(customer), billed));
        assertNoDifferences(admin);
        assertEachCrossingHasOneAlert();
        assertEachIsToldUnderOneId();
    }

    /** Waits until the ledger has them all, and what replaces some of them. */
    private void awaitCounted() {
        await("every charge is in the ledger")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(outlay.ledger().ledgerRows(account.name()) + " charges, CHF "
                                + new BigDecimal(outlay.ledger().billedCost(account.name()))
                                        .stripTrailingZeros()
                                        .toPlainString())
                        .isEqualTo(expected.charges() + " charges, CHF "
                                + expected.billed().stripTrailingZeros().toPlainString()));
    }

    private void assertSpend(String scope, BigDecimal billed) {
        assertThat(admin.get(Account.budget(scope, "load")).currentSpend())
                .as(scope)
                .isEqualByComparingTo(billed);
    }

    /** The service's own recount finds nothing. */
    public static void assertNoDifferences(Client admin) {
        Answer asked = admin.post("/v1/reconciliation", "application/json", "");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        String report = asked.location();
        await("reconciliation")
                .atMost(PATIENCE)
                .until(() -> !admin.get(report).json().path("state").asText().equals("Running"));
        Answer reconciled = admin.get(report);
        assertThat(reconciled.json().path("state").asText())
                .as(reconciled.body())
                .isEqualTo("Completed");
        assertThat(reconciled.json().path("differences")).as(reconciled.body()).isEmpty();
        assertThat(reconciled.json().path("differences").isArray()).isTrue();
    }

    /** How many crossings there are to be. */
    public int crossings() {
        return PERCENTAGES.length * (1 + expected.billedByCustomer().size());
    }

    private void assertEachCrossingHasOneAlert() {
        await("alerts").atMost(patience).untilAsserted(() -> assertThat(alerts())
                .hasSize(crossings()));
        assertThat(outlay.ledger()
                        .one(
                                "select count(*) from crossed_threshold t join budget b on b.uuid = t.budget_uuid where b.scope_arm_id like ?",
                                account.id() + "%"))
                .isEqualTo(Integer.toString(crossings()));
    }

    /** Budget and notification of each alert. */
    private List<String> alerts() {
        return outlay.alerts()
                .column(
                        "select scope_key || ' ' || (crossing #>> '{notification,key}') from alert where scope_key like lower(?)",
                        account.id() + "%");
    }

    /**
     * Each alert went to each receiver at least once, but for those that a part is spent, to a receiver who is told that the whole is; whatever went twice
     * had the same id.
     */
    private void assertEachIsToldUnderOneId() {
        await("deliveries").atMost(patience).untilAsserted(this::assertEachIsDelivered);
        Steadily.holds("each is told under one id", patience, () -> {
            assertThat(alerts()).hasSize(crossings()).doesNotHaveDuplicates();
            assertEachIsDelivered();
            assertOneIdForEach();
        });
    }

    private void assertEachIsDelivered() {
        List<Delivery> deliveries = kept.deliveries();
        assertThat(deliveries).hasSize(2 * crossings()).allMatch(Delivery::isOver);
        assertThat(deliveries.stream().filter(delivery -> !delivery.isPart()))
                .as("that the whole is spent is told of every budget, by mail and by webhook")
                .hasSize(2 * crossings() / PERCENTAGES.length)
                .allMatch(Delivery::isDelivered);
    }

    private void assertOneIdForEach() {
        List<Delivery> deliveries = kept.deliveries();
        Map<String, Set<String>> idsOfAlerts = outlay.inbox().webhooks().stream()
                .filter(webhook -> webhook.name().equals(account.name()))
                .collect(groupingBy(WatchedLoad::alertOf, mapping(WatchedLoad::idOf, toSet())));
        // One that was sent just before the sender was killed has come, though it is muted since.
        assertThat(idsOfAlerts.keySet())
                .containsAll(alertsOf(deliveries, Delivery::isDeliveredWebhook))
                .isSubsetOf(alertsOf(deliveries, delivery -> true));
        assertThat(idsOfAlerts.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(idsOfAlerts.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
        assertThat(outlay.mail().messages().stream()
                        .filter(mail -> mail.to().contains(email))
                        .map(WatchedLoad::messageId)
                        .distinct())
                .hasSizeBetween(alertsOf(deliveries, Delivery::isDeliveredMail).size(), crossings());
    }

    private static Set<String> alertsOf(List<Delivery> deliveries, Predicate<Delivery> which) {
        return deliveries.stream().filter(which).map(Delivery::alert).collect(toSet());
    }

    /** How many mails and webhooks have come, repeated ones among them. */
    public long received() {
        return outlay.inbox().webhooks().stream()
                        .filter(webhook -> webhook.name().equals(account.name()))
                        .count()
                + outlay.mail().messages().stream()
                        .filter(mail -> mail.to().contains(email))
                        .count();
    }

    private static String alertOf(ReceivedWebhook webhook) {
        JsonNode event = Answer.json(webhook.body());
        return event.at("/data/alertId").asText();
    }

    private static String idOf(ReceivedWebhook webhook) {
        return webhook.headers().getOrDefault("webhook-id", "");
    }

    private static String messageId(ReceivedMail mail) {
        return mail.headers().getOrDefault("Message-ID", "");
    }
}
