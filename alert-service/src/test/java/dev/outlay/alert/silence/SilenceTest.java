package dev.outlay.alert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import dev.outlay.alert.scope.Scope;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a silence means, and which of several counts. */
class SilenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/Partner";
    private static final CustomerKey CUSTOMER = new CustomerKey("partner", "fabrikam");

    /** An alert of a budget named {@code Web} at a scope of the customer Fabrikam, at 80 percent of what was spent. */
    private static Crossing crossing(String scope) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(
                Files.readAllBytes(Repository.root().resolve("deploy/contracts/examples/crossing-actual.json")));
        boolean billing = scope.startsWith("/providers");
        ((ObjectNode) event.at("/data/budget")).put("scope", scope).put("name", "Web");
        ((ObjectNode) event.at("/data/scope")).put("billingAccount", "Partner").put("customer", "Fabrikam");
        ((ObjectNode) event.at("/data")).put("priceView", billing ? "Invoiced" : "Retail");
        ((ObjectNode) event.at("/data/notification")).put("key", "Actual_80").put("threshold", "80.0");
        return CrossingJson.read(CloudEvent.structured(event.toString().getBytes("UTF-8")));
    }

    private static Silence silence(String scope, String priceView, Optional<CustomerKey> customer, Matchers matchers) {
        return new Silence(
                UUID.randomUUID(),
                Scope.ofId(scope).orElseThrow(),
                priceView,
                customer,
                matchers,
                "tests",
                Silence.Afterwards.TELL,
                "somebody",
                NOW,
                NOW,
                NOW.plus(Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty());
    }

    private static Matchers matchers(String json) throws Exception {
        return MatchersJson.read(JSON.readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/S, Retail, /subscriptions/s, true",
        "/subscriptions/S, Retail, /subscriptions/s/resourceGroups/Web, true",
        "/subscriptions/S/resourceGroups/WEB, Retail, /subscriptions/s/resourceGroups/web, true",
        "/subscriptions/S/resourceGroups/web, Retail, /subscriptions/s, false",
        "/subscriptions/S, Retail, /subscriptions/s2, false",
        "/providers/Microsoft.Billing/billingAccounts/partner, Invoiced, " + ACCOUNT + ", true",
        "/providers/Microsoft.Billing/billingAccounts/partner, Invoiced, " + ACCOUNT + "/customers/Fabrikam, true",
        "/providers/Microsoft.Billing/billingAccounts/partner, Invoiced, " + ACCOUNT + "/billingProfiles/chf, true",
        "/providers/Microsoft.Billing/billingAccounts/other, Invoiced, " + ACCOUNT + ", false",
        "/providers/Microsoft.Billing/billingAccounts/partner, Invoiced, /subscriptions/s, false",
        "/providers/Microsoft.Billing/billingAccounts/partner, Retail, /subscriptions/s, true",
        "/providers/Microsoft.Billing/billingAccounts/partner, Retail, " + ACCOUNT + "/customers/Fabrikam, false",
        "/providers/Microsoft.Billing/billingAccounts/partner/customers/FABRIKAM, Retail, /subscriptions/s/resourceGroups/r, true",
        "/providers/Microsoft.Billing/billingAccounts/partner/customers/other, Retail, /subscriptions/s, false",
        "/providers/Microsoft.Billing/billingAccounts/partner/billingProfiles/chf, Invoiced, " + ACCOUNT
                + "/billingProfiles/eur, false"
    })
    void itActsAtItsScopeAndBelowInOnePriceView(String scope, String priceView, String budget, boolean means)
            throws Exception {
        assertThat(silence(scope, priceView, Optional.empty(), Matchers.ALL)
                        .means(crossing(budget), "a@x.example", true))
                .isEqualTo(means);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                                            | true
            {'budgets':['web','other']}                                   | true
            {'budgets':['other']}                                         | false
            {'notifications':['ACTUAL_80']}                               | true
            {'notifications':['Actual_50']}                               | false
            {'thresholdTypes':['Actual']}                                 | true
            {'thresholdTypes':['Forecasted']}                             | false
            {'thresholds':[50, 80.00]}                                    | true
            {'thresholds':[8E1]}                                          | true
            {'thresholds':[100]}                                          | false
            {'receivers':['A@X.example']}                                 | true
            {'receivers':['b@x.example']}                                 | false
            {'budgets':['web'],'receivers':['b@x.example']}               | false
            {'budgets':['web'],'thresholds':[80],'receivers':['a@x.example']} | true
            """)
    void ofEachListOneHasToMatch(String json, boolean means) throws Exception {
        assertThat(silence("/subscriptions/s", "Retail", Optional.empty(), matchers(json))
                        .means(crossing("/subscriptions/s"), "a@x.example", false))
                .isEqualTo(means);
    }

    @Test
    void aCustomersMeansItsOwnAlertsAndNeverAReceiverOfThePartners() throws Exception {
        Crossing own = crossing("/subscriptions/s");
        Silence theirs = silence("/subscriptions/s", "Retail", Optional.of(CUSTOMER), Matchers.ALL);
        assertThat(theirs.means(own, "a@x.example", false)).isTrue();
        assertThat(theirs.means(own, "a@x.example", true)).isFalse();
        assertThat(silence("/subscriptions/s", "Retail", Optional.of(new CustomerKey("partner", "other")), Matchers.ALL)
                        .means(own, "a@x.example", false))
                .isFalse();
    }

    @Test
    void ofSeveralTheLastToEndCountsThatLetsItBeTold() {
        Silence shorter = silence("/subscriptions/s", "Retail", Optional.empty(), Matchers.ALL);
        Silence longer = ending(shorter, Duration.ofHours(2), Silence.Afterwards.TELL);
        Silence never = ending(shorter, Duration.ofHours(9), Silence.Afterwards.RECORD);
        assertThat(Silence.strongest(List.of(never, longer, shorter))).contains(longer);
        assertThat(Silence.strongest(List.of(never))).contains(never);
        assertThat(never.looksAgainAt()).isEmpty();
        assertThat(longer.looksAgainAt()).contains(NOW.plus(Duration.ofHours(2)));
    }

    private static Silence ending(Silence silence, Duration after, Silence.Afterwards afterwards) {
        return new Silence(
                UUID.randomUUID(),
                silence.scope(),
                silence.priceView(),
                silence.customer(),
                silence.matchers(),
                silence.reason(),
                afterwards,
                silence.createdBy(),
                NOW,
                NOW,
                NOW.plus(after),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void itsEndDoesNotBelongToIt() {
        Silence silence = silence("/subscriptions/s", "Retail", Optional.empty(), Matchers.ALL);
        assertThat(silence.stateAt(NOW.minusMillis(1))).isEqualTo(Silence.State.Planned);
        assertThat(silence.stateAt(NOW)).isEqualTo(Silence.State.InForce);
        assertThat(silence.stateAt(silence.endsAt())).isEqualTo(Silence.State.Ended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'budget':['web']}",
                "{'budgets':'web'}",
                "{'budgets':[]}",
                "{'budgets':[' ']}",
                "{'budgets':[1]}",
                "{'thresholdTypes':['Anomaly']}",
                "{'thresholds':['80']}",
                "{'thresholds':[-1]}",
                "{'thresholds':[1001]}"
            })
    void matchersThatCannotBeMeantAreRefused(String json) {
        assertThatThrownBy(() -> matchers(json)).isInstanceOf(MatchersJson.Unclear.class);
    }

    @Test
    void matchersAreReadBackAsTheyWereWritten() throws Exception {
        Matchers matchers = matchers("{'budgets':['Web'],'notifications':['A'],'thresholdTypes':['Actual'],"
                + "'thresholds':[80.5],'receivers':['a@x.example']}");
        assertThat(MatchersJson.kept(MatchersJson.write(matchers).toString())).isEqualTo(matchers);
        assertThat(MatchersJson.kept("{\"thresholds\":[33.333333333333333333]}").thresholds())
                .containsExactly(new BigDecimal("33.333333333333333333"));
        assertThat(MatchersJson.write(Matchers.ALL)).isEmpty();
    }

    /** In lower case it is of two characters, and longer than what may be kept. */
    @Test
    void whatIsTakenCanBeReadAfterItWasKept() throws Exception {
        String capital = "\u0130";
        assertThatThrownBy(() -> matchers("{'budgets':['" + capital.repeat(2_049) + "']}"))
                .isInstanceOf(MatchersJson.Unclear.class);
        Matchers taken = matchers("{'budgets':['" + capital.repeat(2_048) + "']}");

        assertThat(MatchersJson.kept(MatchersJson.write(taken).toString())).isEqualTo(taken);
    }
}
