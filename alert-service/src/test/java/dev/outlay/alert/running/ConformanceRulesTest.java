package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.running.WilfulReceiver.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have receivers tried, when and how often, and what it must not do. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ConformanceRulesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BODY = "{\"receiverName\":\"hook\"}";

    private final Outlay outlay = new Outlay();
    private final Conformance conformance = new Conformance(outlay);
    private final Receiver receiver = new Receiver();
    private final People people = new People(outlay);

    @Inject
    MovableClock clock;

    @BeforeEach
    void enough() {
        conformance.enough();
    }

    @AfterEach
    void close() {
        conformance.enough();
        people.hush();
        receiver.close();
        outlay.close();
    }

    @Test
    void nothingThatComesOfARunCountsForTheWebhookAndADisabledOneStaysDisabled() {
        String group = Groups.webhook(outlay, receiver.answering(410).uri());
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Refused gone");
        new Webhooks(outlay).awaitState(group, "Disabled", "gone");
        new Webhooks(outlay).awaitVerification(group, "Unverified", "client-error");
        JsonNode before = new Webhooks(outlay).webhook(group);
        List<String> deliveries = outlay.sql("select count(*) from delivery");
        List<String> alerts = outlay.sql("select count(*) from alert");
        receiver.answering(200);

        assertThat(Conformance.findings(conformance.report(group))).containsEntry("signed", "Passed");

        receiver.answering(500);
        assertThat(Conformance.findings(conformance.report(group))).containsEntry("signed", "Failed: HTTP 500");
        assertThat(new Webhooks(outlay).webhook(group)).isEqualTo(before);
        assertThat(outlay.sql("select count(*) from delivery")).isEqualTo(deliveries);
        assertThat(outlay.sql("select count(*) from alert")).isEqualTo(alerts);
    }

    @Test
    void oneRunOfAWebhookGoesOnAtATimeAndFourOfAPrincipal() {
        List<String> groups = Stream.generate(() -> Groups.webhook(outlay, receiver.uriAt(Receiver.SILENT)))
                .limit(5)
                .toList();
        String group = groups.getFirst();
        String location = Conformance.location(conformance.ask(group));
        assertThat(conformance.ask(group).code()).isEqualTo("ConformanceRunning");
        for (String other : groups.subList(1, 4)) {
            assertThat(conformance.ask(other).status()).isEqualTo(202);
        }
        Outlay.Answer tooMany = conformance.ask(groups.getLast());
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("TooManyRequests");
        assertThat(tooMany.response().headers().firstValue("Retry-After")).isPresent();

        JsonNode report = await().atMost(SOON)
                .until(
                        () -> outlay.admin("GET", location, null).body(),
                        body -> body.path("state").asText().equals("Completed"));
        Map<String, String> expected = new TreeMap<>(Conformance.findings(report));
        expected.replaceAll(
                (name, finding) -> name.equals("signed") ? "Failed: timeout" : "NotApplicable: nobody-answers");
        assertThat(Conformance.findings(report)).isEqualTo(expected);
        assertThat(conformance.ask(group).status()).as("when it has ended").isEqualTo(202);
    }

    @Test
    void thereIsAnEndToHowManyRunsThereAre() {
        String group = Groups.webhook(outlay, receiver.uri());
        outlay.sql(Conformance.running("'everybody'", "gen_random_uuid()", "timestamptz '2999-01-01'", 0, 16));
        Outlay.Answer full = conformance.ask(group);
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.body().toString()).contains("of everybody");
        conformance.enough();

        String location = Conformance.location(conformance.ask(group));
        String run = location.substring(location.lastIndexOf('/') + 1);
        outlay.sql(
                "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, created_at)"
                        + " select gen_random_uuid(), gen_random_uuid(), 'hook', 'x', 'x', 'CloudEvents', 'Completed', r.asked_by, r.created_at"
                        + " from conformance_run r, generate_series(1, 19) where r.id = '" + run + "'");
        Outlay.Answer often = conformance.ask(Groups.webhook(outlay, receiver.uri()));
        assertThat(often.status()).isEqualTo(429);
        assertThat(often.body().toString()).contains("20 runs within 10 minutes");
        assertThat(Integer.parseInt(
                        often.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 601);
    }

    @Test
    void ofOneEndpointAndOfOneCustomerNoMoreThanEightGoOn() {
        outlay.sql(Conformance.running("'everybody'", "gen_random_uuid()", "timestamptz '2999-01-01'", 0, 8));
        Outlay.Answer shared = conformance.ask(Groups.webhook(outlay, "https://hooks.example/hook"));
        assertThat(shared.status()).isEqualTo(429);
        assertThat(shared.body().toString()).contains("of one endpoint (8)");
        conformance.enough();

        for (int each = 0; each < 8; each++) {
            String group = Groups.webhook(outlay, receiver.uri());
            outlay.sql(Conformance.running(
                    "'everybody'",
                    "(select g.id from action_group g where " + Webhooks.named(group) + ")",
                    "timestamptz '2999-01-01'",
                    0,
                    1));
        }
        Outlay.Answer many = conformance.ask(Groups.webhook(outlay, receiver.uri()));
        assertThat(many.status()).isEqualTo(429);
        assertThat(many.body().toString()).contains("of one customer (8)");
        outlay.sql("delete from conformance_run where asked_by = 'everybody' and id in"
                + " (select id from conformance_run where asked_by = 'everybody' limit 1)");
        assertThat(conformance.ask(Groups.webhook(outlay, receiver.uri())).status())
                .isEqualTo(202);
    }

    @Test
    void ofOneWebhookTheLatestReportsAreKept() {
        String group = Groups.webhook(outlay, receiver.uri());
        String row = outlay.sql("select id from action_group g where " + Webhooks.named(group))
                .getFirst();
        outlay.sql(
                "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, created_at)"
                        + " select gen_random_uuid(), '" + row
                        + "', 'hook', 'x', 'x', 'CloudEvents', 'Completed', 'nobody',"
                        + " now() - n * interval '1 minute' from generate_series(1, 30) as n");
        String others = "select count(*) from conformance_run where group_id <> '" + row + "'";
        List<String> before = outlay.sql(others);

        Conformance.location(conformance.ask(group));

        assertThat(outlay.sql("select count(*) from conformance_run where group_id = '" + row + "'"))
                .containsExactly("20");
        assertThat(outlay.sql("select count(*) from conformance_run where group_id = '" + row
                        + "' and created_at < now() - interval '19 minutes 30 seconds'"))
                .as("the oldest of them went")
                .containsExactly("0");
        assertThat(outlay.sql(others)).isEqualTo(before);
    }

    @Test
    void noSignatureAndNoKeyIsKeptThoughTheReceiverEchoesThem() {
        try (WilfulReceiver echo = new WilfulReceiver(clock, Fault.ECHOES)) {
            JsonNode report = conformance.report(Groups.webhook(outlay, echo.uri()));

            assertThat(report.toString()).contains("webhook-signature").doesNotContain("whsec_");
            for (Receiver.Message message : echo.messages()) {
                for (String signature : message.header("webhook-signature").split(" ")) {
                    String code = signature.substring("v1,".length());
                    assertThat(report.toString()).doesNotContain(code, code.substring(4, 20));
                    assertThat(outlay.sql("select messages from conformance_case"))
                            .noneMatch(row -> row.contains(code));
                }
            }
        }
    }

    @Test
    void customersTryTheirOwnAndSeeNothingOfWhatAnEndpointSaid() {
        People.Owner owner = people.owner("Owner");
        String group = owner.scope() + "/resourceGroups/web/providers/Microsoft.Insights/actionGroups/g-" + People.id();
        assertThat(outlay.call(people.token(owner), "PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()))
                        .status())
                .isEqualTo(201);
        String path = "/v1/webhooks" + group + "/conformance";

        Outlay.Answer begun = outlay.call(people.token(owner), "POST", path, BODY);

        String location = Conformance.location(begun);
        JsonNode report = await().atMost(SOON)
                .until(
                        () -> outlay.call(people.token(owner), "GET", location, null)
                                .body(),
                        body -> body.path("state").asText().equals("Completed"));
        JsonNode message = Conformance.of(report, "signed").at("/messages/0");
        assertThat(message.path("status").asInt()).isEqualTo(200);
        assertThat(message.path("answer").isNull()).isTrue();

        String reader = People.id();
        outlay.assign(People.id(), owner.scope(), reader, "Reader");
        People.Owner readerThere = owner.as(reader, owner.customer());
        await().atMost(SOON)
                .until(() ->
                        people.get(readerThere, Crossings.alerts(owner.scope())).status() == 200);
        assertThat(outlay.call(people.token(readerThere), "POST", path, BODY).status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(readerThere), "GET", location, null).status())
                .isEqualTo(200);
        People.Owner stranger = owner.as(People.id(), People.id());
        assertThat(outlay.call(people.token(stranger), "GET", location, null).status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(stranger), "POST", path, BODY).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"receiverName\":7}",
                "{\"receiverName\":\"nobody\"}",
                "{\"receiverName\":\"hook\",\"serviceUri\":\"http://127.0.0.2/\"}"
            })
    void aBodyThatCannotBeMeantTriesNothing(String body) {
        String group = Groups.webhook(outlay, receiver.uri());
        Outlay.Answer answer = outlay.admin("POST", "/v1/webhooks" + group + "/conformance", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidRequestContent");
        assertThat(receiver.messages()).isEmpty();
        for (String none : List.of("x", UUID.randomUUID().toString())) {
            assertThat(outlay.admin("GET", "/v1/webhooks" + group + "/conformance/" + none, null)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(conformance.ask(Groups.at(Crossings.ACCOUNT)).status()).isEqualTo(404);
    }
}
