package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever asks too often, or too slowly, is stopped, and nobody else is. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(RequestLimitsTest.Narrow.class)
class RequestLimitsTest {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts?api-version=2020-05-01";
    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";

    /** Limits that a test can reach. */
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "outlay.requests.per-minute", "1",
                    "outlay.requests.at-once", "3",
                    "outlay.requests.longest-body", "1s");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(PassingTime.class);
        }
    }

    private final Vertx vertx;
    private final String somebody = UUID.randomUUID().toString();
    private final String deployment = DeployingSubscription.DEPLOYMENTS + somebody;

    @Inject
    RequestLimitsTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWait() {
        for (int left = 2; left >= 0; left--) {
            Response answer = accounts(somebody);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header(REMAINING)).isEqualTo("DefaultQuota:" + left);
        }
        Response refused = accounts(somebody);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.jsonPath().getString("error.code")).isEqualTo("429");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("x-ms-ratelimit-microsoft.costmanagement-client-retry-after"))
                .isEqualTo(refused.header("Retry-After"));
        assertThat(refused.header("x-ms-ratelimit-microsoft.consumption-retry-after"))
                .isEqualTo(refused.header("Retry-After"));
        assertThat(refused.header("x-ms-request-id")).isNotBlank();
    }

    @Test
    void whatIsRefusedForAnotherReasonCountsTooAndOthersAreNotStopped() {
        for (int i = 0; i < 3; i++) {
            assertThat(as(somebody, Persona.PARTNER_TENANT, "GlobalAdmin")
                            .get("/subscriptions/x/nothing")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(accounts(somebody).statusCode()).isEqualTo(429);
        assertThat(accounts(UUID.randomUUID().toString()).statusCode()).isEqualTo(200);
    }

    /** One more is the request itself. */
    @Test
    void theResourcesOfATemplateAreCountedTogetherOrNotAtAll() {
        assertThat(accounts(somebody).header(REMAINING)).isEqualTo("DefaultQuota:2");

        Response tooMany = deploy(2);

        assertThat(tooMany.statusCode()).as(tooMany.asString()).isEqualTo(429);
        assertThat(tooMany.header(REMAINING)).as("nothing was taken for them").isEqualTo("DefaultQuota:1");
        assertThat(Integer.parseInt(tooMany.header("Retry-After")))
                .as("until there is room for the template and its request, at one a minute")
                .isBetween(100, 120);
        PassingTime.pass(Duration.ofSeconds(Integer.parseInt(tooMany.header("Retry-After"))));
        Response room = deploy(2);
        assertThat(room.statusCode()).as(room.asString()).isEqualTo(201);
    }

    @Test
    void whatIsLookedAtIsCountedAsWhatIsDeployed() {
        Response looked = template(2).post(deployment + "/validate?api-version=2024-11-01");
        assertThat(looked.statusCode()).as(looked.asString()).isEqualTo(200);
        assertThat(looked.header(REMAINING)).isEqualTo("DefaultQuota:0");
    }

    @Test
    void moreResourcesThanThereIsEverRoomForAreNotToBeTriedAgain() {
        assertNever(deploy(3));
        PassingTime.pass(Duration.ofMinutes(3));
        assertNever(deployer().body(module(2)).put(deployment + DeployingSubscription.VERSION));
        PassingTime.pass(Duration.ofMinutes(3));
        assertNever(deployer().body(module(2)).post(deployment + "/validate?api-version=2024-11-01"));
    }

    private static void assertNever(Response never) {
        assertThat(never.statusCode()).as(never.asString()).isEqualTo(400);
        assertThat(never.jsonPath().getString("error.message")).contains("3 resources", "3 requests");
        assertThat(never.header(REMAINING)).as("nothing was taken for them").isEqualTo("DefaultQuota:2");
    }

    /** A deployment of one module, with so many budgets. */
    private String module(int resources) {
        String module = "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"module-"
                + somebody
                + "\",\"scope\":\"/\",\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"template\":"
                + DeployingSubscription.template(budgets(resources)) + "}}";
        return DeployingSubscription.body(DeployingSubscription.template(module), "{}");
    }

    @Test
    void whoHasNoRoomForAModuleIsToldWhenThereIs() {
        String module = module(1);
        assertThat(accounts(somebody).statusCode()).isEqualTo(200);

        Response refused = deployer().body(module).put(deployment + DeployingSubscription.VERSION);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(429);
        assertThat(refused.header(REMAINING))
                .as("nothing was taken, and nothing begun")
                .isEqualTo("DefaultQuota:1");
        assertThat(Integer.parseInt(refused.header("Retry-After")))
                .as("for two that are missing, at one a minute")
                .isBetween(100, 120);
        PassingTime.pass(Duration.ofSeconds(Integer.parseInt(refused.header("Retry-After"))));
        Response again = deployer().body(module).put(deployment + DeployingSubscription.VERSION);
        assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
        assertThat(again.header(REMAINING)).isEqualTo("DefaultQuota:0");
    }

    private RequestSpecification deployer() {
        return as(somebody, Persona.PARTNER_TENANT, "GlobalAdmin");
    }

    private Response deploy(int resources) {
        return template(resources).put(deployment + DeployingSubscription.VERSION);
    }

    private RequestSpecification template(int resources) {
        return deployer().body(DeployingSubscription.body(DeployingSubscription.template(budgets(resources)), "{}"));
    }

    private String[] budgets(int resources) {
        String[] budgets = new String[resources];
        for (int each = 0; each < resources; each++) {
            budgets[each] = DeployingSubscription.budgetResource(
                    "b" + each, "1", ",\"scope\":\"/providers/Microsoft.Billing/billingAccounts/" + somebody + "\"");
        }
        return budgets;
    }

    @Test
    void costThatIsSentInIsNotCounted() {
        for (int i = 0; i < 20; i++) {
            assertThat(as(somebody, Persona.PARTNER_TENANT, "CostPublisher")
                            .body("[]")
                            .post("/v1/cost-events")
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(as(somebody, Persona.PARTNER_TENANT, "GlobalAdmin")
                        .get(ACCOUNTS)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotArriveIsGivenUpAndItsConnectionClosed() throws IOException {
        String answer = begun(
                "PUT /subscriptions/s/providers/Microsoft.Consumption/budgets/b?api-version=2019-10-01 HTTP/1.1\r\nAuthorization: Bearer "
                        + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"RequestTimeout\"", "within 1 s.");
    }

    @Test
    void whatIsPassedOnIsGivenUpTooAndSoIsWhoeverGoesOnAfterARefusal() throws IOException {
        String bearer = "Authorization: Bearer " + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\n";
        assertThat(begun("POST /v1/cost-events HTTP/1.1\r\n" + bearer))
                .startsWith("HTTP/1.1 408")
                .contains("x-ms-request-id: ", "\"code\":\"RequestTimeout\"");
        assertThat(begun("POST /v1/cost-events HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("\"code\":\"AuthenticationFailed\"");
        assertThat(begun("POST /v1/silences/subscriptions/s HTTP/1.1\r\n" + bearer, 300_000))
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"RequestEntityTooLarge\"");
    }

    private static String begun(String head) throws IOException {
        return begun(head, 1000);
    }

    /** Sends one byte of a body and then nothing; returns what comes until the connection is closed. */
    private static String begun(String head, int length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head + "Host: x\r\nContent-Type: application/json\r\nContent-Length: " + length
                                    + "\r\n\r\n[")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In HTTP/2 a connection carries many requests, and only the slow one is given up. */
    @Test
    void inHttp2TheOtherRequestsOfTheConnectionGoOn() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        try {
            HttpConnection connection = http2(client).get(30, TimeUnit.SECONDS);
            AtomicBoolean closed = new AtomicBoolean();
            connection.closeHandler(gone -> closed.set(true));
            Future<Integer> first = slowBody(client);
            // It begins later, so that it is open when the first is given up, unless the machine has no time for
            // either.
            Future<Integer> second = vertx.timer(300, TimeUnit.MILLISECONDS).compose(begun -> slowBody(client));
            assertThat(status(first)).isEqualTo(408);
            assertThat(status(second)).isEqualTo(408);
            assertThat(http2(client).get(30, TimeUnit.SECONDS)).isSameAs(connection);
            assertThat(closed).isFalse();
        } finally {
            client.close();
        }
    }

    /** The connection that a good request went over. */
    private CompletableFuture<HttpConnection> http2(HttpClient client) {
        return client.request(HttpMethod.GET, RestAssured.port, "127.0.0.1", "/nothing/there")
                .compose(request -> request.send().compose(response -> {
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                    return response.body().map(request.connection());
                }))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private Future<Integer> slowBody(HttpClient client) {
        String path = "/subscriptions/s/providers/Microsoft.Consumption/budgets/b?api-version=2019-10-01";
        String token = RealParts.tokens().token(somebody, Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));
        return client.request(HttpMethod.PUT, RestAssured.port, "127.0.0.1", path)
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer " + token)
                            .putHeader("Content-Type", "application/json")
                            .setChunked(true)
                            .write("{");
                    return request.response().map(HttpClientResponse::statusCode);
                });
    }

    private static int status(Future<Integer> answered) throws Exception {
        return answered.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Response accounts(String principal) {
        return as(principal, Persona.PARTNER_TENANT, "GlobalAdmin").get(ACCOUNTS);
    }
}
