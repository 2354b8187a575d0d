package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.UUID;

/** The billing profile in Swiss francs of an account of its own, whose invoices a test asks for as a Global admin. */
final class InvoicedProfile {

    static final String VERSION = "?api-version=2019-10-01-preview";
    static final String ALL = VERSION + "&periodStartDate=2000-01-01&periodEndDate=2999-12-31";

    /** Of the account. */
    final String name = "acc-" + UUID.randomUUID();

    /** ARM id of the account. */
    final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;

    /** ARM id of the profile. */
    final String id = account + "/billingProfiles/" + name + "-chf";

    /** Name of the invoice of a month, YYYY-MM. */
    String nameOf(String month) {
        Response list = get(GLOBAL_ADMIN, id + "/invoices" + ALL);
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        return list.jsonPath().<String>getList("value.name").stream()
                .filter(invoice -> invoice.startsWith("INV-" + month.replace("-", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no invoice of " + month + ": " + list.asString()));
    }

    /** What is answered to whoever wants to close an invoice. */
    Response close(String invoice) {
        return as(GLOBAL_ADMIN).post(id + "/invoices/" + invoice + "/close" + VERSION);
    }
}
