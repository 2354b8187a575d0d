package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions on closed invoices, and on open ones. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BilledTransactionsTest {

    private static final String LATER = "?api-version=2024-04-01";

    private final InvoicedProfile profile = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    BilledTransactionsTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    /** Whoever asks for both and adds them has everything once. */
    @Test
    void what_is_billed_is_on_a_closed_invoice_and_what_is_not_is_on_an_open_one() {
        charged.record(
                charged.charge("closed").on("2026-03-04").billed("1"),
                charged.charge("restated").on("2026-03-05").billed("10"),
                charged.charge("open").on("2026-04-02").billed("2"));
        String march = profile.nameOf("2026-03");
        assertThat(profile.close(march).statusCode()).isEqualTo(200);
        charged.record(
                charged.charge("late").on("2026-03-30").billed("4"),
                charged.charge("restated").revision(1).on("2026-03-05").billed("12"));

        for (String scope : List.of(profile.account, profile.id, profile.account + "/customers/customer-1")) {
            String all = scope + "/transactions" + LATER + "&periodStartDate=2026-03-01&periodEndDate=2026-04-30";
            assertThat(texts(exact(get(GLOBAL_ADMIN, all + "&type=Billed"))))
                    .as(scope)
                    .containsExactlyInAnyOrder("1", "12");
            assertThat(texts(exact(get(GLOBAL_ADMIN, all + "&type=unbilled"))))
                    .as("what came after its month's invoice was closed will be on the next one")
                    .containsExactlyInAnyOrder("2", "4");
            assertThat(texts(exact(get(GLOBAL_ADMIN, all)))).containsExactlyInAnyOrder("1", "12", "2", "4");
            JsonPath first = exact(get(GLOBAL_ADMIN, all + "&type=Billed&top=1"));
            List<String> pages = new ArrayList<>(texts(first));
            pages.addAll(texts(exact(get(GLOBAL_ADMIN, first.getString("nextLink")))));
            assertThat(pages).as("a further page is of the same kind").containsExactlyInAnyOrder("1", "12");
            for (String wrong : List.of("all", "", "Billed,Unbilled")) {
                Response refused = get(GLOBAL_ADMIN, all + "&type=" + wrong);
                assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
                assertThat(refused.jsonPath().getString("error.message")).contains("Billed", "Unbilled");
            }
        }
        assertThat(texts(exact(get(
                        GLOBAL_ADMIN, profile.id + "/invoices/" + march + "/transactions" + LATER + "&type=Unbilled"))))
                .as("an invoice has its own, whatever it is")
                .containsExactlyInAnyOrder("1", "12", "4");

        assertThat(profile.close(profile.nameOf("2026-04")).statusCode()).isEqualTo(200);
        String all = profile.id + "/transactions" + LATER + "&periodStartDate=2026-03-01&periodEndDate=2026-04-30";
        assertThat(texts(exact(get(GLOBAL_ADMIN, all + "&type=Billed")))).hasSize(4);
        assertThat(texts(exact(get(GLOBAL_ADMIN, all + "&type=Unbilled")))).isEmpty();
    }

    private static List<String> texts(JsonPath page) {
        return page.getList("value.properties.transactionAmount.value").stream()
                .map(String::valueOf)
                .toList();
    }

    private static JsonPath exact(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }
}
