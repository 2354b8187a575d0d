package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.budget.Budget;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What this service writes of a budget that people of several tenants wrote is what the contract says. */
class SeveralWritersEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** At a resource group, of a budget that the partner made and the customer edited; of the partner's contacts one is not told of this. */
    @Test
    void aCrossingOfABudgetThatPeopleOfTwoTenantsWroteIsWrittenAsItsGoldenExample() throws IOException {
        JsonNode golden = ContractFolder.example("crossing-by-several.json");
        JsonNode data = golden.get("data");
        ArrayNode writers = data.at("/budget/writers").deepCopy();
        ((ArrayNode) writers.at("/1/contactEmails")).add("another@fabrikam.example");
        writers.addObject()
                .put("principalId", "c1d2e3f4-0000-4000-8000-000000000009")
                .put("tenantId", "former")
                .putArray("contactRoles")
                .add("reader");
        Budget like = CrossingEventTest.crossing().watched().budget();
        Notification notification = new Notification(
                "half",
                true,
                ThresholdType.ACTUAL,
                Operator.EQUAL_TO,
                new BigDecimal("50.25"),
                List.of("Finance@fabrikam.example", "web@alpine-dairy.example"),
                List.of("Owner"),
                List.of(
                        "/subscriptions/9d8c7b6a-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/finance"),
                null);
        Budget budget = new Budget(
                UUID.fromString(data.at("/budget/uuid").asText()),
                data.at("/budget/scope").asText(),
                "web",
                like.provider(),
                like.seriesId(),
                new BigDecimal("200"),
                Map.of(),
                TimeGrain.QUARTERLY,
                like.metric(),
                LocalDate.parse("2026-04-01"),
                null,
                like.filterHash(),
                null,
                List.of(notification),
                like.creator(),
                writers.toString());
        WatchedBudget.Place place = new WatchedBudget.Place(
                ScopeKind.RESOURCE_GROUP,
                data.at("/scope/billingAccount").asText(),
                null,
                data.at("/scope/customer").asText(),
                data.at("/scope/subscription").asText(),
                "rg-web");
        Crossing crossing = new Crossing(
                new WatchedBudget(budget, 1, place, "CHF"),
                notification,
                new Period(LocalDate.parse("2026-04-01"), LocalDate.parse("2026-07-01")),
                new BigDecimal("100.5"),
                null,
                "CHF",
                Alerts.TELL,
                false);

        OutboxMessage message =
                CrossingEvent.of(crossing, null, Cause.CHARGES, Instant.parse("2026-11-20T10:15:31Z"), null);

        assertThat(JSON.readTree(message.body())).isEqualTo(data);
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-11-20T10:15:31Z")))
                .isEmpty();
    }

    @Test
    void anEndSaysWhoOfTwoTenantsAnswersForWhom() throws IOException {
        String writers =
                "[{\"principalId\":\"a\",\"tenantId\":\"one\",\"groups\":[\"g\"]},{\"principalId\":\"b\",\"tenantId\":\"other\","
                        + "\"groups\":[],\"contactEmails\":[\"finance@fabrikam.example\"],\"contactRoles\":[],\"contactGroups\":[]}]";
        OutboxMessage message = EndingEvent.of(
                written(CrossingEventTest.crossing().watched(), writers),
                LocalDate.parse("2026-12-31"),
                new Period(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-01-01")),
                new BigDecimal("4120.5"),
                "CHF",
                null,
                Instant.parse("2026-12-17T00:00:41.020Z"));

        assertThat(JSON.readTree(message.body()).at("/budget/writers")).isEqualTo(JSON.readTree(writers));
        assertThat(ContractFolder.problems(ContractFolder.structured(message).put("time", "2026-12-17T00:00:41.031Z")))
                .isEmpty();
    }

    /** The same, written by these. */
    private static WatchedBudget written(WatchedBudget like, String writers) {
        Budget budget = like.budget();
        Budget written = new Budget(
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
                budget.notifications(),
                budget.creator(),
                writers);
        return new WatchedBudget(written, like.scopeId(), like.place(), like.currency());
    }
}
