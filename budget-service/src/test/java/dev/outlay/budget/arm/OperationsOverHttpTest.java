package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class OperationsOverHttpTest {

    private static final String RATES = "Date,XAA,XAB\n2026-04-01,1.25,N/A\n2026-03-31,1.5,2\n";

    @Test
    void exchange_rates_are_kept_once_and_corrected_by_the_next_file() {
        Response first = as(GLOBAL_ADMIN).contentType("text/csv").body(RATES).post("/v1/exchange-rates");
        Response again = as(GLOBAL_ADMIN)
                .contentType("text/csv")
                .body(RATES.replace("1.25", "1.26"))
                .post("/v1/exchange-rates");

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.asString()).isEqualTo("{\"days\":2,\"currencies\":2,\"rates\":3}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(
                        Client.value(
                                "select string_agg(per_euro::text, ' ' order by currency, day desc) from exchange_rate where currency like 'XA%'"))
                .isEqualTo("1.26 1.5 2");
    }

    @Test
    void a_file_that_is_none_changes_nothing() {
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("text/csv")
                        .body("Date,XAC\n2026-04-01,1\n2026-04-02,x\n")
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(415);
        assertThat(as(GLOBAL_ADMIN)
                        .contentType("application/zip")
                        .body(new byte[] {'P', 'K', 3, 4})
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Client.value("select count(*) from exchange_rate where currency = 'XAC'"))
                .isEqualTo("0");
    }

    @Test
    void operations_are_for_the_partner_s_admins() {
        assertThat(as(OUTSIDER)
                        .contentType("text/csv")
                        .body(RATES)
                        .post("/v1/exchange-rates")
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(OUTSIDER).post("/v1/reconciliation").statusCode()).isEqualTo(403);
        assertThat(as(OUTSIDER).get("/v1/ledger").statusCode()).isEqualTo(403);
    }

    @Test
    void the_ledger_tells_how_it_is_and_a_recount_finds_no_difference() {
        Response status = as(GLOBAL_ADMIN).get("/v1/ledger");
        Response recount = as(GLOBAL_ADMIN).post("/v1/reconciliation");

        assertThat(status.statusCode()).as(status.asString()).isEqualTo(200);
        assertThat(status.asString())
                .contains("\"rows\":", "\"awaitingRate\":", "\"unpriced\":", "\"lastBatch\":", "\"seriesBuilding\":");
        assertThat(recount.statusCode()).as(recount.asString()).isEqualTo(200);
        assertThat(recount.asString())
                .contains("\"ledgerRows\":", "\"rollupRows\":", "\"spendRows\":", "\"differences\":");
    }
}
