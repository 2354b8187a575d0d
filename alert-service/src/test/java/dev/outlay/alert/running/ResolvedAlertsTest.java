package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an alert whose cause a restatement or an edit took away, and of one whose cause is back; whatever is heard twice, late or too early. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResolvedAlertsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NEVER = "0001-01-01T00:00:00";

    private final Outlay outlay = new Outlay();
    private final String account = "resolved-" + UUID.randomUUID();
    private final String scope = Crossings.account(account);
    private final String budget = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        outlay.close();
    }

    private Crossings crossed(String percent, String amount) {
        Crossings crossing = Crossings.crossing()
                .under(account, scope, "BillingAccount")
                .with("telling", "record")
                .with("thresholdAmount", amount);
        ((ObjectNode) crossing.data().path("budget")).put("uuid", budget);
        ((ObjectNode) crossing.data().path("notification")).put("threshold", percent);
        return crossing;
    }

    private Crossings told(String percent, String amount) {
        Crossings crossing = crossed(percent, amount);
        outlay.tell(crossing);
        await().atMost(SOON)
                .until(() -> outlay.admin("GET", path(crossing), null).status() == 200);
        return crossing;
    }

    private String path(Crossings alert) {
        return Crossings.alerts(scope) + "/" + alert.id() + Outlay.VERSION;
    }

    private JsonNode alert(Crossings alert) {
        return outlay.admin("GET", path(alert), null).body();
    }

    private JsonNode properties(Crossings alert) {
        return alert(alert).path("properties");
    }

    private String status(Crossings alert) {
        return properties(alert).path("status").asText();
    }

    private void awaitStatus(Crossings alert, String status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(status(alert)).isEqualTo(status));
    }

    /** Waits until everything that was told of the budget before has been taken in: its records come in their order. */
    private void settle() {
        told("1", "1");
    }

    private void patch(Crossings alert, String status) {
        outlay.admin("PATCH", path(alert), "{\"properties\":{\"status\":\"" + status + "\"}}");
    }

    @Test
    void anAlertIsResolvedWithItsTimesAndActiveAgainWhenItsCauseIsBackAndNobodyIsToldOfEither() {
        String address = Crossings.address();
        Crossings alert = crossed("80", "8000").with("telling", "tell").emails(address);
        outlay.tell(alert);
        outlay.awaitStates(alert, "email Delivered");
        String tag = alert(alert).path("eTag").asText();
        assertThat(properties(alert).path("statusModificationTime").asText()).isEqualTo(NEVER);

        outlay.tellState(alert, "Resolved", 1);
        awaitStatus(alert, "Resolved");
        JsonNode resolved = properties(alert);
        assertThat(resolved.path("closeTime").asText()).isNotEqualTo(NEVER);
        assertThat(resolved.path("statusModificationTime")).isEqualTo(resolved.path("closeTime"));
        assertThat(resolved.path("modificationTime")).isEqualTo(resolved.path("closeTime"));
        assertThat(resolved.path("statusModificationUserName").isNull()).isTrue();
        assertThat(alert(alert).path("eTag").asText()).isNotEqualTo(tag);

        outlay.tellState(alert, "Active", 2);
        awaitStatus(alert, "Active");
        assertThat(properties(alert).path("closeTime").asText()).isEqualTo(NEVER);
        assertThat(properties(alert).path("statusModificationTime").asText()).isNotEqualTo(NEVER);
        assertThat(outlay.states(alert.id())).containsExactly("email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void whatSomebodyHasDismissedStaysSoAndWhatTheyTakeUpAgainFollowsTheNextChange() {
        Crossings alert = told("80", "8000");
        patch(alert, "Dismissed");
        outlay.tellState(alert, "Resolved", 1);
        outlay.tellState(alert, "Active", 2);
        outlay.tellState(alert, "Resolved", 3);
        settle();
        assertThat(status(alert)).isEqualTo("Dismissed");
        assertThat(properties(alert).path("statusModificationUserName").asText())
                .isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(properties(alert).path("closeTime").asText()).isEqualTo(NEVER);

        patch(alert, "Active");
        assertThat(status(alert)).isEqualTo("Active");
        outlay.tellState(alert, "Active", 4);
        outlay.tellState(alert, "Resolved", 5);
        awaitStatus(alert, "Resolved");
        assertThat(properties(alert).path("statusModificationUserName").isNull())
                .isTrue();
    }

    @Test
    void aResolvedAlertCanBeDismissedAndTakenUpAndNobodySetsWhatComesAboutByItself() {
        Crossings alert = told("80", "8000");
        assertThat(outlay.admin("PATCH", path(alert), "{\"properties\":{\"status\":\"Resolved\"}}")
                        .status())
                .isEqualTo(400);
        outlay.tellState(alert, "Resolved", 1);
        awaitStatus(alert, "Resolved");
        patch(alert, "Dismissed");
        assertThat(status(alert)).isEqualTo("Dismissed");
        patch(alert, "Active");
        assertThat(status(alert)).isEqualTo("Active");
    }

    @Test
    void aStateThatComesTwiceOrAfterALaterOneChangesNothing() {
        Crossings alert = told("80", "8000");
        outlay.tellState(alert, "Active", 2);
        outlay.tellState(alert, "Resolved", 1);
        settle();
        assertThat(status(alert)).isEqualTo("Active");
        outlay.tellState(alert, "Resolved", 3);
        awaitStatus(alert, "Resolved");
        String tag = alert(alert).path("eTag").asText();

        outlay.tellState(alert, "Resolved", 3);
        outlay.tellState(alert, "Active", 2);
        outlay.tell(alert);
        settle();
        assertThat(status(alert)).isEqualTo("Resolved");
        assertThat(alert(alert).path("eTag").asText()).isEqualTo(tag);
    }

    @Test
    void aStateThatComesBeforeItsCrossingIsKeptAndWhoeverIsToHearOfTheCrossingDoes() {
        String address = Crossings.address();
        Crossings alert = crossed("80", "8000").with("telling", "tell").emails(address);
        outlay.tellState(alert, "Active", 2);
        outlay.tellState(alert, "Resolved", 3);
        outlay.tell(alert);
        outlay.awaitStates(alert, "email Delivered");
        assertThat(status(alert)).isEqualTo("Resolved");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void aLowerThresholdIsActiveAgainWhileTheHigherOneIsResolved() {
        Crossings half = told("50", "5000");
        Crossings eighty = told("80", "8000");
        Crossings over = told("100", "10000");
        assertThat(status(half)).isEqualTo("Overridden");
        assertThat(status(eighty)).isEqualTo("Overridden");

        outlay.tellState(over, "Resolved", 1);
        awaitStatus(over, "Resolved");
        assertThat(status(eighty)).isEqualTo("Active");
        assertThat(properties(eighty).path("closeTime").asText()).isEqualTo(NEVER);
        assertThat(status(half)).isEqualTo("Overridden");
        outlay.tellState(eighty, "Resolved", 1);
        awaitStatus(eighty, "Resolved");
        assertThat(status(half)).isEqualTo("Active");

        outlay.tellState(over, "Active", 2);
        awaitStatus(over, "Active");
        assertThat(status(half)).isEqualTo("Overridden");
        assertThat(properties(half).at("/details/overridingAlert").asText()).endsWith("/alerts/" + over.id());
        assertThat(status(eighty)).as("its own cause is gone").isEqualTo("Resolved");
        outlay.tellState(eighty, "Active", 2);
        awaitStatus(eighty, "Overridden");
        outlay.tellState(half, "Resolved", 1);
        awaitStatus(half, "Resolved");
        assertThat(properties(half).at("/details/overridingAlert").isNull()).isTrue();
    }

    @Test
    void aListShowsWhatIsResolvedWhereItIsAskedForAndNobodyElseIsShownMore() {
        Crossings alert = told("80", "8000");
        told("50", "5000");
        outlay.tellState(alert, "Resolved", 1);
        awaitStatus(alert, "Resolved");
        String resolved = Crossings.alerts(scope) + Outlay.VERSION + "&$filter=status+eq+'Resolved'";
        assertThat(outlay.admin("GET", resolved, null).body().path("value"))
                .extracting(each -> each.path("name").asText())
                .containsExactly(alert.id());
        for (String path : new String[] {resolved, path(alert)}) {
            assertThat(outlay.call(outlay.token(Persona.OUTSIDER), "GET", path, null)
                            .status())
                    .isEqualTo(403);
            assertThat(outlay.call(null, "GET", path, null).status()).isEqualTo(401);
        }
    }

    @Test
    void aStateThatCannotBeMeantIsKeptAndEverythingElseGoesOn() {
        Crossings alert = told("80", "8000");
        outlay.tellState(alert, "Resolved", 0);
        outlay.tellState(alert, "Finished", 1);
        outlay.tellState(alert, "Resolved", 1);
        awaitStatus(alert, "Resolved");
        assertThat(outlay.sql("select reason from unreadable_event where convert_from(value, 'UTF8') like '%"
                        + alert.id() + "%' order by \"offset\""))
                .hasSize(2)
                .satisfiesExactly(number -> assertThat(number).startsWith("/data/number"), state -> assertThat(state)
                        .startsWith("/data/state"));
    }

    /** As a budget service that is upgraded first does it, and an alert service of before these events keeps what it hears of it. */
    @Test
    void whatAnOlderVersionKeptAsUnreadableIsTakenInAndWhatIsWrongWithTheRestIsSaid() {
        Crossings alert = told("80", "8000");
        Crossings other = told("50", "5000");
        keptByAnOlderVersion(alert, 1);
        keptByAnOlderVersion(other, 0);

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(status(alert)).isEqualTo("Resolved"));
        assertThat(status(other)).isEqualTo("Active");
        String kept = "select reason from unreadable_event where topic = 'older' and convert_from(value, 'UTF8') like ";
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.sql(kept + "'%" + alert.id() + "%'"))
                .isEmpty());
        assertThat(outlay.sql(kept + "'%" + other.id() + "%'"))
                .containsExactly("/data/number: must be a whole number from 1");
    }

    private void keptByAnOlderVersion(Crossings alert, long number) {
        outlay.sql("""
                insert into unreadable_event (topic, partition, "offset", key, value, headers, reason, recorded_at)
                select 'older', 0, (random() * 1e15)::bigint, convert_to('%s', 'UTF8'), convert_to('%s', 'UTF8'),
                       E'ce_specversion: 1.0\nce_id: %s\nce_type: dev.outlay.crossing-state.v1\ncontent-type: application/json\n',
                       '/type: must be dev.outlay.budget-ending.v1 or dev.outlay.crossing.v1', now()
                """.formatted(budget, Outlay.state(alert, "Resolved", number), UUID.randomUUID()));
    }
}
