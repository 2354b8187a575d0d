package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.TracedCharges;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.JsonLog;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import dev.outlay.e2e.running.Topics;
import dev.outlay.e2e.running.TraceCollector;
import dev.outlay.e2e.running.TraceCollector.Arrived;
import dev.outlay.e2e.running.TracesPage;
import dev.outlay.local.Ports;
import dev.outlay.local.ReceivedWebhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One event is followed from the request that brought it to the webhook and the mail that told of it, by its trace and by what the logs say, in which
 * each line is an object with known keys; and where nobody asks for any of that, nothing of it is there. Whoever sends charges says all the time where they come from.
 */
@Tag("full")
class EventTraceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "Bearer of-the-collector";
    private static final String SECRET_PATH = "secret-of-a-path";
    private static final String POSTED = "/v1/cost-events";
    private static final String PROCESSED = "process cost-events";
    private static final List<String> SERVICES = List.of("usage-ingest-service", "budget-service", "alert-service");

    private final Outlay outlay = Outlay.running();
    private final TraceCollector collector = TraceCollector.start();
    private final List<ServiceProcess> services = outlay.told(
            "tracing",
            Map.of(
                    "OUTLAY_LOG_FORMAT",
                    "json",
                    "OUTLAY_TRACES_ENDPOINT",
                    collector.url(),
                    "OUTLAY_TRACES_RATIO",
                    "1",
                    "OUTLAY_TRACES_HEADERS",
                    "authorization=" + SECRET));
    private final String customer = UUID.randomUUID().toString();

    @AfterEach
    void stop() {
        services.forEach(ServiceProcess::close);
        collector.close();
    }

    @Test
    void one_event_is_followed_from_http_over_kafka_to_the_webhook() {
        List.of(outlay.budget(), outlay.alert()).forEach(ServiceProcess::kill);
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);

        Account told = Account.unique("traced");
        crossABudget(services.get(1), services.getFirst(), told, outlay.webhookUri(told.name()));
        assertEveryHop(told);

        Account refused = Account.unique("refused");
        crossABudget(services.get(1), services.get(1), refused, "http://127.0.0.1:" + Ports.free() + "/" + SECRET_PATH);
        assertTheFailedAttempt();
        assertTheRefusedRequest();
        assertNothingPersonal(told, refused);

        collector.close();
        Account unseen = Account.unique("unseen");
        crossABudget(services.get(1), services.getFirst(), unseen, outlay.webhookUri(unseen.name()));
        assertThat(received(unseen).headers())
                .as("nobody waits for a collector")
                .containsKey("traceparent");
        await("that spans cannot be sent is said").atMost(SOON).until(() -> services.stream()
                .allMatch(
                        service -> service.lines().stream().anyMatch(line -> line.contains("Failed to export spans"))));
        services.forEach(service -> assertKnownLines(service, List.of(told, refused, unseen)));
    }

    @Test
    void where_nobody_asks_for_it_nothing_is_traced_whatever_a_caller_says() {
        Account account = Account.unique("untraced");
        crossABudget(outlay.budget(), outlay.ingest(), account, outlay.webhookUri(account.name()));
        assertThat(received(account).headers()).doesNotContainKeys("traceparent", "tracestate", "baggage");
        assertThat(outlay.topics().about("cost-events", account.name()))
                .hasSize(2)
                .allSatisfy(EventTraceTest::assertUntraced);
        assertThat(outlay.topics().about("budget-alerts", account.name()))
                .hasSize(1)
                .allSatisfy(EventTraceTest::assertUntraced);
        assertThat(outlay.alerts()
                        .one(
                                "select count(traceparent) || ' of ' || count(*) from alert where scope_key ilike '%'"
                                        + " || ? || '%'",
                                account.name()))
                .isEqualTo("0 of 1");
    }

    @Test
    void the_default_is_a_line_for_people() {
        assertThat(outlay.ingest().lines())
                .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .*INFO .*started in.*"))
                .noneMatch(line -> line.startsWith("{"));
    }

    private void assertEveryHop(Account account) {
        await("every hop").atMost(SOON).untilAsserted(() -> {
            assertThat(collector.spans())
                    .extracting(Arrived::name)
                    .filteredOn(name -> !name.equals(PROCESSED))
                    .containsExactlyInAnyOrder(
                            "POST " + POSTED,
                            "send cost-events",
                            "record crossing",
                            "send budget-alerts",
                            "process budget-alerts",
                            "deliver webhook",
                            "deliver email");
            assertThat(collector.named(PROCESSED).stream()
                            .mapToInt(Arrived::messages)
                            .sum())
                    .as("both charges, in one batch or in two")
                    .isGreaterThanOrEqualTo(2);
        });
        Arrived request = one("POST " + POSTED, "usage-ingest-service", "SERVER");
        Arrived publication = one("send cost-events", "usage-ingest-service", "PRODUCER");
        Arrived crossing = one("record crossing", "budget-service", "INTERNAL");
        Arrived relay = one("send budget-alerts", "budget-service", "PRODUCER");
        Arrived alert = one("process budget-alerts", "alert-service", "CONSUMER");
        Arrived webhook = one("deliver webhook", "alert-service", "CLIENT");
        Arrived mail = one("deliver email", "alert-service", "CLIENT");
        Arrived batch = one(PROCESSED, "budget-service", "CONSUMER");

        assertThat(request.parent()).isEmpty();
        assertFollows(publication, request);
        assertFollows(crossing, publication);
        assertFollows(relay, crossing);
        assertFollows(alert, relay);
        assertFollows(webhook, alert);
        assertFollows(mail, alert);
        assertFollows(batch, publication);
        assertThat(batch.linked()).containsExactly(publication.place());
        assertThat(crossing.linked())
                .hasSize(1)
                .first()
                .isIn(collector.named(PROCESSED).stream().map(Arrived::place).toList());

        assertThat(TracedCharges.CALLER).as("a caller does not choose").doesNotContain(request.trace());
        assertThat(request.linked()).containsExactly(TracedCharges.CALLER);
        assertThat(request.attributes()).containsEntry("http.response.status_code", "202");
        assertThat(publication.messages()).isEqualTo(2);
        assertMadeAndSent(outlay.topics().about("cost-events", account.name()), 2, publication, publication);
        assertMadeAndSent(outlay.topics().about("budget-alerts", account.name()), 1, crossing, relay);
        Map<String, String> headers = received(account).headers();
        assertThat(headers)
                .containsEntry("traceparent", webhook.traceparent())
                .doesNotContainKeys("tracestate", "baggage");
        assertThat(webhook.attributes()).containsEntry("outlay.delivery", headers.get("webhook-id"));
    }

    /** Of charges that came through the front door, which has passed on who their caller is. */
    private void assertTheFailedAttempt() {
        await("an attempt that failed, and its request")
                .atMost(SOON)
                .until(() ->
                        !failed().isEmpty() && collector.named("POST " + POSTED).size() == 2);
        Arrived attempt = failed().getFirst();
        Arrived request = collector.named("POST " + POSTED).getLast();
        assertThat(attempt.status()).isEqualTo("ERROR");
        assertThat(attempt.attributes()).containsEntry("outlay.kind", "webhook");
        assertThat(request.trace()).isEqualTo(attempt.trace());
        assertThat(request.linked()).containsExactly(TracedCharges.CALLER);
        await("its line").atMost(SOON).untilAsserted(() -> assertThat(JsonLog.entries(services.getLast()))
                .anySatisfy(line -> {
                    assertThat(line.at("/context/trace").asText()).isEqualTo(attempt.trace());
                    assertThat(line.at("/context/kind").asText()).isEqualTo("webhook");
                    assertThat(line.at("/context/attempt").asText()).isEqualTo("1");
                    assertThat(line.at("/context/reason").asText())
                            .isEqualTo(attempt.attributes().get("error.type"));
                    assertThat(line.at("/context/delivery").asText())
                            .isEqualTo(attempt.attributes().get("outlay.delivery"));
                }));
    }

    /** Also a request of which nothing was taken has a span, which is no failure of the service. */
    private void assertTheRefusedRequest() {
        Answer answer =
                outlay.door(services.getFirst(), GLOBAL_ADMIN).post(POSTED, "application/cloudevents+json", "{");
        assertThat(answer.status()).isEqualTo(400);
        await("its span")
                .atMost(SOON)
                .until(() -> collector.named("POST " + POSTED).size() == 3);
        Arrived request = collector.named("POST " + POSTED).getLast();
        assertThat(request.status()).isEqualTo("UNSET");
        assertThat(request.attributes()).containsEntry("http.response.status_code", "400");
        assertThat(collector.spans()).noneMatch(span -> span.parent().equals(request.id()));
    }

    private List<Arrived> failed() {
        return collector.named("deliver webhook").stream()
                .filter(span -> "1".equals(span.attributes().get("outlay.attempt")))
                .filter(span -> span.attributes().containsKey("error.type"))
                .toList();
    }

    private void crossABudget(ServiceProcess budget, ServiceProcess ingest, Account account, String webhook) {
        Client admin = outlay.door(budget, GLOBAL_ADMIN);
        Answer group = admin.put(account.actionGroup("hook") + "?api-version=2021-09-01", Bodies.actionGroup(webhook));
        assertThat(group.status()).as(group.body()).isIn(200, 201);
        Answer made = admin.put(
                Account.budget(account.customer(customer), "monthly"),
                Bodies.monthly("100", "GreaterThan", email(account), account.actionGroup("hook"), 80));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        TracedCharges.accepted(
                outlay.door(ingest, GLOBAL_ADMIN),
                List.of(Charge.of("1", account, customer, "40"), Charge.of("2", account, customer, "41")));
    }

    private static String email(Account account) {
        return account.name() + "@example.com";
    }

    private Arrived one(String name, String service, String kind) {
        Arrived span = collector.named(name).getFirst();
        assertThat(span.service()).isEqualTo(service);
        assertThat(span.kind()).isEqualTo(kind);
        assertThat(span.status()).isEqualTo("UNSET");
        return span;
    }

    private static void assertFollows(Arrived span, Arrived cause) {
        assertThat(span.trace() + "-" + span.parent()).as(span.name()).isEqualTo(cause.place());
    }

    /** The event says what made it, and its record who sent it; nothing else of traces is there. */
    private static void assertMadeAndSent(
            List<ConsumerRecord<String, byte[]>> records, int count, Arrived made, Arrived sent) {
        assertThat(records).hasSize(count).allSatisfy(record -> {
            assertThat(Topics.header(record, "ce_traceparent")).isEqualTo(made.traceparent());
            assertThat(Topics.header(record, "traceparent")).isEqualTo(sent.traceparent());
            assertThat(record.headers())
                    .extracting(Header::key)
                    .doesNotContain("tracestate", "ce_tracestate", "baggage", "ce_baggage");
        });
    }

    private static void assertUntraced(ConsumerRecord<String, byte[]> record) {
        assertThat(Topics.header(record, "traceparent")).isEmpty();
        assertThat(Topics.header(record, "ce_traceparent")).isEmpty();
    }

    private void assertNothingPersonal(Account... accounts) {
        assertThat(collector.authorizations()).isNotEmpty().containsOnly(SECRET);
        assertThat(collector.spans()).allSatisfy(span -> {
            assertThat(TracesPage.listed())
                    .contains(span.name())
                    .containsAll(span.attributes().keySet())
                    .containsAll(span.resource().keySet());
            assertThat(span.attributes().values())
                    .noneMatch(value -> value.contains(customer) || value.contains("secret"))
                    .noneMatch(value ->
                            value.contains("@") || value.contains("://") || value.matches("(40|41|81)(\\.0*)?"))
                    .noneMatch(value -> Stream.of(accounts).anyMatch(account -> value.contains(account.name())));
        });
    }

    private void assertKnownLines(ServiceProcess service, List<Account> accounts) {
        JsonLog.assertKnown(service, SERVICES.get(services.indexOf(service)));
        assertThat(service.lines())
                .noneMatch(line ->
                        Stream.of(SECRET_PATH, TracedCharges.SECRET, SECRET).anyMatch(line::contains))
                .noneMatch(line -> accounts.stream().anyMatch(account -> line.contains(email(account))));
    }

    private ReceivedWebhook received(Account account) {
        return await("the webhook")
                .atMost(SOON)
                .until(
                        () -> outlay.inbox().webhooks().stream()
                                .filter(webhook -> webhook.name().equals(account.name()))
                                .toList(),
                        received -> !received.isEmpty())
                .getFirst();
    }
}
