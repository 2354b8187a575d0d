package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is told says by a link, without a login, that it was seen. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = ScriptedRelay.class, restrictToAnnotatedClass = true)
class AcknowledgeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern LINK =
            Pattern.compile("https://outlay\\.example/costs(/v1/acknowledge/[A-Za-z0-9_-]+)");

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);
    private final String account = "seen-" + People.id();
    private final String scope = Crossings.account(account);

    @Inject
    MovableClock clock;

    @Inject
    SignedLinks links;

    /** The server's answers and what it took, as {@link ScriptedRelay} says. */
    Map<String, String> script = Map.of();

    @AfterEach
    void close() {
        script.clear();
        people.hush();
        outlay.close();
    }

    private Crossings crossing(String... emails) {
        return Crossings.crossing().under(account, scope, "BillingAccount").emails(emails);
    }

    private String link(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    /** That in the newest mail to an address. */
    private String linkTo(String address) {
        return link(String.valueOf(script.get("taken " + address)).replace("=\n", ""));
    }

    private JsonNode acknowledgements(Crossings crossing) {
        return outlay.admin("GET", Crossings.alerts(scope) + "/" + crossing.id() + Outlay.VERSION, null)
                .body()
                .at("/properties/acknowledgements");
    }

    private String delivery(Crossings crossing) {
        return outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
    }

    private int get(String link) {
        return outlay.call(null, "GET", link, null).status();
    }

    private int post(String link) {
        return outlay.call(null, "POST", link, null).status();
    }

    @Test
    void aProgramThatLooksAtEveryLinkHasSeenNothingAndTheButtonNotesWhoAndWhenOnce() {
        String address = Crossings.address();
        Crossings crossing = crossing(address, Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered", "email Delivered");
        String link = linkTo(address);

        for (int times = 0; times < 2; times++) {
            Outlay.Answer asked = outlay.call(null, "GET", link, null);
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.response().body())
                    .contains("Have you seen what is told about web?", "<form method=\"post\">")
                    .doesNotContain(address);
        }
        assertThat(acknowledgements(crossing)).isEmpty();

        Instant before = clock.instant();
        assertThat(post(link)).isEqualTo(200);
        Instant noted = clock.instant();
        clock.moveOn(Duration.ofMinutes(1));
        assertThat(outlay.call(null, "POST", link, "a=b", "application/x-www-form-urlencoded")
                        .response()
                        .body())
                .contains("Noted: you have seen what is told about web.")
                .doesNotContain("<form");

        assertThat(acknowledgements(crossing)).singleElement().satisfies(each -> {
            assertThat(each.path("by").asText()).isEqualTo(address);
            assertThat(each.path("kind").asText()).isEqualTo("email");
            assertThat(Instant.parse(each.path("at").asText())).isBetween(before, noted);
        });
        assertThat(outlay.states(crossing.id())).containsExactly("email Delivered", "email Delivered");
    }

    @Test
    void aLinkThatIsForSomethingElseOrSomebodyElsesOrHasEndedNotesNothing() {
        Crossings crossing = crossing(Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        UUID mail = UUID.fromString(delivery(crossing));
        Instant now = clock.instant();
        SignedLinks others = SignedLinks.ofKey("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");
        for (String link : List.of(
                links.write(SignedLinks.Purpose.UNSUBSCRIBE, mail, now.plusSeconds(9999)),
                links.write(SignedLinks.Purpose.ACKNOWLEDGE, mail, now.minusSeconds(1)),
                links.write(SignedLinks.Purpose.ACKNOWLEDGE, UUID.randomUUID(), now.plusSeconds(9999)),
                others.write(SignedLinks.Purpose.ACKNOWLEDGE, mail, now.plusSeconds(9999)),
                "x")) {
            assertThat(get("/v1/acknowledge/" + link)).as(link).isEqualTo(403);
            assertThat(post("/v1/acknowledge/" + link)).as(link).isEqualTo(403);
        }
        assertThat(post("/v1/unsubscribe/" + links.write(SignedLinks.Purpose.ACKNOWLEDGE, mail, now.plusSeconds(9999))))
                .isEqualTo(403);
        assertThat(outlay.call(null, "DELETE", "/v1/acknowledge/x", null).status())
                .isEqualTo(405);
        assertThat(acknowledgements(crossing)).isEmpty();
        assertThat(outlay.sql("select 1 from suppression where delivery_id = '" + mail + "'"))
                .isEmpty();
    }

    @Test
    void aDigestIsAcknowledgedAsAWholeInTheLanguageOfItsMail() {
        String address = Crossings.address();
        List<Crossings> digest = List.of(
                crossing(address).with("telling", "digest").locale("hu-hu"),
                crossing(address).with("telling", "digest").locale("hu-hu"));
        digest.forEach(outlay::tell);
        digest.forEach(each -> outlay.awaitStates(each, "email Gathering"));
        clock.moveOn(Duration.ofMinutes(6));
        digest.forEach(each -> outlay.awaitStates(each, "email Delivered"));

        assertThat(outlay.call(null, "GET", linkTo(address), null).response().body())
                .contains("lang=\"hu-hu\"", "Tudomásul vette ezt a riasztást: web?");
        assertThat(post(linkTo(address))).isEqualTo(200);

        digest.forEach(each -> assertThat(acknowledgements(each)).hasSize(1));
    }

    @Test
    void whatWasSeenIsNotToldWhenASilenceEndsAndWhatWasNotIs() {
        String muted = Crossings.address();
        String told = Crossings.address();
        Outlay.Answer silence = outlay.admin(
                "POST",
                "/v1/silences" + scope,
                "{\"reason\":\"r\",\"duration\":\"PT1H\",\"matchers\":{\"receivers\":[\"" + muted + "\"]}}");
        Crossings seen = crossing(muted, told);
        Crossings unseen = crossing(muted, Crossings.address());
        for (Crossings each : List.of(seen, unseen)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Delivered", "email Muted silenced");
        }
        assertThat(post(linkTo(told))).isEqualTo(200);

        outlay.admin(
                "POST", "/v1/silences" + scope + "/" + silence.body().path("id").asText() + "/end", null);

        outlay.awaitStates(seen, "email Delivered", "email Muted acknowledged");
        outlay.awaitStates(unseen, "email Delivered", "email Delivered");
    }

    @Test
    void aWebhookThatHasSeenItIsNotTriedAgain() throws Exception {
        try (Receiver receiver = new Receiver().answering(503, Map.of("Retry-After", "300"))) {
            String group = Groups.at(account);
            outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
            Crossings crossing = crossing().groups(group);
            outlay.tell(crossing);
            outlay.awaitStates(crossing, "webhook Pending server-error");
            JsonNode body =
                    new ObjectMapper().readTree(receiver.messages().getFirst().body());
            receiver.answering(200);

            assertThat(post(link(body.at("/data/links/acknowledge").asText()))).isEqualTo(200);
            clock.moveOn(Duration.ofMinutes(10));

            outlay.awaitStates(crossing, "webhook Muted acknowledged");
            assertThat(receiver.messages()).hasSize(1);
            assertThat(acknowledgements(crossing).path(0).path("by").asText()).isEqualToIgnoringCase(group + "/hook");
        }
    }

    @Test
    void aCustomersPeopleAreNotShownWhoOfThePartnersHasSeenIt() {
        People.Owner owner = people.owner("Owner");
        String partners = Crossings.address();
        Crossings crossing = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer())
                .createdBy(Persona.GLOBAL_ADMIN.principalId(), Persona.PARTNER_TENANT)
                .emails(partners);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        assertThat(post(linkTo(partners))).isEqualTo(200);

        Outlay.Answer alert = people.get(owner, Crossings.alerts(owner.scope()) + "/" + crossing.id());
        JsonNode list = people.get(owner, Crossings.alerts(owner.scope())).body();

        for (JsonNode shown : List.of(alert.body(), list.at("/value/0"))) {
            JsonNode seen = shown.at("/properties/acknowledgements/0");
            assertThat(seen.path("by").isNull()).isTrue();
            assertThat(seen.path("at").asText()).isNotEmpty();
        }
    }

    /** Told by the customer's own budget, for a role that somebody of the partner's has there. */
    @Test
    void norWhoOfThePartnersHasSeenItOfThoseWhomACustomerHasTold() {
        People.Owner owner = people.owner("Owner");
        String partners = Crossings.address();
        outlay.directory(People.id(), Persona.PARTNER_TENANT, partners);
        Crossings crossing = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer())
                .createdBy(owner.principal(), owner.customer())
                .emails(partners);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        assertThat(post(linkTo(partners))).isEqualTo(200);

        JsonNode alert = people.get(owner, Crossings.alerts(owner.scope()) + "/" + crossing.id())
                .body();
        assertThat(alert.at("/properties/acknowledgements")).hasSize(1);
        assertThat(alert.at("/properties/acknowledgements/0/by").isNull()).isTrue();
    }

    @Test
    void anAlertIsShownWhateverTheNameOfWhoHasSeenIt() throws Exception {
        try (Receiver receiver = new Receiver()) {
            String group = Groups.at(account);
            outlay.admin(
                    "PUT",
                    group + Groups.VERSION,
                    Groups.webhookBody(receiver.uri()).replace("\"hook\"", "\"a\\u001eb\\u001fc\""));
            Crossings crossing = crossing().groups(group);
            outlay.tell(crossing);
            outlay.awaitStates(crossing, "webhook Delivered");
            JsonNode body =
                    new ObjectMapper().readTree(receiver.messages().getFirst().body());

            assertThat(post(link(body.at("/data/links/acknowledge").asText()))).isEqualTo(200);

            assertThat(acknowledgements(crossing).path(0).path("by").asText()).endsWith("/a\u001eb\u001fc");
        }
    }

    @Test
    void aTestOfReceiversHasNothingToAcknowledge() {
        String address = Crossings.address();
        Outlay.Answer begun = outlay.admin(
                "POST",
                scope + "/providers/Microsoft.Insights/createNotifications" + Groups.VERSION,
                "{\"alertType\":\"budget\",\"emailReceivers\":[{\"name\":\"a\",\"emailAddress\":\"" + address
                        + "\"}]}");
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        await().atMost(SOON).until(() -> script.containsKey("taken " + address));
        assertThat(script.get("taken " + address)).doesNotContain("/v1/acknowledge/");
    }
}
