package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.local.Persona;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.DocumentedOperation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every operation is used, with the bodies that the document gives as examples, and what is answered is what it describes. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DescribedAnswersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ApiDocument DOCUMENT = DescribedService.document();

    /** What has to be made before it can be read, and be read before it is deleted. */
    private static final List<String> ORDER = List.of("PUT", "POST", "PATCH", "GET", "DELETE");

    private final Outlay outlay = new Outlay();
    private final DescribedService service = new DescribedService(outlay);
    private final String admin = outlay.token(Persona.GLOBAL_ADMIN);

    @Inject
    MovableClock clock;

    @Inject
    SignedLinks links;

    @BeforeEach
    void prepare() {
        service.prepare();
    }

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void everyOperationSucceedsAsItIsDescribed() {
        Map<String, String> alerts = new HashMap<>();
        service.scopes().keySet().forEach(kind -> alerts.put(kind, service.alert(kind)));
        String delivery = outlay.sql("select delivery_id::text from delivery_alert where alert_id = '"
                        + alerts.get("Customer") + "'")
                .getFirst();
        String link = links.write(
                SignedLinks.Purpose.UNSUBSCRIBE,
                UUID.fromString(delivery),
                clock.instant().plus(Duration.ofDays(1)));
        assertThat(outlay.call(null, "POST", "/v1/unsubscribe/" + link, null).status())
                .isEqualTo(200);
        String seen = links.write(
                SignedLinks.Purpose.ACKNOWLEDGE,
                UUID.fromString(delivery),
                clock.instant().plus(Duration.ofDays(1)));
        String suppression = outlay.sql("select id from suppression where delivery_id = '" + delivery + "'")
                .getFirst();
        Map<String, String> tests = new HashMap<>();
        List<DocumentedOperation> operations = DOCUMENT.operations().stream()
                .sorted(Comparator.comparing(operation -> ORDER.indexOf(operation.method())))
                .toList();
        for (DocumentedOperation operation : operations) {
            Map<String, String> names = new HashMap<>(service.names());
            String kind = operation.id().substring(operation.id().indexOf("Of") + 2);
            Optional.ofNullable(alerts.get(kind)).ifPresent(alert -> names.put("alertId", alert));
            names.put("deliveryId", delivery);
            names.put(
                    "link",
                    operation.path().contains("/acknowledge/")
                            ? seen
                            : operation.path().contains("/agree/") ? agreement() : link);
            names.put("suppressionId", suppression);
            Optional.ofNullable(tests.get(above(operation))).ifPresent(test -> names.put("notificationId", test));
            if (operation.id().startsWith("getRecovery")) {
                names.put("recoveryId", recovery(operation.path(names)));
            }
            if (operation.path().contains("{runId}")) {
                names.put("runId", conformance(operation.path(names)));
            }
            if (operation.path().contains("{silenceId}")) {
                names.put("silenceId", silence(operation.path(names)));
            }
            String target = operation.path(names) + operation.query();
            for (String type : operation.contentTypes()) {
                operation.exampleBodies(type).values().forEach(body -> {
                    assertDone(operation, target, body);
                    Outlay.Answer again = assertDone(operation, target, body);
                    again.response()
                            .headers()
                            .firstValue("Location")
                            .ifPresent(location -> tests.put(
                                    above(operation),
                                    location.replaceAll("[?].*", "").replaceAll(".*/", "")));
                });
            }
            if (operation.contentTypes().isEmpty()) {
                assertDone(operation, target, null);
            }
            if (operation.method().equals("DELETE")) {
                assertDone(operation, target, null);
            }
        }
    }

    /** A link to agree to the messages of some webhook. */
    private String agreement() {
        return links.write(
                SignedLinks.Purpose.AGREE,
                UUID.fromString(await().atMost(SOON)
                        .until(
                                () -> outlay.sql("select question from webhook_verification where question is not null"
                                        + " and asking is null order by created_at limit 1"),
                                found -> !found.isEmpty())
                        .getFirst()),
                clock.instant().plus(Duration.ofDays(1)));
    }

    /** Path of what an operation with a name of its own stands below. */
    private static String above(DocumentedOperation operation) {
        return operation.path().replaceAll("/(createNotifications|notificationStatus/[^/]*)$", "");
    }

    /** One that was begun of a webhook of the group in the path. */
    private String recovery(String path) {
        String owner = path.substring("/v1/webhooks".length(), path.indexOf("/providers/Microsoft.Insights"));
        return outlay.sql(
                        "select r.id from webhook_recovery r join action_group g on g.id = r.group_id where g.owner_key = '"
                                + owner.toLowerCase(Locale.ROOT) + "'")
                .getFirst();
    }

    /** A run that was begun of a webhook of the group in the path. */
    private String conformance(String path) {
        String owner = path.substring("/v1/webhooks".length(), path.indexOf("/providers/Microsoft.Insights"));
        return outlay.sql(
                        "select r.id from conformance_run r join action_group g on g.id = r.group_id where g.owner_key = '"
                                + owner.toLowerCase(Locale.ROOT) + "'")
                .getFirst();
    }

    /** The newest of the scope in the path. */
    private String silence(String path) {
        String scope = path.replaceAll("^/v1/silences|/[^/]*(/end)?$", "");
        return outlay.sql("select id from silence where scope_key = '" + scope.toLowerCase(Locale.ROOT)
                        + "' order by created_at desc limit 1")
                .getFirst();
    }

    private Outlay.Answer assertDone(DocumentedOperation operation, String target, @Nullable JsonNode body) {
        if (operation.id().startsWith("tryConformance")) {
            new Conformance(outlay).enough(); // One of a webhook goes on at a time.
        }
        Outlay.Answer answer = outlay.call(admin, operation.method(), target, body == null ? null : body.toString());
        assertDescribed(operation, answer);
        assertThat(answer.status()).as(operation + " " + answer.body()).isBetween(200, 204);
        return answer;
    }

    @Test
    void everyOperationRefusesAsItIsDescribed() {
        for (DocumentedOperation operation : DOCUMENT.operations()) {
            String target = operation.path(service.names()) + operation.query();
            int withoutToken = operation.statuses().contains(401) ? 401 : 403;
            refused(operation, outlay.call(null, operation.method(), target, null), withoutToken);
            refused(operation, outlay.call("x", operation.method(), target, null), withoutToken);
            refused(operation, outlay.call(admin, operation.method(), target, " ".repeat(300_000)), 413);
            if (operation.statuses().contains(403)) {
                String outsider = outlay.token(Persona.OUTSIDER);
                refused(operation, outlay.call(outsider, operation.method(), target, "{}"), 403);
            }
            if (!operation.query().isEmpty()) {
                String path = operation.path(service.names());
                refused(operation, outlay.call(admin, operation.method(), path, null), 400);
                refused(operation, outlay.call(admin, operation.method(), path + "?api-version=x", null), 400);
            }
            if (!operation.contentTypes().isEmpty()) {
                refused(operation, outlay.call(admin, operation.method(), target, "{"), 400);
                refused(operation, outlay.call(admin, operation.method(), target, "<a/>", "text/xml"), 415);
            }
            if (operation.statuses().contains(404)) {
                String body = operation.contentTypes().stream()
                        .flatMap(type -> operation.exampleBodies(type).values().stream())
                        .map(JsonNode::toString)
                        .findFirst()
                        .orElse(null);
                refused(operation, outlay.call(admin, operation.method(), target, body), 404);
            }
        }
    }

    private static void refused(DocumentedOperation operation, Outlay.Answer answer, int status) {
        assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(status);
        assertDescribed(operation, answer);
    }

    private static void assertDescribed(DocumentedOperation operation, Outlay.Answer answer) {
        assertThat(AnswerCheck.problems(
                        operation,
                        answer.status(),
                        header -> answer.response().headers().firstValue(header),
                        answer.response().body()))
                .as(operation + " " + answer.status() + " " + answer.body())
                .isEmpty();
    }

    @Test
    void theDocumentIsServedToEverybodyWithATokenAndOnTheManagementPortWithoutOne() throws Exception {
        Outlay.Answer served = outlay.call(outlay.token(Persona.OUTSIDER), "GET", "/v1/openapi/alert-service", null);
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.body().path("paths").size())
                .isEqualTo(DOCUMENT.json().path("paths").size());
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create(Outlay.config("test.management.url") + "/openapi");
            assertThat(http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(DOCUMENT.operations().stream()
                            .map(DocumentedOperation::id)
                            .toList());
        }
    }
}
