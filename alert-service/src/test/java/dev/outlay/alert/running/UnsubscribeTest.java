package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** To whom no mail goes: whoever asked for none, and whom a mail server refuses. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = ScriptedRelay.class, restrictToAnnotatedClass = true)
class UnsubscribeTest {

    private static final String OPERATOR = "operator@outlay.example";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern LINK =
            Pattern.compile("\nList-Unsubscribe: +<https://outlay\\.example/costs(/v1/unsubscribe/[A-Za-z0-9_-]+)>\n");

    private final Outlay outlay = new Outlay();

    @Inject
    MovableClock clock;

    @Inject
    SignedLinks links;

    /** The server's answers and what it took, as {@link ScriptedRelay} says. */
    Map<String, String> script = Map.of();

    @AfterEach
    void close() {
        script.clear();
        outlay.close();
    }

    /** The envelope's sender and the newest message to an address, long lines put together. */
    private String taken(String address) {
        return String.valueOf(script.get("taken " + address))
                .replaceAll("\n[ \t]+", " ")
                .replace("=\n", "");
    }

    private String link(String address) {
        Matcher link = LINK.matcher(taken(address));
        assertThat(link.find()).as(taken(address)).isTrue();
        return link.group(1);
    }

    private List<JsonNode> suppressions(String address) {
        List<JsonNode> found = new ArrayList<>();
        for (String path = "/v1/suppressions"; !path.isEmpty(); ) {
            JsonNode page = outlay.admin("GET", path, null).body();
            page.path("value").forEach(found::add);
            path = page.path("nextLink").asText("").replace("null", "").replaceFirst("^https://[^/]+/costs", "");
        }
        return found.stream()
                .filter(each -> each.path("address").asText().equals(address))
                .toList();
    }

    private String delivery(Crossings crossing) {
        return outlay.sql("select delivery_id from delivery_alert where kind = 'email' and alert_id = '" + crossing.id()
                        + "'")
                .getFirst();
    }

    @Test
    void aMailSaysToProgramsWhatItIsAndWhereItGoesWhenItCannotBeDelivered() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");

        String thread = "<" + crossing.data().at("/budget/uuid").textValue() + ".2026-11-01@outlay.example>";
        assertThat(taken(address))
                .startsWith("bounces@outlay.example\n")
                .contains(
                        "\nMessage-ID: <" + delivery(crossing) + "@outlay.example>\n",
                        "\nIn-Reply-To: " + thread + "\n",
                        "\nReferences: " + thread + "\n",
                        "\nAuto-Submitted: auto-generated\n",
                        "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n")
                .containsOnlyOnce("Message-ID:");
    }

    @Test
    void oneClickWithoutALoginStopsThatBudgetAtThatAddressTillAnOperatorLiftsIt() {
        String address = Crossings.address();
        Crossings first = Crossings.crossing().emails(address);
        outlay.tell(first);
        outlay.awaitStates(first, "email Delivered");
        String link = link(address);

        Outlay.Answer asked = outlay.call(null, "GET", link, null);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.response().body())
                .contains("alpine-monthly", "<form method=\"post\">")
                .doesNotContain(address);
        assertThat(suppressions(address)).as("whoever only looks").isEmpty();
        for (int times = 0; times < 2; times++) {
            assertThat(outlay.call(
                                    null,
                                    "POST",
                                    link,
                                    "List-Unsubscribe=One-Click",
                                    "application/x-www-form-urlencoded")
                            .status())
                    .isEqualTo(200);
        }

        Crossings second = Crossings.crossing().ofTheBudgetOf(first).emails(address, Crossings.address());
        Crossings other = Crossings.crossing().emails(address);
        outlay.tell(second);
        outlay.tell(other);
        outlay.awaitStates(second, "email Delivered", "email Withheld unsubscribed");
        outlay.awaitStates(other, "email Delivered");
        assertThat(suppressions(address)).singleElement().satisfies(each -> {
            assertThat(each.path("cause").asText()).isEqualTo("Unsubscribed");
            assertThat(each.path("budgetId").asText()).endsWith("/budgets/alpine-monthly");
            assertThat(each.path("deliveryId").asText()).isEqualTo(delivery(first));
        });

        String suppression = "/v1/suppressions/"
                + suppressions(address).getFirst().path("id").asText();
        assertThat(outlay.call(outlay.token(Persona.OUTSIDER), "DELETE", suppression, null)
                        .status())
                .isEqualTo(403);
        assertThat(outlay.admin("DELETE", suppression, null).status()).isEqualTo(200);
        assertThat(outlay.admin("DELETE", suppression, null).status()).isEqualTo(204);
        assertThat(outlay.admin("GET", suppression, null).status()).isEqualTo(404);
        assertThat(outlay.sql("select lifted_by from suppression where address = '" + address + "'"))
                .containsExactly(Persona.GLOBAL_ADMIN.principalId());
        Crossings third = Crossings.crossing().ofTheBudgetOf(first).emails(address);
        outlay.tell(third);
        outlay.awaitStates(third, "email Delivered");
    }

    @Test
    void whoeverFollowsTheLinkIsAskedInTheLanguageOfTheMail() {
        String address = Crossings.address();
        Crossings crossing = Crossings.crossing().emails(address).locale("hu-hu");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");

        assertThat(outlay.call(null, "GET", link(address), null).response().body())
                .contains("lang=\"hu-hu\"", "Nem kér több üzenetet erről: alpine-monthly?");
    }

    @Test
    void aDigestIsUnsubscribedFromForEachOfItsBudgets() {
        String address = Crossings.address();
        List<Crossings> digest = List.of(
                Crossings.crossing().emails(address).with("telling", "digest"),
                Crossings.crossing().emails(address).with("telling", "digest"));
        digest.forEach(outlay::tell);
        digest.forEach(each -> outlay.awaitStates(each, "email Gathering"));
        clock.moveOn(Duration.ofMinutes(6));
        digest.forEach(each -> outlay.awaitStates(each, "email Delivered"));

        assertThat(outlay.call(null, "POST", link(address), null).status()).isEqualTo(200);

        assertThat(suppressions(address)).hasSize(2);
        Crossings later = Crossings.crossing().ofTheBudgetOf(digest.getLast()).emails(address);
        outlay.tell(later);
        outlay.awaitStates(later, "email Withheld unsubscribed");
    }

    @Test
    void aLinkThatIsNotOursOrHasEndedIsRefusedWhateverTokenComesAlong() throws Exception {
        Crossings crossing = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        UUID mail = UUID.fromString(delivery(crossing));
        Instant now = clock.instant();
        SignedLinks others = SignedLinks.ofKey("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");
        for (String link : List.of(
                links.write(SignedLinks.Purpose.UNSUBSCRIBE, mail, now.minusSeconds(1)),
                links.write(SignedLinks.Purpose.UNSUBSCRIBE, UUID.randomUUID(), now.plusSeconds(9999)),
                others.write(SignedLinks.Purpose.UNSUBSCRIBE, mail, now.plusSeconds(9999)),
                "x")) {
            for (String method : List.of("GET", "POST")) {
                Outlay.Answer answer = outlay.admin(method, "/v1/unsubscribe/" + link, null);
                assertThat(answer.status()).as(method + link).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("AuthorizationFailed");
            }
        }
        assertThat(outlay.call(null, "DELETE", "/v1/unsubscribe/x", null).status())
                .isEqualTo(405);
        assertThat(outlay.sql("select 1 from suppression where delivery_id = '" + mail + "'"))
                .isEmpty();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(URI.create(Outlay.config("test.url") + "/v1/unsubscribe/x"))
                            .header("Accept", "text/html,*/*")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body()).contains("This link is not valid");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'");
        }
    }

    @Test
    void anAddressThatTheServerRefusesForGoodGetsNothingMoreAndTheOperatorIsToldWhatItDoesNotHear() {
        String address = Crossings.address();
        script.put("RCPT", "550 5.1.1 no such user");
        Crossings first = Crossings.crossing().emails(address);
        outlay.tell(first);
        outlay.awaitStates(first, "email Refused address-refused", "notice Gathering");
        script.remove("RCPT");
        Crossings second = Crossings.crossing().emails(address).with("spend", "9999.99");
        outlay.tell(second);
        outlay.awaitStates(second, "email Withheld address-refused", "notice Gathering");
        assertThat(suppressions(address)).singleElement().satisfies(each -> {
            assertThat(each.path("cause").asText()).isEqualTo("Refused");
            assertThat(each.path("budgetId").isNull()).isTrue();
            assertThat(each.path("detail").asText()).contains("550 5.1.1 no such user");
        });

        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(first, "email Refused address-refused", "notice Delivered");
        outlay.awaitStates(second, "email Withheld address-refused", "notice Delivered");
        assertThat(taken(OPERATOR))
                .contains(address, "alpine-monthly", "8,012.40", "9,999.99", "Auto-Submitted: auto-generated")
                .doesNotContain("List-Unsubscribe");
        assertThat(script).doesNotContainKey("taken " + address);

        outlay.admin(
                "DELETE",
                "/v1/suppressions/"
                        + suppressions(address).getFirst().path("id").asText(),
                null);
        outlay.admin("POST", "/v1/deliveries/" + delivery(second) + "/replay", null);
        outlay.awaitStates(second, "email Delivered", "notice Delivered");
    }

    @Test
    void anOperatorWhoseAddressIsRefusedIsNotToldOfThat() {
        script.put("RCPT", "550 5.1.1 no such user");
        Crossings crossing = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Refused address-refused", "notice Gathering");
        clock.moveOn(Duration.ofMinutes(6));
        outlay.awaitStates(crossing, "email Refused address-refused", "notice Refused address-refused");
        await().during(Duration.ofSeconds(1)).atMost(SOON).untilAsserted(() -> assertThat(suppressions(OPERATOR))
                .isEmpty());
    }
}
