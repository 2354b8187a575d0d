package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Operator;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.ScopeKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this service writes to {@code budget-alerts} is what the contract says. */
class CrossingEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONTRACTS =
            Path.of(System.getProperty("outlay.root", "..")).resolve("deploy/contracts");

    private static final String ACCOUNT =
            "7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31";
    private static final String CUSTOMER = "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f";

    @Test
    void aCrossingIsWrittenAsTheGoldenExampleAndFitsTheSchema() throws IOException {
        JsonNode golden = ContractFolder.example("crossing-actual.json");
        OutboxMessage message = CrossingEvent.of(
                crossing(),
                null,
                Cause.CHARGES,
                Instant.parse("2026-11-20T10:15:31.198Z"),
                Instant.parse("2026-11-20T10:15:31.021Z"));

        assertThat(JSON.readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(message.key()).isEqualTo(golden.at("/data/budget/uuid").asText());
        assertThat(message.headers().get("ce_subject"))
                .isEqualTo(golden.get("subject").asText());
        assertThat(message.headers().get("ce_type"))
                .isEqualTo(golden.get("type").asText());

        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-20T10:15:31.204Z")))
                .isEmpty();
    }

    @Test
    void theContractHasAWordForEachCause() throws IOException {
        List<String> words = new ArrayList<>();
        JSON.readTree(CONTRACTS.resolve("crossing.v1.schema.json").toFile())
                .at("/properties/data/properties/cause/enum")
                .forEach(word -> words.add(word.asText()));

        assertThat(Stream.of(Cause.values()).map(Cause::label)).containsExactlyElementsOf(words);
    }

    @Test
    void aCrossingHasOneIdWhoeverFindsIt() {
        assertThat(crossing().id()).isEqualTo(crossing().id());
    }

    /** Of a day that has an amount of its own, after its end. */
    @Test
    void aCrossingOfADayIsWrittenAsItsGoldenExample() throws IOException {
        JsonNode golden = ContractFolder.example("crossing-daily.json");
        Crossing monthly = crossing();
        Budget like = monthly.watched().budget();
        LocalDate day = LocalDate.parse("2026-11-20");
        Budget budget = new Budget(
                UUID.fromString("0b6f4c1e-7a2d-4b39-9c7d-1e5f4a3b2c1e"),
                like.scopeArmId(),
                "alpine-daily",
                like.provider(),
                like.seriesId(),
                new BigDecimal("350"),
                Map.of(day, new BigDecimal("500")),
                TimeGrain.DAILY,
                like.metric(),
                like.startDate(),
                null,
                like.filterHash(),
                null,
                like.notifications(),
                like.creator(),
                null);
        Crossing crossing = new Crossing(
                new WatchedBudget(budget, 1, monthly.watched().place(), "CHF"),
                monthly.notification(),
                new Period(day, day.plusDays(1)),
                new BigDecimal("431.07"),
                null,
                "CHF",
                Alerts.TELL,
                true);

        OutboxMessage message = CrossingEvent.of(
                crossing,
                null,
                Cause.CHARGES,
                Instant.parse("2026-11-21T09:02:11.604Z"),
                Instant.parse("2026-11-21T09:02:11.377Z"));

        assertThat(JSON.readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-21T09:02:11.610Z")))
                .isEmpty();
        assertThat(crossing.condition()).contains("|80|500|");
    }

    @Test
    void aForecastSaysWhatIsExpectedBesideWhatIsSpent() throws IOException {
        JsonNode golden = ContractFolder.example("crossing-forecasted.json");
        Crossing actual = crossing();
        Budget like = actual.watched().budget();
        Notification forecasted = new Notification(
                "Forecasted_GreaterThan_100_Percent",
                true,
                ThresholdType.FORECASTED,
                Operator.GREATER_THAN,
                new BigDecimal("100"),
                actual.notification().contactEmails(),
                List.of(),
                actual.notification().contactGroups(),
                "en-us");
        Crossing crossing = new Crossing(
                actual.watched(),
                forecasted,
                actual.period(),
                new BigDecimal("4120.18"),
                new BigDecimal("10734.55"),
                "CHF",
                Alerts.TELL,
                false);

        OutboxMessage message =
                CrossingEvent.of(crossing, null, Cause.CHARGES, Instant.parse("2026-11-12T06:40:02.511Z"), null);

        assertThat(JSON.readTree(message.body())).isEqualTo(golden.get("data"));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-12T06:40:02.518Z")))
                .isEmpty();
        assertThat(crossing.condition())
                .as("another condition than that of the spend")
                .startsWith("Forecasted|")
                .isNotEqualTo(like.condition(actual.notification(), actual.period()));
    }

    @Test
    void notificationsOfOneConditionAreOneCrossingThatGoesToTheContactsOfEach() throws IOException {
        Notification first = crossing().notification();
        Notification german = like(first, "zz-german", true, "80.00", List.of("einkauf@fabrikam.example"), "de-de");
        Notification same = like(first, "zz-same", true, "80", List.of("finance@fabrikam.example"), "fr-fr");
        Notification off = like(first, "zz-off", false, "80", List.of("off@fabrikam.example"), "en-us");
        Notification higher = like(first, "zz-higher", true, "90", List.of("cfo@fabrikam.example"), "en-us");
        OutboxMessage message = CrossingEvent.of(
                withNotifications(first, german, same, off, higher), null, Cause.CHARGES, Instant.EPOCH, null);

        JsonNode told = JSON.readTree(message.body()).path("notification");
        assertThat(told.path("key").asText()).isEqualTo(first.key());
        assertThat(told.path("contactEmails"))
                .extracting(JsonNode::asText)
                .containsExactly("finance@fabrikam.example", "einkauf@fabrikam.example");
        assertThat(told.path("contactGroups")).hasSize(1);
        assertThat(told.path("contactLocales").toString()).isEqualTo("{\"einkauf@fabrikam.example\":\"de-de\"}");
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-20T10:15:31.204Z")))
                .isEmpty();
    }

    private static Notification like(
            Notification other, String key, boolean enabled, String threshold, List<String> emails, String locale) {
        return new Notification(
                key,
                enabled,
                other.thresholdType(),
                other.operator(),
                new BigDecimal(threshold),
                emails,
                List.of(),
                other.contactGroups(),
                locale);
    }

    private static Crossing withNotifications(Notification... notifications) {
        Crossing crossing = crossing();
        Budget budget = crossing.watched().budget();
        Budget with = new Budget(
                budget.uuid(),
                budget.scopeArmId(),
                budget.name(),
                budget.provider(),
                budget.seriesId(),
                budget.amount(),
                budget.periodAmounts(),
                budget.grain(),
                budget.metric(),
                budget.startDate(),
                budget.endDate(),
                budget.filterHash(),
                budget.filterText(),
                List.of(notifications),
                budget.creator(),
                null);
        return new Crossing(
                new WatchedBudget(with, 1, crossing.watched().place(), "CHF"),
                notifications[0],
                crossing.period(),
                crossing.spend(),
                null,
                "CHF",
                Alerts.TELL,
                false);
    }

    @Test
    void theContractKnowsEveryTimeGrain() throws IOException {
        List<String> words = new ArrayList<>();
        JSON.readTree(CONTRACTS.resolve("crossing.v1.schema.json").toFile())
                .at("/properties/data/properties/period/properties/timeGrain/enum")
                .forEach(word -> words.add(word.asText()));

        assertThat(Stream.of(TimeGrain.values()).map(TimeGrain::label)).containsExactlyElementsOf(words);
    }

    static Crossing crossing() {
        Notification notification = new Notification(
                "Actual_GreaterThan_80_Percent",
                true,
                ThresholdType.ACTUAL,
                Operator.GREATER_THAN,
                new BigDecimal("80"),
                List.of("finance@fabrikam.example"),
                List.of(),
                List.of("/providers/Microsoft.Billing/billingAccounts/" + ACCOUNT
                        + "/providers/Microsoft.Insights/actionGroups/finance"),
                "en-us");
        Budget budget = new Budget(
                UUID.fromString("5f0c6c1e-1d2b-4a39-8c7d-6e5f4a3b2c1d"),
                "/providers/Microsoft.Billing/billingAccounts/" + ACCOUNT + "/customers/" + CUSTOMER,
                "alpine-monthly",
                "Microsoft.Consumption",
                1,
                new BigDecimal("10000.00"),
                Map.of(),
                TimeGrain.MONTHLY,
                Metric.ACTUAL,
                LocalDate.parse("2026-11-01"),
                null,
                CostFilter.NONE,
                null,
                List.of(notification),
                new Budget.Creator("a3e0d1c2-0000-4000-8000-000000000001", "11111111-2222-4333-8444-555555555555"),
                null);
        WatchedBudget watched = new WatchedBudget(
                budget, 1, new WatchedBudget.Place(ScopeKind.CUSTOMER, ACCOUNT, null, CUSTOMER, null, null), "CHF");
        return new Crossing(
                watched,
                notification,
                new Period(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01")),
                new BigDecimal("8012.400000000000000001"),
                null,
                "CHF",
                Alerts.TELL,
                false);
    }
}
