package dev.outlay.budget.arrival;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks how fresh the cost is learns it of each source, from what was recorded when. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class SourcesOverHttpTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final String account = "account-" + UUID.randomUUID();
    private final Vertx vertx;
    private final ChargedAccount charged;
    private final ArrivalMetrics metrics;
    private final MeterRegistry registry;

    @Inject
    SourcesOverHttpTest(Vertx vertx, RecordCharges record, ArrivalMetrics metrics, MeterRegistry registry) {
        this.vertx = vertx;
        this.charged = new ChargedAccount(vertx, record, account);
        this.metrics = metrics;
        this.registry = registry;
    }

    @Test
    void aChargeCountsOnceOnTheDayOfItsFirstRecording() {
        Instant before = Instant.now();
        charged.record(on("1", 3), on("2", 2), on("3", 2));
        charged.record(on("2", 2), on("3", 2).revision(1).billed("7"));

        Map<String, Object> source = source();
        assertThat(source)
                .containsEntry("source", "urn:test")
                .containsEntry("newestChargeDay", today.minusDays(2).toString())
                .containsEntry("charges", 3)
                .containsEntry("ageInDays", 2)
                .containsEntry("longestUsualAgeInDays", null)
                .containsEntry("late", false)
                .containsEntry("completeness", List.of());
        assertThat(Instant.parse(String.valueOf(source.get("lastRecordedAt")))).isBetween(before, Instant.now());
    }

    /** Restatements are no news of a day, but they are a sign of life. */
    @Test
    void aRestatementMovesNothingButTheTime() {
        charged.record(on("1", 3));
        Instant first = Instant.parse(String.valueOf(source().get("lastRecordedAt")));
        charged.record(on("1", 3).revision(1).billed("7"));

        assertThat(source())
                .containsEntry("charges", 1)
                .containsEntry("newestChargeDay", today.minusDays(3).toString());
        assertThat(Instant.parse(String.valueOf(source().get("lastRecordedAt"))))
                .isAfter(first);
    }

    @Test
    void aSourceThatIsSilentForLongerThanItWasIsLateHereAndInTheMetrics() {
        charged.record(on("1", 40));
        // As if each day had come on the next one, for a month, and nothing since.
        LedgerFixture.execute("""
                with first as (select a.account_scope, a.source_id from charge_arrival a join scope s on s.id = a.account_scope where s.billing_account = '%s'),
                     gone as (delete from charge_arrival where account_scope = (select account_scope from first))
                insert into charge_arrival
                select account_scope, source_id, date '%s' - back, date '%s' - back + 1, 10, now() - back * interval '1 day' from first, generate_series(5, 40) back
                """.formatted(account, today, today));

        Map<String, Object> source = source();
        assertThat(source)
                .containsEntry("newestChargeDay", today.minusDays(5).toString())
                .containsEntry("longestUsualAgeInDays", 1)
                .containsEntry("late", true);
        assertThat(String.valueOf(source.get("completeness")))
                .startsWith("[{ageInDays=0, usually=0")
                .contains("{ageInDays=1, usually=1");

        LedgerFixture.run(vertx, metrics::look);
        assertThat(gauge("outlay.source.late")).isEqualTo(1);
        assertThat(gauge("outlay.source.age")).isEqualTo(5);
    }

    @Test
    void theListIsReadInPages() {
        charged.record(on("1", 1));
        List<String> seen = new ArrayList<>();
        String next = "/v1/sources?$top=1";
        while (next != null) {
            JsonPath page = asAdmin(next).jsonPath();
            assertThat(page.getList("value")).hasSize(1);
            seen.add(page.getString("value[0].billingAccount") + " " + page.getString("value[0].source"));
            next = page.getString("nextLink");
        }

        assertThat(seen).doesNotHaveDuplicates().contains(account + " urn:test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?$top=0", "?$top=101", "?$top=x", "?$skiptoken=x", "?$skiptoken=MSAx4", "?$skiptoken=LTEgMQ"})
    void whatIsNoQuestionIsRefused(String query) {
        Response refused = get(query);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error.message")).isNotBlank();
    }

    @Test
    void onlyThePartnersAdminsAreTold() {
        for (Persona persona : List.of(Persona.OUTSIDER, Persona.CUSTOMER_OWNER, Persona.CUSTOMER_READER)) {
            Response refused = as(persona, "/v1/sources");
            assertThat(refused.statusCode()).as(persona.toString()).isEqualTo(403);
        }
        assertThat(as(Persona.ADMIN_AGENT, "/v1/sources").statusCode()).isEqualTo(200);
    }

    private double gauge(String name) {
        return registry.get(name)
                .tag("account", account)
                .tag("source", "urn:test")
                .gauge()
                .value();
    }

    private LedgerFixture.Draft on(String id, int daysAgo) {
        return charged.charge(id).on(today.minusDays(daysAgo).toString());
    }

    private Map<String, Object> source() {
        String next = "/v1/sources?$top=100";
        while (next != null) {
            JsonPath page = asAdmin(next).jsonPath();
            for (Map<String, Object> source : page.<Map<String, Object>>getList("value")) {
                if (account.equals(source.get("billingAccount"))) {
                    return source;
                }
            }
            next = page.getString("nextLink");
        }
        throw new AssertionError("the account has no source");
    }

    private static Response get(String query) {
        return asAdmin("/v1/sources" + query);
    }

    private static Response asAdmin(String target) {
        return as(Persona.GLOBAL_ADMIN, target);
    }

    private static Response as(Persona persona, String target) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + RealParts.tokens().token(persona))
                .get(target);
    }
}
