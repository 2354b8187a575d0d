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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTTP API: alerts, action groups, deliveries, and who may reach them. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ServingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TENANT = "dddd0000-0000-4000-8000-00000000dddd";

    private final Outlay outlay = new Outlay();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        heart.shutdownNow();
        outlay.close();
    }

    private void keepBeating() {
        heart.scheduleAtFixedRate(outlay::beat, 0, 300, TimeUnit.MILLISECONDS);
    }

    private static String account(String account) {
        return "/providers/Microsoft.Billing/billingAccounts/" + account;
    }

    private static String alerts(String scope) {
        return scope + "/providers/Microsoft.CostManagement/alerts";
    }

    /** A person of a customer who owns a subscription of that customer. */
    private record Owner(String principal, String customer, String subscription) {
        static Owner someone() {
            return new Owner(
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString());
        }

        String scope() {
            return "/subscriptions/" + subscription;
        }
    }

    private Owner hearOfOwner(String role) {
        Owner owner = Owner.someone();
        outlay.customer(owner.customer(), true);
        outlay.subscription(owner.subscription(), owner.customer());
        outlay.assign(UUID.randomUUID().toString(), owner.scope(), owner.principal(), role);
        keepBeating();
        await().atMost(SOON).until(() -> get(owner, alerts(owner.scope())).status() == 200);
        return owner;
    }

    private Outlay.Answer get(Owner owner, String path) {
        return outlay.call(outlay.token(owner.principal(), TENANT), "GET", path + Outlay.VERSION, null);
    }

    @Test
    void everyErrorHasTheEnvelope() {
        String path = alerts(account("a"));
        String admin = outlay.token(Persona.GLOBAL_ADMIN);
        assertError(outlay.call(null, "GET", path + Outlay.VERSION, null), 401, "AuthenticationFailed");
        assertError(outlay.call("garbage", "GET", path + Outlay.VERSION, null), 401, "InvalidAuthenticationToken");
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
        String group = TellingTest.groupAt("a") + Outlay.VERSION;
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
        String profile = account(account) + "/billingProfiles/P1";
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Crossings crossing = Crossings.crossing()
                    .under(account, profile, "BillingProfile")
                    .with("telling", "record");
            outlay.tell(crossing);
            told.add(crossing.id());
        }
        Crossings elsewhere = Crossings.crossing()
                .under(account, account(account), "BillingAccount")
                .with("telling", "record");
        outlay.tell(elsewhere);
        await().atMost(SOON)
                .until(() -> outlay.sql("select 1 from alert where scope_key like '%" + account + "%'")
                                .size()
                        == 8);

        Set<String> seen = new HashSet<>();
        String next = "/" + alerts(profile.toUpperCase().replace("PROVIDERS", "providers")) + Outlay.VERSION;
        int pages = 0;
        while (!next.isEmpty()) {
            Outlay.Answer page = outlay.admin("GET", next, null);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body()
                    .path("value")
                    .forEach(alert -> seen.add(alert.path("name").asText()));
            String link = page.body().path("nextLink").asText("");
            next = link.equals("null") ? "" : link.replace(Outlay.config("test.url"), "");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(told);
        JsonNode alone = outlay.admin("GET", alerts(account(account)) + Outlay.VERSION, null)
                .body();
        assertThat(alone.path("value")).hasSize(1);
        assertThat(alone.path("nextLink").isNull()).isTrue();

        String one = alerts(profile) + "/" + told.getFirst() + Outlay.VERSION;
        JsonNode alert = outlay.admin("GET", one, null).body();
        assertThat(alert.path("id").asText()).isEqualTo(alerts(profile).substring(1) + "/" + told.getFirst());
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
        assertThat(outlay.admin("GET", alerts(account(account)) + "/" + told.getFirst() + Outlay.VERSION, null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.admin("GET", alerts(profile) + "/x" + Outlay.VERSION, null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.admin("GET", alerts(profile) + Outlay.VERSION + "&$skiptoken=x", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anActionGroupIsMadeReplacedReadListedAndDeleted() {
        String account = "acc-" + UUID.randomUUID();
        String group = TellingTest.groupAt(account);
        String body = "{\"location\":\"Global\",\"tags\":{\"team\":\"ops\"},\"properties\":{\"groupShortName\":\"ops\","
                + "\"emailReceivers\":[{\"name\":\"m\",\"emailAddress\":\"ops@fabrikam.example\"}],"
                + "\"smsReceivers\":[{\"name\":\"s\",\"countryCode\":\"41\",\"phoneNumber\":\"1\"}],"
                + "\"webhookReceivers\":[{\"name\":\"w\",\"serviceUri\":\"https://hooks.example/x\"}]}}";
        Outlay.Answer made = outlay.admin("PUT", group + Outlay.VERSION, body);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/webhookReceivers/0/secret").asText())
                .startsWith("whsec_");
        assertThat(made.body().path("id").asText()).isEqualTo(group);
        Outlay.Answer replaced =
                outlay.admin("PUT", group.toUpperCase().replace("PROVIDERS", "providers") + Outlay.VERSION, body);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body().path("id").asText()).isEqualTo(group);
        assertThat(replaced.body().at("/properties/webhookReceivers/0").has("secret"))
                .isFalse();
        JsonNode read = outlay.admin("GET", group + Outlay.VERSION, null).body();
        assertThat(read.at("/properties/smsReceivers/0/phoneNumber").asText()).isEqualTo("1");
        assertThat(read.at("/tags/team").asText()).isEqualTo("ops");
        assertThat(read.toString()).doesNotContain("whsec_");
        String list = account(account) + "/providers/microsoft.insights/ACTIONGROUPS" + Outlay.VERSION;
        assertThat(outlay.admin("GET", list, null).body().path("value")).hasSize(1);
        assertThat(outlay.admin("DELETE", group + Outlay.VERSION, null).status())
                .isEqualTo(200);
        assertThat(outlay.admin("DELETE", group + Outlay.VERSION, null).status())
                .isEqualTo(204);
        assertThat(outlay.admin("GET", group + Outlay.VERSION, null).status()).isEqualTo(404);
        assertThat(outlay.admin("PUT", group + Outlay.VERSION, "{\"properties\":{}}")
                        .code())
                .isEqualTo("InvalidRequestContent");
    }

    @Test
    void twoThatMakeTheSameGroupAtOnceMakeOne() {
        String group = TellingTest.groupAt("acc-" + UUID.randomUUID());
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}";
        List<Integer> statuses = java.util.stream.IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> outlay.admin("PUT", group + Outlay.VERSION, body).status())
                .toList();
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
    }

    @Test
    void aCustomersOwnerWritesAReaderReadsAndAnOutsiderSeesNothing() {
        Owner owner = hearOfOwner("Owner");
        String group =
                owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g" + Outlay.VERSION;
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}";
        assertThat(outlay.call(outlay.token(owner.principal(), TENANT), "PUT", group, body)
                        .status())
                .isEqualTo(201);
        assertThat(get(owner, owner.scope() + "/providers/Microsoft.Insights/actionGroups")
                        .body()
                        .path("value"))
                .hasSize(1);

        String reader = UUID.randomUUID().toString();
        outlay.assign(UUID.randomUUID().toString(), owner.scope(), reader, "CostManagementReader");
        String token = outlay.token(reader, TENANT);
        await().atMost(SOON).until(() -> outlay.call(token, "GET", group, null).status() == 200);
        assertThat(outlay.call(token, "PUT", group, body).status()).isEqualTo(403);
        assertThat(outlay.call(token, "DELETE", group, null).status()).isEqualTo(403);

        String outsider = outlay.token(Persona.OUTSIDER);
        Outlay.Answer existing = outlay.call(outsider, "GET", group, null);
        Outlay.Answer missing = outlay.call(outsider, "GET", group.replace("/g?", "/h?"), null);
        assertThat(existing.status()).isEqualTo(403);
        assertThat(missing.status()).isEqualTo(403);
        assertThat(existing.body().toString().replace("actionGroups/g'", "actionGroups/h'"))
                .isEqualTo(missing.body().toString());
        assertThat(outlay.admin("GET", group, null).status()).isEqualTo(403);
        assertThat(outlay.call(token, "GET", "/v1/deliveries", null).status()).isEqualTo(403);
    }

    @Test
    void customersPeopleAreRefusedWhileThePolicyForbidsOrNothingIsHeard() {
        Owner owner = hearOfOwner("Owner");
        outlay.customer(owner.customer(), false);
        await().atMost(SOON).until(() -> get(owner, alerts(owner.scope())).status() == 403);
        outlay.customer(owner.customer(), true);
        await().atMost(SOON).until(() -> get(owner, alerts(owner.scope())).status() == 200);
        heart.shutdownNow();
        await().atMost(SOON).until(() -> get(owner, alerts(owner.scope())).status() == 403);
        assertThat(get(owner, alerts(owner.scope())).body().at("/error/message").asText())
                .contains("cost-visibility policy is not known at the moment");
    }

    @Test
    void aCustomersPersonSeesNothingOfAnEarlierCustomerOfTheSubscription() {
        Owner owner = hearOfOwner("Owner");
        Crossings foreign = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .with("telling", "record");
        outlay.tell(foreign);
        await().atMost(SOON).until(() -> !outlay.sql("select 1 from alert where id = '" + foreign.id() + "'")
                .isEmpty());
        assertThat(get(owner, alerts(owner.scope())).body().path("value")).isEmpty();
        assertThat(get(owner, alerts(owner.scope()) + "/" + foreign.id()).status())
                .isEqualTo(404);
    }

    @Test
    void whatACustomersPersonAskedForIsWithheldWhenThePolicyIsWithdrawn() {
        Owner owner = hearOfOwner("Owner");
        String address = "someone-" + UUID.randomUUID() + "@customer.example";
        Crossings first = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), TENANT)
                .customer(owner.customer())
                .emails(address);
        outlay.tell(first);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.states(first.id())).containsExactly("email Delivered"));
        outlay.customer(owner.customer(), false);
        await().atMost(SOON).until(() -> get(owner, alerts(owner.scope())).status() == 403);
        Crossings second = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), TENANT)
                .customer(owner.customer())
                .emails(address);
        outlay.tell(second);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(second.id()))
                .containsExactly("email Withheld access-withdrawn"));
        heart.shutdownNow();
        await().atMost(SOON)
                .until(() -> get(owner, alerts(owner.scope())).body().toString().contains("at the moment"));
        Crossings third = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), TENANT)
                .customer(owner.customer())
                .emails(address);
        outlay.tell(third);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(third.id()))
                .containsExactly("email Pending access-not-heard"));
        assertThat(outlay.mails(address)).hasSize(1);
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
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body())
                .contains(
                        "outlay_alert_received_total", "outlay_alert_duplicates_total", "outlay_alert_unreadable_total")
                .contains("outlay_alert_deliveries_waiting", "outlay_alert_consumer_behind_seconds");
        http.close();
    }
}
