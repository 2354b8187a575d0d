package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a crossing on the topic to the deliveries of its receivers, and to a mail. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TellingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    @Test
    void anAlertThatNoNewCostBroughtSaysWhatDid() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address).with("cause", "reclassification");

        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");

        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.text()).contains("A customer was reclassified, and its charges were counted anew.");
        assertThat(mail.html()).contains("A customer was reclassified, and its charges were counted anew.");
    }

    @Test
    void anEventThatComesThreeTimesIsOneAlertAndOneMail() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address, address.toUpperCase());
        Crossings last = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        outlay.tellStructured(crossing);
        outlay.tell(crossing);
        outlay.tell(last);
        outlay.awaitStates(crossing, "email Delivered");
        outlay.awaitStates(last, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
        assertThat(outlay.sql("select count(*) from alert where id = '" + crossing.id() + "'"))
                .containsExactly("1");
    }

    @Test
    void aMailSaysWhatHappenedAndCanBeToldFromARepetition() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject()).isEqualTo("Budget alpine-monthly: CHF 8,012.40 of CHF 10,000.00 spent, over 80%");
        assertThat(mail.text())
                .contains("customer " + Crossings.CUSTOMER, "CHF 8,012.40", "80% = CHF 8,000.00", "UTC")
                .contains("Monthly, November 1, 2026 to November 30, 2026", "Actual_GreaterThan_80_Percent");
        assertThat(mail.html()).contains("<h1", "CHF 8,012.40", "viewport");
        assertThat(mail.text() + mail.html()).doesNotContain("reclassified", "{item");
        assertThat(mail.to()).doesNotContain(",");
        String delivery = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(mail.headers().toString())
                .contains("<" + delivery + "@outlay.example>", "auto-generated", "Outlay <alerts@outlay.example>");
    }

    @Test
    void aDayIsSaidAsADayAndAPeriodOfItsOwnDaysWithTheLastOfThem() {
        String address = Crossings.address();
        Crossings daily = Crossings.crossing()
                .emails(address)
                .groups(Groups.webhook(outlay, receiver.uri()))
                .period("Daily", "2026-11-20", "2026-11-21");
        Crossings custom = Crossings.crossing().emails(address).period("Custom", "2026-11-10", "2026-12-25");
        outlay.tell(daily);
        outlay.awaitStates(daily, "email Delivered", "webhook Delivered");
        outlay.tell(custom);
        outlay.awaitStates(custom, "email Delivered");

        assertThat(outlay.mails(address))
                .extracting(Outlay.Received::text)
                .satisfiesExactlyInAnyOrder(
                        day -> assertThat(day)
                                .contains("Daily, November 20, 2026 (a day in UTC)")
                                .doesNotContain("November 21"),
                        days -> assertThat(days)
                                .contains("Custom, November 10, 2026 to December 24, 2026 (days in UTC)"));
        assertThat(new String(receiver.messages().getFirst().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"period\":{\"timeGrain\":\"Daily\",\"start\":\"2026-11-20\",\"end\":\"2026-11-21\"}");
        assertThat(outlay.admin(
                                "GET",
                                Crossings.alerts(Crossings.account(Crossings.ACCOUNT) + "/customers/"
                                                + Crossings.CUSTOMER)
                                        + "/" + daily.id() + Outlay.VERSION,
                                null)
                        .body()
                        .at("/properties/details/timeGrainType")
                        .asText())
                .isEqualTo("Daily");
    }

    @Test
    void aRecordedCrossingIsAnAlertAndTellsNobody() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address).with("telling", "record");
        Crossings after = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        outlay.tell(after);
        outlay.awaitStates(after, "email Delivered");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.sql("select 1 from alert where id = '" + crossing.id() + "'"))
                        .hasSize(1));
        assertThat(outlay.states(crossing.id())).isEmpty();
        assertThat(outlay.mails(address)).isEmpty();
    }

    @Test
    void aDigestIsOneMailForAllItsCrossings() {
        String address = Crossings.address();
        List<Crossings> crossings = List.of(
                Crossings.crossing().emails(address).with("telling", "digest"),
                Crossings.crossing().emails(address).with("telling", "digest").with("spend", "9999.99"));
        crossings.forEach(outlay::tell);
        crossings.forEach(crossing -> outlay.awaitStates(crossing, "email Gathering"));
        assertThat(outlay.mails(address)).isEmpty();
        clock.moveOn(Duration.ofMinutes(6));
        crossings.forEach(crossing -> outlay.awaitStates(crossing, "email Delivered"));
        assertThat(outlay.mails(address)).hasSize(1);
        assertThat(outlay.mails(address).getFirst().subject()).isEqualTo("2 budgets have crossed a threshold");
        assertThat(outlay.mails(address).getFirst().text()).contains("8,012.40", "9,999.99");
    }

    @Test
    void whatCannotBeToldIsVisibleWithItsReason() {
        String foreign = Groups.at("another-account");
        String missing = Groups.at(Crossings.ACCOUNT);
        String customers = "/subscriptions/" + UUID.randomUUID()
                + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        Crossings crossing = Crossings.crossing().emails("no address").groups(foreign, missing, customers, "not an id");
        outlay.tell(crossing);
        outlay.awaitStates(
                crossing,
                "email Refused not-an-address",
                "group Unresolved group-not-allowed-here",
                "group Unresolved group-not-allowed-here",
                "group Unresolved group-not-found",
                "group Unresolved not-an-action-group");
    }

    @Test
    void aGroupThatWasMissingIsToldWhenAnOperatorReplays() {
        String group = Groups.at(Crossings.ACCOUNT);
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "group Unresolved group-not-found");
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null)
                        .status())
                .isEqualTo(200);
        outlay.awaitStates(crossing, "group Resolved group-not-found", "webhook Delivered");
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void anUnreadableRecordIsKeptAndTheRestGoesOn() {
        byte[] poison = Outlay.bytes("{\"poison\": \"" + UUID.randomUUID() + "\"");
        Crossings broken = Crossings.crossing().with("currency", "francs");
        Crossings good = Crossings.crossing().emails(Crossings.address());
        outlay.tellBytes(poison);
        outlay.tell(broken);
        outlay.tell(good);
        outlay.awaitStates(good, "email Delivered");
        String kept = Base64.getMimeEncoder().encodeToString(poison).replace("\r\n", "");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        outlay.sql("select replace(encode(value, 'base64'), chr(10), '') from unreadable_event"))
                .contains(kept));
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.sql("select reason from unreadable_event"))
                .contains("/data/currency: must be an ISO 4217 code"));
    }

    @Test
    void atABillingScopeRolesCannotBeToldAndThatIsVisible() {
        Crossings crossing = Crossings.crossing().emails(Crossings.address()).roles("Owner", "owner", "Contributor");
        outlay.tell(crossing);
        outlay.awaitStates(
                crossing,
                "email Delivered",
                "role Unsupported roles-not-at-billing-scopes",
                "role Unsupported roles-not-at-billing-scopes");
    }

    @Test
    void aGroupThatCannotBeReadTakesNobodyElsesMessageWithIt() {
        String broken = Groups.webhook(outlay, receiver.uri());
        String old = Groups.webhook(outlay, receiver.uri());
        outlay.sql(
                "update action_group set body = '{\"properties\":7}' where owner_id || '/providers/Microsoft.Insights/actionGroups/'"
                        + " || name = '" + broken + "'");
        outlay.sql("update action_group set body = replace(body, 'webhookReceivers', '" + "x".repeat(5000)
                + "Receivers') where owner_id || '/providers/Microsoft.Insights/actionGroups/' || name = '" + old
                + "'");
        Crossings crossing = Crossings.crossing()
                .emails(Crossings.address())
                .groups(broken, old, Groups.webhook(outlay, receiver.uri()));
        outlay.tell(crossing);
        outlay.awaitStates(
                crossing,
                "email Delivered",
                "group Unresolved group-unreadable",
                "otherReceivers Unsupported kind-not-supported",
                "webhook Delivered");
    }

    @Test
    void namesAsLongAsAChargeMayHaveThemAreToldInAnyScript() {
        Random random = new Random(20261125);
        String account = random.ints(1024, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String customer = Crossings.account(account) + "/customers/" + account;
        String group = Groups.at(account);
        Crossings atOnce = Crossings.crossing()
                .under(account, customer, "Customer")
                .emails(Crossings.address())
                .groups(group);
        Crossings later = Crossings.crossing()
                .under(account, customer, "Customer")
                .emails(Crossings.address())
                .with("telling", "digest");
        outlay.tell(atOnce);
        outlay.tell(later);
        outlay.awaitStates(atOnce, "email Delivered", "group Unresolved group-not-found");
        outlay.awaitStates(later, "email Gathering");
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8);
        Outlay.Answer alerts = outlay.admin(
                "GET", Crossings.alerts(Crossings.account(name) + "/customers/" + name) + Outlay.VERSION, null);
        assertThat(alerts.body().findValuesAsText("name")).containsExactlyInAnyOrder(atOnce.id(), later.id());
    }

    @Test
    void anAccountOfTheLongestNameHasGroupsAndAlerts() {
        String account = Groups.longName();
        String group = Groups.at(account);
        assertThat(outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()))
                        .status())
                .isEqualTo(201);
        Crossings crossing = Crossings.crossing()
                .under(account, Crossings.account(account) + "/customers/" + account, "Customer")
                .groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Delivered");
        Outlay.Answer alerts = outlay.admin(
                "GET", Crossings.alerts(Crossings.account(account) + "/customers/" + account) + Outlay.VERSION, null);
        assertThat(alerts.body().findValuesAsText("name")).containsExactly(crossing.id());
    }
}
