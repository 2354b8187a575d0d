package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.InvoicedProfile.VERSION;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of closing an invoice beside what is on it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ClosedInvoicesOverHttpTest {

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    ClosedInvoicesOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
    }

    @Test
    void a_closed_invoice_is_due_as_its_profile_s_payment_term_was_then() {
        charged.record(charged.charge("1").on("2026-09-10"), charged.charge("2").on("2026-10-11"));
        assertThat(invoiced.close(invoiced.nameOf("2026-09")).jsonPath().getMap("properties"))
                .as("nobody has said a term")
                .doesNotContainKey("dueDate");
        term("NET30");
        JsonPath october = invoiced.close(invoiced.nameOf("2026-10")).jsonPath();
        term("net90");

        String date = october.getString("properties.invoiceDate").substring(0, 10);
        assertThat(october.getString("properties.dueDate"))
                .isEqualTo(LocalDate.parse(date).plusDays(30) + "T00:00:00Z");
        assertThat(get(GLOBAL_ADMIN, invoiced.id + "/invoices/" + october.getString("name") + VERSION)
                        .jsonPath()
                        .getString("properties.dueDate"))
                .isEqualTo(october.getString("properties.dueDate"));
        assertThat(as(GLOBAL_ADMIN)
                        .body("{\"properties\":{\"currentPaymentTerm\":{\"term\":\"net31\"}}}")
                        .put(invoiced.id + VERSION)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void who_closed_an_invoice_when_and_with_which_amounts_can_be_traced() {
        charged.record(
                charged.charge("1").on("2026-09-10").billed("100.00000000001"),
                charged.charge("2").on("2026-10-11").billed("5"));
        String name = invoiced.nameOf("2026-09");
        Response early = invoiced.close(invoiced.nameOf("2026-10"));
        Response closed = invoiced.close(name);
        invoiced.close(name);

        assertThat(early.statusCode()).isEqualTo(409);
        JsonPath audit =
                get(GLOBAL_ADMIN, "/v1/audit?kind=invoice&scope=" + invoiced.id).jsonPath();
        assertThat(audit.getList("value.action"))
                .as("what was refused and what changed nothing is no change")
                .containsExactly("changed");
        assertThat(audit.getString("value[0].principal")).isEqualTo(GLOBAL_ADMIN.principalId());
        assertThat(audit.getString("value[0].requestId")).isEqualTo(closed.header("x-ms-request-id"));
        assertThat(audit.getString("value[0].name")).isEqualTo(name);
        assertThat(audit.getString("value[0].scope")).isEqualTo(invoiced.id);
        assertThat(audit.getString("value[0].before.state")).isEqualTo("Open");
        assertThat(audit.getMap("value[0].before")).doesNotContainKey("invoiceDate");
        assertThat(audit.getString("value[0].after.state")).isEqualTo("Closed");
        assertThat(audit.getString("value[0].after.subTotal")).isEqualTo("100.00000000001");
        assertThat(audit.getString("value[0].after.invoiceDate"))
                .isEqualTo(closed.jsonPath().getString("properties.invoiceDate"));
    }

    private void term(String days) {
        Response said = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"currentPaymentTerm\":{\"term\":\"" + days + "\"}}}")
                .put(invoiced.id + VERSION);
        assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
    }
}
