package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.ExplainedEvents.amounts;
import static dev.outlay.budget.evaluation.ExplainedEvents.movers;
import static dev.outlay.budget.evaluation.ExplainedEvents.plain;
import static dev.outlay.budget.evaluation.ExplainedEvents.sent;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the alert service hears of why a threshold was reached, through a real PostgreSQL and a real broker. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(ExplainedCrossingsTest.Patient.class)
class ExplainedCrossingsTest {

    /** As long as can be asked for: a machine that is busy with other things is slower than one that sends alerts. */
    public static final class Patient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.explanation.patience", "1s", "outlay.explanation.of-a-round", "1s");
        }
    }

    private final LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private final String now = month.toString();
    private final String before = month.minusMonths(1).toString();
    private final String longAgo = month.minusMonths(2).toString();

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final ExplainedEvents events;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    ExplainedCrossingsTest(RecordCharges recordCharges, BudgetEvaluator evaluator, WatchIndex index, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.events = new ExplainedEvents(evaluator, vertx);
        this.index = index;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    @Test
    void anEventSaysWhichServicesSubscriptionsAndGroupsHaveMovedTheSpendOfAnAccount() {
        JsonNode event = events.explained(account, fresh -> {
            record(
                    charge(fresh, "1")
                            .on(before)
                            .subscription("s1", "web")
                            .usd("10")
                            .build(),
                    charge(fresh, "2")
                            .on(before)
                            .subscription("s1", "data")
                            .service("Storage")
                            .usd("5.5")
                            .build(),
                    charge(fresh, "3")
                            .on(now)
                            .subscription("s1", "WEB")
                            .usd("60.00000000001")
                            .build(),
                    charge(fresh, "4")
                            .on(now)
                            .subscription("s2", "web")
                            .service("Storage")
                            .usd("7")
                            .build(),
                    charge(fresh, "5")
                            .on(longAgo)
                            .service("Forgotten")
                            .usd("999")
                            .build(),
                    charge(fresh, "6")
                            .on(now)
                            .category(ChargeCategory.TAX)
                            .service("Not counted")
                            .usd("999")
                            .build(),
                    charge(fresh + "-other", "7")
                            .on(now)
                            .service("Another's")
                            .usd("999")
                            .build());

            return BudgetFixture.ofAccount(fresh, "100", 60);
        });
        JsonNode told = event.path("explanation");

        assertThat(told.at("/days/start").asText()).isEqualTo(now);
        assertThat(told.at("/comparedWith/start").asText()).isEqualTo(before);
        assertThat(amounts(told)).isEqualTo("67.00000000001 15.5 51.50000000001 USD");
        assertThat(plain(told.get("spend"))).isEqualTo(plain(event.get("spend")));
        assertThat(movers(told.path("services"), "name"))
                .containsExactly("Virtual Machines 60.00000000001 10 50.00000000001 USD", "Storage 7 5.5 1.5 USD");
        assertThat(movers(told.path("subscriptions"), "id"))
                .containsExactly("s1 60.00000000001 15.5 44.50000000001 USD", "s2 7 0 7 USD");
        assertThat(told.path("resourceGroups"))
                .extracting(group -> group.path("subscription").asText() + " "
                        + group.path("name").asText().toLowerCase(Locale.ROOT) + " " + amounts(group))
                .containsExactly(
                        "s1 web 60.00000000001 10 50.00000000001 USD", "s2 web 7 0 7 USD", "s1 data 0 5.5 -5.5 USD");
    }

    @Test
    void theEventOfChargesThatComeIsExplainedTooAndFitsTheContract() {
        @Nullable JsonNode event = null;
        for (int attempt = 0; event == null || !event.has("explanation"); attempt++) {
            assertThat(attempt).as("attempts").isLessThan(20);
            String fresh = account + "-" + attempt;
            UUID budget = BudgetFixture.ofAccount(fresh, "100", 80);
            record(charge(fresh, "1").on(now).usd("90").build());
            event = sent(budget).getFirst();
        }

        assertThat(movers(event.at("/explanation/services"), "name")).containsExactly("Virtual Machines 90 0 90 USD");
        assertThat(event.path("cause").asText()).isEqualTo("charges");
    }

    /** A customer's people may read it: of a subscription that has moved here it says nothing of whose it was, and no price but retail. */
    @Test
    void atASubscriptionAmountsAreRetailAndOfItsOwnCustomerAlone() {
        JsonNode event = events.explained(account, fresh -> {
            record(
                    charge(fresh, "1")
                            .on(before)
                            .subscription("s1", "web")
                            .billed("777")
                            .usd("777")
                            .list("4")
                            .build(),
                    charge(fresh, "2")
                            .on(now)
                            .subscription("s1", "web")
                            .billed("777")
                            .usd("777")
                            .list("94")
                            .build(),
                    charge(fresh, "3")
                            .on(now)
                            .subscription("s1", "web")
                            .category(ChargeCategory.PURCHASE)
                            .service("Reserved")
                            .billed("777")
                            .usd("777")
                            .list("888")
                            .build(),
                    charge(fresh, "4")
                            .on(now)
                            .customer("customer-2")
                            .subscription("s1", "theirs")
                            .service("Theirs")
                            .list("888")
                            .build());

            return BudgetFixture.budget(ScopeKey.subscription(fresh, "customer-1", "s1"), 4, fresh, "100", 1, null, 80);
        });
        JsonNode told = event.path("explanation");

        assertThat(amounts(told)).isEqualTo("94 4 90 CHF");
        assertThat(movers(told.path("services"), "name")).containsExactly("Virtual Machines 94 4 90 CHF");
        assertThat(told.path("subscriptions")).isEmpty();
        assertThat(movers(told.path("resourceGroups"), "name")).containsExactly("web 94 4 90 CHF");
        assertThat(told.at("/resourceGroups/0/subscription").asText()).isEqualTo("s1");
        assertThat(told.toString()).doesNotContain("777", "888", "heirs", "customer", "Reserved");
    }

    @Test
    void whatTheFilterOfABudgetLeavesOutHasMovedNothing() {
        JsonNode event = events.explained(account, fresh -> {
            record(
                    charge(fresh, "1").on(now).service("Storage").usd("90").build(),
                    charge(fresh, "2")
                            .on(now)
                            .service("Virtual Machines")
                            .usd("500")
                            .build());

            return filtered(fresh, BudgetFixture.service("Storage"), "ServiceName", "Storage");
        });

        assertThat(amounts(event.path("explanation"))).isEqualTo("90 0 90 USD");
        assertThat(movers(event.at("/explanation/services"), "name")).containsExactly("Storage 90 0 90 USD");
    }

    private static UUID filtered(String account, CostFilter filter, String dimension, String value) {
        UUID budget = BudgetFixture.budget(ScopeKey.billingAccount(account), 1, account, "100", 1, filter, 80);
        String text =
                "{\"dimensions\":{\"name\":\"" + dimension + "\",\"operator\":\"In\",\"values\":[\"" + value + "\"]}}";
        BudgetFixture.change(budget, "filter_text = '" + text + "'");
        return budget;
    }

    private void record(Charge... charges) {
        run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
