package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.outbox.SentMessages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is known to have had a budget tell whom, when people of two tenants write it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetWritersOverHttpTest extends CustomRoleFixture {

    private static final String FINANCE = "Finance@partner.example";
    private static final String OPS = "ops@customer.example";

    private final String partner = UUID.randomUUID().toString();
    private final String colleague = UUID.randomUUID().toString();
    private final String team = UUID.randomUUID().toString();
    private final String month = BudgetBodies.thisMonth().toString();
    private final ChargedAccount charged;

    @Inject
    BudgetWritersOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, account);
    }

    @BeforeEach
    void people_of_both_may_write() {
        for (String each : List.of(principal, partner, colleague, team)) {
            assertThat(assign(subscription, "Contributor", each).statusCode()).isEqualTo(201);
        }
    }

    private String notifications(String... addresses) {
        return """
                "low":{"enabled":true,"operator":"GreaterThan","threshold":50,"contactEmails":["%s"],"contactRoles":["Owner"]}""".formatted(String.join("\",\"", addresses));
    }

    private void saved(RequestSpecification by, String amount, String... addresses) {
        Response answer = by.body(
                        BudgetBodies.body(amount, "Monthly", month + "T00:00:00Z", "", notifications(addresses)))
                .put(subscription + budget);
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
    }

    private RequestSpecification theirs() {
        return as(principal, customer);
    }

    private RequestSpecification partners() {
        return as(partner, PARTNER_TENANT);
    }

    private String uuid() {
        return Client.value("select uuid from budget where deleted_at is null and name = 'b' and scope_arm_id = '"
                + subscription + "'");
    }

    /** Of each its id and the addresses that it answers for. */
    private String writers() {
        return Client.value("""
                select string_agg((w ->> 'principalId') || ' ' || coalesce(w ->> 'contactEmails', 'all else'), ', ' order by n)
                from budget, json_array_elements(cast(writers as json)) with ordinality as t(w, n)
                where uuid = '%s'""".formatted(uuid()));
    }

    @Test
    void an_edit_by_the_customer_leaves_the_partner_its_contacts_and_the_crossing_says_both_with_their_groups() {
        charged.record(charged.charge("1")
                .customer(customer)
                .profile(account + "-sek", "SEK")
                .on(month)
                .subscription(subscription.substring("/subscriptions/".length()), "Web")
                .list("30"));
        saved(partners(), "1000", FINANCE);
        saved(as(principal, customer, Map.of("groups", List.of(team))), "10", FINANCE.toLowerCase(Locale.ROOT), OPS);

        await().until(() ->
                LedgerFixture.count("select count(*) from crossed_threshold where budget_uuid = '" + uuid() + "'") == 1
                        && LedgerFixture.count("select count(*) from outbox where key = '" + uuid() + "'") == 0);
        JsonPath event = JsonPath.from(new String(
                SentMessages.of("budget-alerts", uuid(), "dev.outlay.crossing.v1")
                        .getFirst()
                        .value(),
                UTF_8));
        assertThat(event.getString("budget.creator.principalId")).isEqualTo(partner);
        assertThat(event.getList("budget.writers")).hasSize(2);
        assertThat(event.getMap("budget.writers[0]"))
                .isEqualTo(Map.of("principalId", principal, "tenantId", customer, "groups", List.of(team)));
        assertThat(event.getString("budget.writers[1].principalId")).isEqualTo(partner);
        assertThat(event.getString("budget.writers[1].tenantId")).isEqualTo(PARTNER_TENANT);
        assertThat(event.getList("budget.writers[1].groups")).isEmpty();
        assertThat(event.getList("budget.writers[1].contactEmails", String.class))
                .containsExactly("finance@partner.example");
        assertThat(event.getList("budget.writers[1].contactRoles", String.class))
                .containsExactly("owner");
        assertThat(event.getList("notification.contactEmails", String.class))
                .containsExactly("finance@partner.example", OPS);
    }

    @Test
    void an_edit_by_the_partner_adds_its_own_and_launders_nothing_until_it_is_named_anew() {
        saved(theirs(), "1000", OPS);
        assertThat(writers()).isEqualTo(principal + " all else");

        saved(partners(), "1000", OPS, FINANCE);
        assertThat(writers()).isEqualTo(partner + " all else, " + principal + " [\"" + OPS + "\"]");

        saved(partners(), "900", OPS, FINANCE);
        assertThat(writers()).isEqualTo(partner + " all else, " + principal + " [\"" + OPS + "\"]");

        saved(partners(), "900", FINANCE);
        saved(partners(), "900", FINANCE, OPS);
        assertThat(writers())
                .as("but for the role, that stays the customer's")
                .isEqualTo(partner + " all else, " + principal + " []");
    }

    @Test
    void another_of_the_same_tenant_answers_for_all_of_it_who_made_it_is_still_known() {
        saved(theirs(), "1000", OPS);
        saved(partners(), "1000", OPS, FINANCE);

        saved(as(colleague, customer), "1000", OPS, FINANCE);

        assertThat(writers()).isEqualTo(colleague + " all else, " + partner + " [\"finance@partner.example\"]");
        assertThat(Client.value("select created_by || ' ' || created_tenant from budget where uuid = '" + uuid() + "'"))
                .isEqualTo(principal + " " + customer);
    }

    /** As the version before makes them, beside this one. */
    @Test
    void of_a_budget_that_keeps_no_writers_its_creator_answers_for_what_was_there() {
        saved(theirs(), "1000", OPS);
        Client.sql("update budget set writers = null where uuid = '" + uuid() + "'");

        saved(partners(), "1000", OPS, FINANCE);

        assertThat(writers()).isEqualTo(partner + " all else, " + principal + " [\"" + OPS + "\"]");
    }

    @Test
    void a_view_that_the_partner_shares_is_edited_by_the_customer_and_says_nothing_of_either() {
        String view = subscription + "/providers/Microsoft.CostManagement/views/both?api-version=2023-11-01";
        assertThat(partners()
                        .body(ViewBodies.view("One", "", "ServiceName"))
                        .put(view)
                        .statusCode())
                .isEqualTo(201);

        Response edited =
                theirs().body(ViewBodies.view("Two", "", "ServiceName")).put(view);

        assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
        assertThat(partners().get(view).asString()).contains("Two").doesNotContain(partner, principal, PARTNER_TENANT);
        policy(customer, "NotAllowed");
        assertThat(theirs().get(view).statusCode()).isEqualTo(403);
        assertThat(partners().get(view).statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_is_shown_who_wrote_a_budget() {
        saved(theirs(), "1000", OPS);
        saved(partners(), "1000", OPS, FINANCE);

        assertThat(theirs().get(subscription + budget).asString())
                .contains(OPS)
                .doesNotContain(partner, principal, PARTNER_TENANT, "writers");
    }
}
