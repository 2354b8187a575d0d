package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A customer's charges are counted again when its agreement changes, and how far that is can be seen: what, since when, how much of it, and why it does not go on. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RecountsOverHttpTest {

    private static final String VERSION = "?api-version=2020-05-01";

    /** More than one page of the recount. */
    private static final int CHARGES = 2_300;

    private static final int PAGE = 2_000;

    private final String name = "acc-" + UUID.randomUUID();
    private final String customer = "/providers/Microsoft.Billing/billingAccounts/" + name + "/customers/customer-1";
    private final ChargedAccount charged;

    @Inject
    RecountsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void how_far_it_is_is_true_when_it_fails_in_the_middle_and_when_it_goes_on() {
        charged.record(IntStream.range(0, CHARGES)
                .mapToObj(i -> charged.charge("c" + i))
                .toArray(LedgerFixture.Draft[]::new));
        Instant before = Instant.now().minusSeconds(60);
        letAPagePass();
        String location;
        try {
            Response kept = agreement("CspOffer");
            location = kept.header("Location");
            assertThat(location).matches("http://(localhost|127\\.0\\.0\\.1):\\d+/v1/recounts/[0-9a-f-]{36}");
            assertThat(kept.header("Retry-After")).isEqualTo("1");
            assertThat(kept.jsonPath().getString("properties.recount.id")).isEqualTo(location.replaceAll(".*/", ""));
            assertThat(kept.jsonPath().getString("properties.recount.state")).isIn("Queued", "Running", "Retrying");

            await().atMost(Duration.ofSeconds(30)).until(() -> state(location).equals("Retrying"));
            Response halfway = get(GLOBAL_ADMIN, location);
            assertThat(halfway.statusCode()).isEqualTo(202);
            assertThat(halfway.header("Location")).isEqualTo(location);
            assertThat(halfway.header("Retry-After")).isEqualTo("1");
            JsonPath told = halfway.jsonPath();
            assertThat(told.getString("customer")).isEqualTo(customer);
            assertThat(told.getString("agreementType")).isEqualTo("CspOffer");
            assertThat(Instant.parse(told.getString("since"))).isAfter(before);
            assertThat(Instant.parse(told.getString("startedAt"))).isAfter(before);
            assertThat(told.getInt("done")).isEqualTo(PAGE);
            assertThat(told.getInt("total")).isEqualTo(CHARGES);
            assertThat(told.getString("failure.message")).contains("held up by a test");
            assertThat(underTheFormerAgreement()).isEqualTo(CHARGES - PAGE);
            assertThat(get(GLOBAL_ADMIN, customer + VERSION).jsonPath().getInt("properties.recount.done"))
                    .as("at the customer")
                    .isEqualTo(PAGE);
            assertThat(get(GLOBAL_ADMIN, "/v1/ledger")
                            .jsonPath()
                            .getInt("recounts.find { it.customer == '" + customer + "' }.done"))
                    .as("among all of them")
                    .isEqualTo(PAGE);
        } finally {
            letAllPass();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> state(location).equals("Completed"));
        Response ended = get(GLOBAL_ADMIN, location);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.jsonPath().getInt("done")).isEqualTo(CHARGES);
        assertThat(ended.jsonPath().getInt("total")).isEqualTo(CHARGES);
        assertThat(ended.jsonPath().getString("endedAt")).isNotNull();
        assertThat(ended.asString()).doesNotContain("failure");
        assertThat(underTheFormerAgreement()).isZero();
    }

    @Test
    void another_change_supersedes_it() throws SQLException {
        charged.record(charged.charge("one"));
        await("nobody else's recount, which would be held up before this one")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Client.value("select count(*) from customer where recount")
                        .equals("0"));
        String first;
        String second;
        try (Connection holding =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = holding.createStatement()) {
            // A recount makes descriptions under the new terms, so it waits here, as it would for a large customer.
            holding.setAutoCommit(false);
            statement.execute("lock table dimension_set in exclusive mode");
            first = agreement("CspOffer").header("Location");
            assertThat(get(GLOBAL_ADMIN, first).statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(30)).until(() -> state(first).equals("Running"));
            second = agreement("MicrosoftCustomerAgreement").header("Location");
            assertThat(second).isNotEqualTo(first);
            assertThat(state(first)).isEqualTo("Superseded");
            assertThat(get(GLOBAL_ADMIN, first).statusCode()).isEqualTo(200);
            // One goes on at a time, and what waits is the page of the first one.
            assertThat(state(second)).isEqualTo("Queued");
            holding.rollback();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> state(second).equals("Completed"));
        assertThat(state(first)).isEqualTo("Superseded");
        assertThat(get(GLOBAL_ADMIN, first).jsonPath().getInt("done"))
                .as("what it would have moved once it was superseded")
                .isZero();
        assertThat(Client.value(
                        "select count(*) from dimension_set d join charge c on c.dimension_set_id = d.id join scope s"
                                + " on s.id = d.customer_scope where s.billing_account"
                                + " = '" + name + "' and d.agreement <> 1"))
                .isEqualTo("0");
    }

    @Test
    void what_changes_no_agreement_recounts_nothing() {
        charged.record(charged.charge("one"));
        Response same = agreement("MicrosoftCustomerAgreement");

        assertThat(same.header("Location")).isNull();
        assertThat(same.asString()).doesNotContain("recount");
        assertThat(get(GLOBAL_ADMIN, customer + VERSION).asString()).doesNotContain("recount");
    }

    @Test
    void recounts_are_for_the_partner_s_admins() {
        charged.record(charged.charge("one"));
        String location = agreement("CspOffer").header("Location");

        assertThat(get(OUTSIDER, location).statusCode()).isEqualTo(403);
        assertThat(as("someone", "customer-1", "GlobalAdmin").get(location).statusCode())
                .isEqualTo(403);
        for (String unknown : new String[] {UUID.randomUUID().toString(), "none"}) {
            assertThat(get(GLOBAL_ADMIN, "/v1/recounts/" + unknown).statusCode())
                    .isEqualTo(404);
        }
    }

    private Response agreement(String agreement) {
        Response kept =
                put(GLOBAL_ADMIN, customer + VERSION, "{\"properties\":{\"agreementType\":\"" + agreement + "\"}}");
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(200);
        return kept;
    }

    private static String state(String location) {
        return get(GLOBAL_ADMIN, location).jsonPath().getString("state");
    }

    private long underTheFormerAgreement() {
        return Long.parseLong(Client.value(
                "select count(*) from dimension_set d join charge c on c.dimension_set_id = d.id join scope s on s.id"
                        + " = d.customer_scope where s.billing_account = '" + name + "' and d.agreement = 1"));
    }

    /** Whoever changes a charge of the account after the first page is refused: what the recount meets when the database gives way under it. */
    private void letAPagePass() {
        Client.sql(
                "create sequence recount_test",
                "create function recount_test() returns trigger language plpgsql as $$ begin"
                        + " if new.account_scope = (select id from scope where kind = 1 and billing_account = '" + name
                        + "') and nextval('recount_test') > " + PAGE
                        + " then raise exception 'held up by a test'; end if; return new; end $$",
                "create trigger recount_test before update on charge for each row execute function recount_test()");
    }

    private static void letAllPass() {
        Client.sql("drop trigger recount_test on charge", "drop function recount_test()", "drop sequence recount_test");
    }
}
