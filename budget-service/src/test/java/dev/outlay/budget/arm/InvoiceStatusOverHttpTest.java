package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.InvoicedProfile.VERSION;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an invoice that is closed: due, overdue, paid or void; and the file that is behind its document. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoiceStatusOverHttpTest {

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final ChargedAccount charged;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    @Inject
    InvoiceStatusOverHttpTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @Test
    void an_invoice_is_overdue_from_the_day_after_it_had_to_be_paid() {
        String name = closed("2026-09", "100");
        // Far enough from today, that no midnight changes it while the test runs.
        dueOn(LocalDate.now(ZoneOffset.UTC).plusDays(2));
        JsonPath before = invoice(name);
        dueOn(LocalDate.now(ZoneOffset.UTC).minusDays(2));
        JsonPath after = invoice(name);

        assertThat(before.getString("properties.status")).isEqualTo("Due");
        assertThat(after.getString("properties.status")).isEqualTo("OverDue");
        assertThat(after.getInt("properties.amountDue.value")).isEqualTo(100);
        for (String scope : List.of(invoiced.id, invoiced.account)) {
            String overdue = scope + "/invoices" + InvoicedProfile.ALL + "&$filter=status%20eq%20'";
            assertThat(get(GLOBAL_ADMIN, overdue + "overdue'").jsonPath().getList("value.name"))
                    .containsExactly(name);
            assertThat(get(GLOBAL_ADMIN, overdue + "Due'").jsonPath().getList("value"))
                    .isEmpty();
        }
    }

    @Test
    void one_that_gives_back_is_never_overdue() {
        String name = closed("2026-09", "-3");
        dueOn(LocalDate.now(ZoneOffset.UTC).minusDays(2));

        assertThat(invoice(name).getString("properties.status")).isEqualTo("Due");
    }

    @Test
    void the_partner_says_that_it_is_paid_or_void_and_takes_that_back() {
        String name = closed("2026-09", "100");
        dueOn(LocalDate.now(ZoneOffset.UTC).minusDays(2));

        JsonPath paid = said(name, "paid");
        JsonPath again = said(name, "Paid");
        JsonPath voided = said(name, "Void");
        JsonPath back = said(name, "Due");

        assertThat(paid.getString("properties.status")).isEqualTo("Paid");
        assertThat(paid.getInt("properties.amountDue.value")).isZero();
        assertThat(paid.getInt("properties.totalAmount.value")).isEqualTo(100);
        assertThat(again.getString("properties.status")).isEqualTo("Paid");
        assertThat(voided.getString("properties.status")).isEqualTo("Void");
        assertThat(voided.getInt("properties.amountDue.value")).isZero();
        assertThat(back.getString("properties.status")).isEqualTo("OverDue");
        assertThat(back.getInt("properties.amountDue.value")).isEqualTo(100);
        JsonPath audit =
                get(GLOBAL_ADMIN, "/v1/audit?kind=invoice&scope=" + invoiced.id).jsonPath();
        assertThat(audit.getList("value.after.status"))
                .as("the newest first; what was said already is no change")
                .containsExactly("OverDue", "Void", "Paid", "Due");
        assertThat(audit.getString("value[2].before.status")).isEqualTo("OverDue");
        assertThat(audit.getString("value[2].principal")).isEqualTo(ADMIN_AGENT.principalId());
    }

    @Test
    void what_is_on_an_invoice_stays_on_it_whatever_is_said_and_what_is_restated_is_on_the_next() {
        String name = closed("2026-09", "100");
        said(name, "Void");
        charged.record(
                charged.charge("2026-09").revision(1).on("2026-09-10").billed("90"),
                charged.charge("next").on("2026-10-01").billed("1"));

        assertThat(invoice(name).getInt("properties.subTotal.value")).isEqualTo(100);
        assertThat(invoice(invoiced.nameOf("2026-10")).getInt("properties.subTotal.value"))
                .isEqualTo(-9);
        assertThat(LedgerFixture.run(vertx, reconciliation::run).differences())
                .filteredOn(difference -> difference.where().contains(invoiced.name))
                .isEmpty();
    }

    @Test
    void nothing_has_become_of_an_open_invoice_and_none_is_made_by_saying_something_of_it() {
        charged.record(charged.charge("1").on("2026-09-10"));
        String name = invoiced.nameOf("2026-09");

        Response open = say(name, "Paid");

        assertThat(open.statusCode()).isEqualTo(409);
        assertThat(open.jsonPath().getString("error.code")).isEqualTo("InvoiceIsOpen");
        assertThat(invoice(name).getMap("properties")).doesNotContainKeys("status", "dueDate", "invoiceDate");
        assertThat(invoice(name).getList("properties.documents")).isEmpty();
        for (String unknown : List.of("x", "INV-201001" + name.substring(10))) {
            assertThat(say(unknown, "Paid").statusCode()).as(unknown).isEqualTo(404);
        }
        assertThat(put(
                                GLOBAL_ADMIN,
                                invoiced.account + "/billingProfiles/another/invoices/" + name + VERSION,
                                body("Paid"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void only_admins_say_it_and_only_in_words_that_there_are() {
        String name = closed("2026-09", "100");

        for (String flawed : List.of("{", "{}", body("Open"), "{\"properties\":{\"status\":1}}")) {
            Response refused = put(GLOBAL_ADMIN, invoiced.id + "/invoices/" + name + VERSION, flawed);
            assertThat(refused.statusCode()).as(flawed).isEqualTo(400);
        }
        assertThat(put(OUTSIDER, invoiced.id + "/invoices/" + name + VERSION, "{")
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(UUID.randomUUID().toString(), "customer-1", "GlobalAdmin")
                        .body(body("Paid"))
                        .put(invoiced.id + "/invoices/" + name + VERSION)
                        .statusCode())
                .isEqualTo(403);
        assertThat(invoice(name).getString("properties.status")).isEqualTo("Due");
    }

    @Test
    void the_document_of_a_closed_invoice_leads_to_the_file_of_its_charges() {
        String name = closed("2026-09", "100");

        JsonPath invoice = invoice(name);
        String url = invoice.getString("properties.documents[0].url");
        Response accepted = as(GLOBAL_ADMIN).post(url);

        assertThat(invoice.getList("properties.documents.kind")).containsExactly("Invoice");
        assertThat(url).startsWith("http").contains("/download?downloadToken=", "api-version=2019-10-01-preview");
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        assertThat(accepted.header("Location")).contains("/invoices/" + name + "/operationResults/");
        assertThat(as(OUTSIDER).post(url).statusCode())
                .as("the address alone opens nothing")
                .isEqualTo(403);
    }

    private String closed(String month, String billed) {
        charged.record(charged.charge(month).on(month + "-10").billed(billed));
        String name = invoiced.nameOf(month);
        Response closed = invoiced.close(name);
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);
        assertThat(closed.jsonPath().getString("properties.status")).isEqualTo("Due");
        return name;
    }

    /** Nobody can wait for a day: it is kept as if the invoice had been closed when it was to be paid by then. */
    private void dueOn(LocalDate day) {
        Client.sql("update invoice set due_date = date '" + day
                + "' where profile_scope = (select id from scope where kind = 2 and lower(billing_account) = '"
                + invoiced.name.toLowerCase(Locale.ROOT) + "')");
    }

    private JsonPath said(String name, String status) {
        Response said = say(name, status);
        assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
        assertThat(said.asString())
                .isEqualTo(get(GLOBAL_ADMIN, invoiced.id + "/invoices/" + name + VERSION)
                        .asString());
        return said.jsonPath();
    }

    private Response say(String name, String status) {
        return put(ADMIN_AGENT, invoiced.id + "/invoices/" + name + VERSION, body(status));
    }

    private static String body(String status) {
        return "{\"properties\":{\"status\":\"" + status + "\"}}";
    }

    private JsonPath invoice(String name) {
        Response found = get(GLOBAL_ADMIN, invoiced.id + "/invoices/" + name + VERSION);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        return found.jsonPath();
    }
}
