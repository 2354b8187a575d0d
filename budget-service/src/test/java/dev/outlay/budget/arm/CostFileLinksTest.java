package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.seal.Seals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets a file, and who is turned away. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostFileLinksTest {

    private static final String OCTOBER = "{\"timePeriod\":{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}}";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String reader = UUID.randomUUID().toString();
    private final ChargedAccount charged;
    private final Seals seals;
    private final Vertx vertx;

    @Inject
    CostFileLinksTest(Vertx vertx, RecordCharges record, Seals seals) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.seals = seals;
        this.vertx = vertx;
    }

    @BeforeEach
    void what_is_there() {
        charged.record(charged.charge("usage").on("2026-10-02").billed("7.77"));
    }

    @Test
    void a_link_opens_one_file_until_its_time_and_what_is_no_link_of_ours_nothing() {
        CostReport report = CostReport.ask(GLOBAL_ADMIN, account, OCTOBER);
        String link = report.link();
        String token = link.substring(link.lastIndexOf('/') + 1);
        String front = link.substring(0, link.lastIndexOf('/') + 1);
        String id = report.result().path("name").asText();

        assertThat(Instant.parse(report.result().path("validTill").asText()))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        assertRefused(
                front
                        + sealed(
                                "link to a file of usage details",
                                id,
                                Instant.now().minusSeconds(1)),
                "expired");
        assertRefused(
                front + sealed("page of usage details", id, Instant.now().plusSeconds(60)), "none that this service");
        assertRefused(
                front + token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21),
                "none that");
        assertRefused(front + id, "none that");
        assertRefused(front + "x", "none that");
        assertThat(CostReport.fetch(front
                                + sealed(
                                        "link to a file of usage details",
                                        UUID.randomUUID().toString(),
                                        Instant.now().plusSeconds(60)))
                        .statusCode())
                .as("a file that is gone")
                .isEqualTo(404);
        Response listed = given().header("Authorization", "Bearer " + token)
                .get(account + "/providers/Microsoft.Consumption/usageDetails?api-version=2019-10-01");
        assertThat(listed.statusCode()).as("it is no token").isEqualTo(401);
    }

    private String sealed(String purpose, String id, Instant until) {
        return LedgerFixture.run(
                vertx, () -> seals.get().map(seal -> seal.seal(purpose, id + " " + until.getEpochSecond())));
    }

    private static void assertRefused(String link, String why) {
        HttpResponse<byte[]> answer = CostReport.fetch(link);
        assertThat(answer.statusCode()).as(why).isEqualTo(403);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"AuthorizationFailed\"")
                .contains(why);
    }

    @Test
    void an_operation_is_its_asker_s_alone_and_of_its_scope() {
        Response accepted = as(GLOBAL_ADMIN).body(OCTOBER).post(account + CostReport.REPORT);
        String location = CostReport.path(accepted.header("Location"));
        CostReport.of(() -> as(GLOBAL_ADMIN), accepted);

        assertThat(as(ADMIN_AGENT).get(location).statusCode()).isEqualTo(404);
        assertThat(as(GLOBAL_ADMIN).get(location.replace(name, name + "-chf")).statusCode())
                .isEqualTo(404);
        assertThat(as(GLOBAL_ADMIN)
                        .get(location.replaceAll("/[^/?]*[?]", "/nonsense?"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(reader, customer).get(location).statusCode()).isEqualTo(403);
        assertThat(as(GLOBAL_ADMIN)
                        .get(location.replace("OperationResults", "OperationStatus"))
                        .statusCode())
                .as("under its other name")
                .isEqualTo(200);
    }

    @Test
    void it_is_packed_on_its_way_where_that_is_asked_for() throws IOException {
        CostReport report = CostReport.ask(GLOBAL_ADMIN, account, OCTOBER);
        HttpResponse<byte[]> packed = CostReport.fetch(report.link(), "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(report.text());
        }
        assertThat(CostReport.fetch(report.link(), "Accept-Encoding", "gzip;q=0")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void a_principal_has_only_so_many_that_are_not_whole_and_what_expires_is_removed() {
        String someone = UUID.randomUUID().toString();
        Client.sql(
                "insert into cost_file (id, scope_arm_id, question, request, layout, principal, tenant, state, chunk_count, row_count, byte_count,"
                        + " attempts, leased_until, created_at, expires_at) select gen_random_uuid(), '/x', '{}', '{}', 3, '"
                        + someone + "', '"
                        + PARTNER_TENANT
                        + "', 1, 0, 0, 0, 0, now() + interval '1 day', now(), now() + interval '1 day' from generate_series(1, "
                        + Parts.PENDING + ")");
        Response many = as(someone, PARTNER_TENANT, "GlobalAdmin").body(OCTOBER).post(account + CostReport.REPORT);
        assertThat(many.statusCode()).as(many.asString()).isEqualTo(429);
        assertThat(many.header("Retry-After")).isEqualTo("2");
        assertThat(as(GLOBAL_ADMIN)
                        .body(OCTOBER)
                        .post(account + CostReport.REPORT)
                        .statusCode())
                .as("somebody else")
                .isEqualTo(202);
        Client.sql("update cost_file set expires_at = now() where principal = '" + someone + "'");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Client.value("select count(*) from cost_file where principal = '" + someone + "'")
                        .equals("0"));
        assertThat(as(someone, PARTNER_TENANT, "GlobalAdmin")
                        .body(OCTOBER)
                        .post(account + CostReport.REPORT)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_file_that_nobody_can_write_keeps_no_other_waiting_and_is_given_up() {
        String someone = UUID.randomUUID().toString();
        for (int attempts : new int[] {0, 10}) {
            Client.sql(
                    "insert into cost_file (id, scope_id, scope_arm_id, question, request, layout, principal, tenant, state, chunk_count,"
                            + " row_count, byte_count, attempts, leased_until, created_at, expires_at) select gen_random_uuid(), s.id, '/x',"
                            + " '{\"metric\":\"none\"}', '{}', 3, '" + someone + "', '" + PARTNER_TENANT
                            + "', 1, 0, 0, 0, " + attempts
                            + ", timestamptz 'epoch', timestamptz 'epoch', now() + interval '1 day' from scope s order by s.id limit 1");
        }
        assertThat(CostReport.ask(GLOBAL_ADMIN, account, OCTOBER).status()).isEqualTo("Completed");
        await().atMost(Duration.ofMinutes(1)).until(() -> Client.value(
                        "select count(*) from cost_file where state = 4 and principal = '" + someone + "'")
                .equals("1"));
        Client.sql("delete from cost_file where principal = '" + someone + "'");
    }
}
