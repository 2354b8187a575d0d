package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.InvoicedProfile.VERSION;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An invoice by its id alone, at the account {@code default}, as Azure's clients ask for it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoiceOfAnyAccountTest {

    private static final String ANY = "/providers/Microsoft.Billing/billingAccounts/default/invoices/";

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    InvoiceOfAnyAccountTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
    }

    @Test
    void whoever_may_read_it_finds_it_without_knowing_its_account() {
        charged.record(charged.charge("1").on("2026-09-10").billed("12.5"));
        String name = invoiced.nameOf("2026-09");

        for (String version : List.of("2019-10-01-preview", "2020-05-01", "2024-04-01")) {
            Response found = get(ADMIN_AGENT, ANY + name.toLowerCase(Locale.ROOT) + "?api-version=" + version);
            assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
            assertThat(found.asString())
                    .isEqualTo(get(GLOBAL_ADMIN, invoiced.id + "/invoices/" + name + "?api-version=" + version)
                            .asString())
                    .contains(invoiced.id + "/invoices/" + name);
        }
        assertThat(get(GLOBAL_ADMIN, ANY.replace("default", "Default") + name + VERSION)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void its_file_is_asked_for_there_and_polled_at_its_profile() {
        charged.record(charged.charge("1").on("2026-09-10"));
        String name = invoiced.nameOf("2026-09");

        Response accepted = as(GLOBAL_ADMIN).post(ANY + name + "/download" + VERSION);

        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        assertThat(accepted.header("Location")).contains(invoiced.id + "/invoices/" + name + "/operationResults/");
        assertThat(as(GLOBAL_ADMIN).get(accepted.header("Location")).statusCode())
                .isIn(200, 202);
    }

    @Test
    void whoever_may_not_is_told_the_same_of_one_that_there_is_and_of_one_that_there_is_not() {
        charged.record(charged.charge("1").on("2026-09-10").customer("customer-1"));
        String name = invoiced.nameOf("2026-09");
        String unknown = name.substring(0, name.length() - 12) + "0123456789AB";

        for (String path : List.of("", "/download")) {
            String method = path.isEmpty() ? "GET" : "POST";
            Response there = as(OUTSIDER).request(method, ANY + name + path + VERSION);
            Response notThere = as(OUTSIDER).request(method, ANY + unknown + path + VERSION);
            assertThat(there.statusCode()).isEqualTo(403);
            assertThat(notThere.statusCode()).isEqualTo(403);
            assertThat(there.asString().replace(name, ""))
                    .isEqualTo(notThere.asString().replace(unknown, ""));
        }
        assertThat(as(UUID.randomUUID().toString(), "customer-1", "GlobalAdmin")
                        .get(ANY + name + VERSION)
                        .statusCode())
                .as("of the customer that was charged")
                .isEqualTo(403);
    }

    @Test
    void a_name_of_none_is_not_found_and_nothing_else_is_at_no_account() {
        charged.record(charged.charge("1").on("2026-09-10"));
        String name = invoiced.nameOf("2026-09");

        for (String none : List.of("x", "INV-202613" + name.substring(10), "INV-201001" + name.substring(10))) {
            JsonPath refusal = get(GLOBAL_ADMIN, ANY + none + VERSION).jsonPath();
            assertThat(refusal.getString("error.code")).as(none).isEqualTo("ResourceNotFound");
            assertThat(as(GLOBAL_ADMIN).post(ANY + none + "/download" + VERSION).statusCode())
                    .isEqualTo(404);
        }
        assertThat(get(GLOBAL_ADMIN, ANY + name + "/transactions" + VERSION).statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, ANY.replace("/invoices/", "/invoices") + InvoicedProfile.ALL)
                        .jsonPath()
                        .getList("value"))
                .isEmpty();
        assertThat(as(GLOBAL_ADMIN)
                        .body("{\"properties\":{\"status\":\"Paid\"}}")
                        .put(ANY + name + VERSION)
                        .statusCode())
                .isEqualTo(405);
    }
}
