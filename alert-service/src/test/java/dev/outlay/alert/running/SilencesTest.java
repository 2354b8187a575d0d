package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A silence keeps alerts from being told, never from being seen, and what becomes of them when it ends. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class SilencesTest {

    private static final Duration LATER = Duration.ofMinutes(61);

    private final Outlay outlay = new Outlay();
    private final String account = "silent-" + People.id();
    private final String scope = Crossings.account(account);

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        outlay.close();
    }

    /** An alert at an account that no other test has. */
    private Crossings crossing(String... emails) {
        return Crossings.crossing().under(account, scope, "BillingAccount").emails(emails);
    }

    private String silence(String more) {
        Outlay.Answer made = outlay.admin(
                "POST", "/v1/silences" + scope, "{\"reason\":\"load test\",\"duration\":\"PT1H\"" + more + "}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        String location = made.response().headers().firstValue("location").orElseThrow();
        assertThat(location)
                .endsWith("/v1/silences" + scope + "/" + made.body().path("id").asText());
        return location.substring(location.indexOf("/v1/"));
    }

    private JsonNode delivery(Crossings crossing, String state) {
        String id = outlay.sql(
                        "select d.id from delivery d join delivery_alert a on a.delivery_id = d.id where a.alert_id = '"
                                + crossing.id() + "' and d.state = '" + state + "'")
                .getFirst();
        return outlay.admin("GET", "/v1/deliveries/" + id, null).body();
    }

    /** The name of the defect of a peer: prometheus/alertmanager#3367. */
    @Test
    void whatWasMutedIsToldAtTheEndOfItsSilenceAndNotAtSomeLaterRepetition() {
        String muted = Crossings.address();
        Instant before = clock.instant();
        String path = silence(",\"matchers\":{\"receivers\":[\"" + muted.toUpperCase(Locale.ROOT) + "\"]}");
        Instant begun = clock.instant();
        Crossings crossing = crossing(muted, Crossings.address());
        outlay.tell(crossing);

        outlay.awaitStates(crossing, "email Delivered", "email Muted silenced");
        JsonNode record = delivery(crossing, "Muted");
        assertThat(record.path("receiver").asText()).isEqualTo(muted);
        assertThat(record.path("silenceId").asText()).isEqualTo(id(path));
        assertThat(record.path("attempts").asInt()).isZero();
        assertThat(record.path("finishedAt").isNull()).isTrue();
        assertThat(Instant.parse(record.path("dueAt").asText()))
                .as("an hour after it was silenced")
                .isBetween(before.plus(Duration.ofHours(1)), begun.plus(Duration.ofHours(1)));
        assertThat(outlay.admin("GET", "/v1/deliveries?state=muted", null)
                        .body()
                        .toString())
                .contains(record.path("id").asText());
        assertThat(outlay.mails(muted)).isEmpty();

        clock.moveOn(LATER);

        outlay.awaitStates(crossing, "email Delivered", "email Delivered");
        assertThat(outlay.mails(muted)).hasSize(1);
        assertThat(outlay.admin("GET", path, null).body().path("state").asText())
                .isEqualTo("Ended");
    }

    @Test
    void endingItEarlyTellsAtOnceAndIsKeptWithWhoDid() {
        String path = silence("");
        Crossings crossing = crossing(Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Muted silenced");

        JsonNode ended = outlay.admin("POST", path + "/end", null).body();
        outlay.awaitStates(crossing, "email Delivered");

        assertThat(ended.path("state").asText()).isEqualTo("Ended");
        assertThat(ended.path("createdBy").asText()).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(ended.path("endedBy").asText()).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        String agent = outlay.token(Persona.ADMIN_AGENT);
        assertThat(outlay.call(agent, "POST", path + "/end", null).body())
                .as("it is over already")
                .isEqualTo(ended);
        Crossings next = crossing(Crossings.address());
        outlay.tell(next);
        outlay.awaitStates(next, "email Delivered");
    }

    @Test
    void whatIsOnlyRecordedIsNeverToldUnlessAnOperatorSendsIt() {
        String address = Crossings.address();
        silence(",\"afterwards\":\"record\"");
        Crossings crossing = crossing(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Muted silenced");
        JsonNode record = delivery(crossing, "Muted");
        assertThat(record.path("dueAt").isNull()).isTrue();
        assertThat(record.path("finishedAt").isNull()).isFalse();

        clock.moveOn(LATER);
        Crossings after = crossing(Crossings.address());
        outlay.tell(after);
        outlay.awaitStates(after, "email Delivered");
        assertThat(outlay.states(crossing.id())).containsExactly("email Muted silenced");

        outlay.admin("POST", "/v1/deliveries/" + record.path("id").asText() + "/replay", null);
        outlay.awaitStates(crossing, "email Delivered");
    }

    @Test
    void whatIsNotActiveAnyMoreWhenTheSilenceEndsIsNotTold() {
        String path = silence("");
        Crossings dismissed = crossing(Crossings.address());
        Crossings lower = crossing(Crossings.address()).with("thresholdAmount", "5000");
        Crossings higher = crossing(Crossings.address()).ofTheBudgetOf(lower).with("thresholdAmount", "10000");
        for (Crossings each : List.of(dismissed, lower, higher)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Muted silenced");
        }
        outlay.admin(
                "PATCH",
                Crossings.alerts(scope) + "/" + dismissed.id() + Outlay.VERSION,
                "{\"properties\":{\"status\":\"Dismissed\"}}");
        outlay.admin("POST", path + "/end", null);

        outlay.awaitStates(dismissed, "email Muted dismissed");
        outlay.awaitStates(lower, "email Muted overridden");
        outlay.awaitStates(higher, "email Delivered");
        assertThat(delivery(lower, "Muted").path("finishedAt").isNull()).isFalse();
    }

    @Test
    void ofADigestOnlyWhatIsMeantIsKeptBackAndToldOnItsOwnAfterwards() {
        String address = Crossings.address();
        silence(",\"matchers\":{\"budgets\":[\"WEB\"]}");
        Crossings muted = crossing(address).with("telling", "digest");
        Crossings told = Crossings.crossing().emails(address).with("telling", "digest");
        outlay.tell(muted);
        outlay.tell(told);
        outlay.awaitStates(muted, "email Gathering");
        outlay.awaitStates(told, "email Gathering");

        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(told, "email Delivered");
        outlay.awaitStates(muted, "email Muted silenced");
        assertThat(outlay.mails(address)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("alpine-monthly")
                .doesNotContain("Budget web"));
        clock.moveOn(LATER);
        outlay.awaitStates(muted, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(2);
        assertThat(outlay.mails(address).getLast().subject()).startsWith("Budget web:");
    }

    @Test
    void whatIsTriedAgainIsMutedToo() {
        try (Receiver receiver = new Receiver().answering(503)) {
            String group = Groups.at(account);
            outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
            Crossings crossing = crossing().groups(group);
            outlay.tell(crossing);
            outlay.awaitStates(crossing, "webhook Pending server-error");
            String path = silence(",\"matchers\":{\"receivers\":[\"" + group + "/hook\"]}");
            clock.moveOn(Duration.ofMinutes(10));
            outlay.awaitStates(crossing, "webhook Muted silenced");
            receiver.answering(200);
            int tried = receiver.messages().size();

            outlay.admin("POST", path + "/end", null);

            outlay.awaitStates(crossing, "webhook Delivered");
            assertThat(receiver.messages().stream()
                            .map(each -> each.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            assertThat(receiver.messages()).hasSize(tried + 1);
        }
    }

    @Test
    void aPreviewShowsWhatItWouldMuteAndMutesNothing() {
        String address = Crossings.address();
        Crossings past = crossing(address, Crossings.address());
        outlay.tell(past);
        outlay.awaitStates(past, "email Delivered", "email Delivered");
        Crossings foreign = Crossings.crossing().emails(address);
        outlay.tell(foreign);
        outlay.awaitStates(foreign, "email Delivered");

        JsonNode found = outlay.admin(
                        "POST",
                        "/v1/silences" + scope + "/preview",
                        "{\"reason\":\"r\",\"duration\":\"PT1H\",\"matchers\":{\"receivers\":[\"" + address + "\"]}}")
                .body();

        assertThat(found.path("complete").asBoolean()).isTrue();
        assertThat(found.path("past").asInt()).isEqualTo(1);
        assertThat(found.path("waiting").asInt()).isZero();
        assertThat(found.path("deliveries")).singleElement().satisfies(each -> {
            assertThat(each.path("alertId").asText()).isEqualTo(past.id());
            assertThat(each.path("receiver").asText()).isEqualTo(address);
            assertThat(each.path("state").asText()).isEqualTo("Delivered");
        });
        assertThat(outlay.admin("GET", "/v1/silences" + scope, null).body().path("value"))
                .isEmpty();
        Crossings next = crossing(address);
        outlay.tell(next);
        outlay.awaitStates(next, "email Delivered");
    }

    @Test
    void theyAreListedInPagesAndByState() {
        List<String> paths = List.of(
                silence(""), silence(",\"startsAt\":\"" + clock.instant().plusSeconds(9999) + "\""));
        assertThat(outlay.admin("GET", "/v1/silences" + scope, null).body().findValuesAsText("state"))
                .containsExactly("Planned", "InForce");
        assertThat(outlay.admin("GET", "/v1/silences" + scope + "?state=planned", null)
                        .body()
                        .findValuesAsText("id"))
                .containsExactly(id(paths.getLast()));
        assertThat(outlay.admin("GET", "/v1/silences?state=nowhere", null).code())
                .isEqualTo("InvalidQueryParameter");
        outlay.sql(
                "insert into silence (id, scope_key, scope_id, price_view, matchers, reason, afterwards, created_by, created_at,"
                        + " starts_at, ends_at) select gen_random_uuid(), '" + scope.toLowerCase(Locale.ROOT) + "', '"
                        + scope
                        + "', 'Invoiced', '{\"budgets\":[\"none\"]}', 'r', 'tell', 'x', now(), now(), now() + interval '90 days'"
                        + " from generate_series(1, 110)");
        List<String> listed = listed("/v1/silences" + scope);
        assertThat(listed).hasSize(112).doesNotHaveDuplicates();
        assertThat(listed.subList(0, 2)).containsExactly(id(paths.getLast()), id(paths.getFirst()));
        assertThat(outlay.admin("GET", "/v1/silences" + scope, null).body().path("value"))
                .hasSizeLessThan(112);
        assertThat(outlay.admin("POST", "/v1/silences" + scope, "{\"reason\":\"r\",\"duration\":\"PT1H\"}")
                        .code())
                .isEqualTo("TooManySilences");
        paths.forEach(path -> outlay.admin("POST", path + "/end", null));
        assertThat(listed("/v1/silences?state=Ended")).contains(id(paths.getFirst()), id(paths.getLast()));
        assertThat(listed("/v1/silences?state=InForce")).doesNotContain(id(paths.getFirst()));
    }

    private static String id(String path) {
        return path.replaceAll(".*/", "");
    }

    /** Ids of all on all pages. */
    private List<String> listed(String first) {
        List<String> ids = new ArrayList<>();
        for (String path = first; !path.isEmpty(); ) {
            JsonNode page = outlay.admin("GET", path, null).body();
            ids.addAll(page.path("value").findValuesAsText("id"));
            String next = page.path("nextLink").asText("").replace("null", "");
            path = next.isEmpty() ? "" : next.substring(next.indexOf("/v1/"));
        }
        return ids;
    }
}
