package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTTP API: alerts, action groups, errors, health and metrics. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ServingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void everyErrorHasTheEnvelope() {
        String path = Crossings.alerts(Crossings.account("a"));
        String admin = outlay.token(Persona.GLOBAL_ADMIN);
        assertError(outlay.call(null, "GET", path + Outlay.VERSION, null), 401, "AuthenticationFailed");
        assertError(outlay.call("garbage", "GET", path + Outlay.VERSION, null), 401, "InvalidAuthenticationToken");
        assertError(outlay.call("....", "GET", path + Outlay.VERSION, null), 401, "InvalidAuthenticationToken");
        assertError(outlay.call(admin + "x", "GET", path + Outlay.VERSION, null), 401, "InvalidAuthenticationToken");
        assertError(outlay.call(null, "GET", "/nothing/here", null), 401, "AuthenticationFailed");
        assertError(outlay.call(admin, "GET", path, null), 400, "MissingApiVersionParameter");
        assertError(outlay.call(admin, "GET", path + "?api-version=new", null), 400, "InvalidApiVersionParameter");
        assertError(outlay.call(admin, "GET", "/nothing/here", null), 404, "ResourceNotFound");
        assertError(outlay.call(admin, "GET", "/q/health", null), 404, "ResourceNotFound");
        assertError(outlay.call(admin, "GET", "/subscriptions/a%2Fb" + Outlay.VERSION, null), 400, "InvalidRequestUri");
        assertError(outlay.call(admin, "GET", "/a".repeat(400), null), 400, "InvalidRequestUri");
        assertError(outlay.call(admin, "DELETE", path + Outlay.VERSION, null), 405, "MethodNotAllowed");
        assertError(
                outlay.call(outlay.token(Persona.OUTSIDER), "GET", path + Outlay.VERSION, null),
                403,
                "AuthorizationFailed");
        String group = Groups.at("a") + Groups.VERSION;
        assertError(outlay.call(admin, "PUT", group, "{}", "text/xml"), 415, "UnsupportedMediaType");
        assertError(outlay.call(admin, "PUT", group, "{"), 400, "InvalidRequestContent");
        assertError(outlay.call(admin, "PUT", group, "[]"), 400, "InvalidRequestContent");
        assertError(outlay.call(admin, "PUT", group, "{\"a\":" + "[".repeat(1000)), 400, "InvalidRequestContent");
        assertError(outlay.call(admin, "PUT", group, "{\"location\":\"\\u0000\"}"), 400, "InvalidRequestContent");
        assertError(
                outlay.call(admin, "PUT", group, "{\"a\":\"" + "x".repeat(300_000) + "\"}"),
                413,
                "RequestEntityTooLarge");
    }

    private static void assertError(Outlay.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().at("/error/message").asText()).isNotBlank();
        assertThat(answer.response().headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(answer.status() == 401)
                .isEqualTo(answer.response()
                        .headers()
                        .firstValue("www-authenticate")
                        .isPresent());
    }

    @Test
    void alertsAreListedInPagesAtExactlyTheirScopeShownAndDismissed() {
        String account = "acc-" + UUID.randomUUID();
        String profile = Crossings.account(account) + "/billingProfiles/P1";
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Crossings crossing = Crossings.crossing()
                    .under(account, profile, "BillingProfile")
                    .with("telling", "record");
            outlay.tell(crossing);
            told.add(crossing.id());
        }
        Crossings elsewhere = Crossings.crossing()
                .under(account, Crossings.account(account), "BillingAccount")
                .with("telling", "record");
        outlay.tell(elsewhere);
        await().atMost(SOON)
                .until(() -> outlay.sql("select 1 from alert where scope_key like '%" + account + "%'")
                                .size()
                        == 8);

        Set<String> seen = new HashSet<>();
        String next = "/" + Crossings.alerts(profile.toUpperCase().replace("PROVIDERS", "providers")) + Outlay.VERSION;
        int pages = 0;
        while (!next.isEmpty()) {
            Outlay.Answer page = outlay.admin("GET", next, null);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body()
                    .path("value")
                    .forEach(alert -> seen.add(alert.path("name").asText()));
            String link = page.body().path("nextLink").asText("");
            if (!link.isEmpty() && !link.equals("null")) {
                assertThat(link).startsWith(Outlay.config("test.url") + "/");
            }
            next = link.equals("null") ? "" : link.replace(Outlay.config("test.url"), "");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(told);
        JsonNode alone = outlay.admin("GET", Crossings.alerts(Crossings.account(account)) + Outlay.VERSION, null)
                .body();
        assertThat(alone.path("value")).hasSize(1);
        assertThat(alone.path("nextLink").isNull()).isTrue();

        String one = Crossings.alerts(profile) + "/" + told.getFirst() + Outlay.VERSION;
        JsonNode alert = outlay.admin("GET", one, null).body();
        assertThat(alert.path("id").asText())
                .isEqualTo(Crossings.alerts(profile).substring(1) + "/" + told.getFirst());
        assertThat(alert.at("/properties/details/threshold").decimalValue().toPlainString())
                .isEqualTo("0.8");
        assertThat(alert.at("/properties/details/unit").asText()).isEqualTo("CHF");
        assertThat(alert.at("/properties/costEntityId").asText()).isEqualTo("web");
        assertThat(alert.at("/properties/definition/criteria").asText()).isEqualTo("CostThresholdExceeded");
        assertThat(alert.at("/properties/closeTime").asText()).isEqualTo("0001-01-01T00:00:00");
        Outlay.Answer dismissed = outlay.admin("PATCH", one, "{\"properties\":{\"status\":\"Dismissed\"}}");
        assertThat(dismissed.body().at("/properties/status").asText()).isEqualTo("Dismissed");
        assertThat(dismissed.body().at("/properties/statusModificationUserName").asText())
                .isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        outlay.admin("PATCH", one, "{\"properties\":{\"status\":\"Active\"}}");
        assertThat(outlay.admin("GET", one, null)
                        .body()
                        .at("/properties/status")
                        .asText())
                .isEqualTo("Active");
        assertThat(outlay.admin("PATCH", one, "{\"properties\":{\"status\":\"Resolved\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(outlay.admin(
                                "GET",
                                Crossings.alerts(Crossings.account(account)) + "/" + told.getFirst() + Outlay.VERSION,
                                null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.admin("GET", Crossings.alerts(profile) + "/x" + Outlay.VERSION, null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.admin("GET", Crossings.alerts(profile) + Outlay.VERSION + "&$skiptoken=x", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAlertOfAQuantityHasItsUnitAndIsOfUsage() {
        String account = "acc-" + UUID.randomUUID();
        Crossings crossing = Crossings.ofQuantity()
                .under(account, Crossings.account(account), "BillingAccount")
                .with("telling", "record");
        outlay.tell(crossing);
        String one = Crossings.alerts(Crossings.account(account)) + "/" + crossing.id() + Outlay.VERSION;
        await().atMost(SOON).until(() -> outlay.admin("GET", one, null).status() == 200);

        JsonNode properties = outlay.admin("GET", one, null).body().path("properties");
        assertThat(properties.at("/definition/category").asText()).isEqualTo("Usage");
        assertThat(properties.at("/definition/criteria").asText()).isEqualTo("UsageThresholdExceeded");
        assertThat(properties.at("/details/unit").asText()).isEqualTo("1 Hour");
        assertThat(properties.at("/details/currentSpend").asText()).isEqualTo("812.25");
        assertThat(properties.at("/details/meterFilter/0").asText()).startsWith("0b4d2a6e");
    }

    @Test
    void anActionGroupIsMadeReplacedReadListedAndDeleted() {
        String account = "acc-" + UUID.randomUUID();
        String group = Groups.at(account);
        String body = "{\"location\":\"Global\",\"tags\":{\"team\":\"ops\"},\"properties\":{\"groupShortName\":\"ops\","
                + "\"emailReceivers\":[{\"name\":\"m\",\"emailAddress\":\"ops@fabrikam.example\"}],"
                + "\"smsReceivers\":[{\"name\":\"s\",\"countryCode\":\"41\",\"phoneNumber\":\"1\"}],"
                + "\"webhookReceivers\":[{\"name\":\"w\",\"serviceUri\":\"https://hooks.example/x\"}]}}";
        Outlay.Answer made = outlay.admin("PUT", group + Groups.VERSION, body);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/webhookReceivers/0/secret").asText())
                .startsWith("whsec_");
        assertThat(made.body().path("id").asText()).isEqualTo(group);
        Outlay.Answer replaced =
                outlay.admin("PUT", group.toUpperCase().replace("PROVIDERS", "providers") + Groups.VERSION, body);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body().path("id").asText()).isEqualTo(group);
        assertThat(replaced.body().at("/properties/webhookReceivers/0").has("secret"))
                .isFalse();
        JsonNode read = outlay.admin("GET", group + Groups.VERSION, null).body();
        assertThat(read.at("/properties/smsReceivers/0/phoneNumber").asText()).isEqualTo("1");
        assertThat(read.at("/tags/team").asText()).isEqualTo("ops");
        assertThat(read.toString()).doesNotContain("whsec_");
        String list = Crossings.account(account) + "/providers/microsoft.insights/ACTIONGROUPS" + Groups.VERSION;
        assertThat(outlay.admin("GET", list, null).body().path("value")).hasSize(1);
        assertThat(outlay.admin("DELETE", group + Groups.VERSION, null).status())
                .isEqualTo(200);
        assertThat(outlay.admin("DELETE", group + Groups.VERSION, null).status())
                .isEqualTo(204);
        assertThat(outlay.admin("GET", group + Groups.VERSION, null).status()).isEqualTo(404);
        assertThat(outlay.admin("PUT", group + Groups.VERSION, "{\"properties\":{}}")
                        .code())
                .isEqualTo("InvalidRequestContent");
    }

    @Test
    void twoThatMakeTheSameGroupAtOnceMakeOne() {
        String group = Groups.at("acc-" + UUID.randomUUID());
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}";
        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> outlay.admin("PUT", group + Groups.VERSION, body).status())
                .toList();
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
    }

    @Test
    void healthAndMetricsAreOnTheManagementPortAndSpeakInWords() throws Exception {
        String url = Outlay.config("test.management.url");
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> ready = http.send(
                HttpRequest.newBuilder(URI.create(url + "/health/ready")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body()).contains("PostgreSQL", "Kafka");
        outlay.admin("GET", Groups.at("whose-it-is") + Groups.VERSION, "");
        Crossings told = Crossings.crossing().emails(Crossings.address());
        outlay.tell(told);
        outlay.awaitStates(told, "email Delivered");
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body())
                .contains(
                        "outlay_alert_received_total", "outlay_alert_duplicates_total", "outlay_alert_unreadable_total")
                .contains("outlay_alert_deliveries_waiting", "outlay_alert_consumer_behind_seconds")
                .contains("outlay_alert_delivery_attempt_duration_seconds_count{kind=\"email\",outcome=\"Accepted\"}")
                .contains("uri=\"/arm\"")
                .doesNotContain("whose-it-is");
        http.close();
    }

    @Test
    void aFaultOfTheServiceIs500UnderTheIdOfItsHeader() {
        String group = Groups.at("acc-" + UUID.randomUUID());
        outlay.admin(
                "PUT", group + Groups.VERSION, "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}");
        outlay.sql("update action_group set body = 'what the service never writes' where name = '"
                + group.substring(group.lastIndexOf('/') + 1) + "'");
        Outlay.Answer answer = outlay.admin("GET", group + Groups.VERSION, null);
        assertError(answer, 500, "InternalServerError");
        assertThat(answer.body().at("/error/message").asText())
                .contains(answer.response()
                        .headers()
                        .firstValue("x-ms-request-id")
                        .orElseThrow());
        assertThat(answer.response().headers().firstValue("Retry-After")).isEmpty();
    }
}
