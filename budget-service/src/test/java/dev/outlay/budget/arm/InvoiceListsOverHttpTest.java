package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.InvoicedProfile.VERSION;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of invoices, page by page. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoiceListsOverHttpTest {

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final String name = invoiced.name;
    private final String account = invoiced.account;
    private final ChargedAccount charged;

    @Inject
    InvoiceListsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void the_invoices_of_all_profiles_come_page_by_page_once_chosen_and_ordered() {
        for (int profiles = 0; profiles < 3; profiles++) {
            String other = name + "-eur-" + profiles;
            for (String month : List.of("2026-08", "2026-09", "2026-10")) {
                charged.record(charged.charge(other + month).on(month + "-01").profile(other, "EUR"));
            }
        }
        String list = account + "/invoices" + InvoicedProfile.ALL;
        List<String> all = get(GLOBAL_ADMIN, list).jsonPath().getList("value.name");

        assertThat(all).hasSize(9).doesNotHaveDuplicates();
        ListedPages pages = ListedPages.follow(list + "&$top=2");
        assertThat(pages.all()).isEqualTo(all);
        assertThat(pages.names()).hasSize(5);
        assertThat(pages.total()).isEqualTo(9);
        ListedPages downwards = ListedPages.follow(list
                + ListedPages.query(
                        "$search",
                        "EUR-1",
                        "$orderBy",
                        "invoicePeriodStartDate desc",
                        "top",
                        "1",
                        "$filter",
                        "state eq 'open'"));
        assertThat(downwards.total()).isEqualTo(3);
        assertThat(downwards.all())
                .extracting(invoice -> invoice.substring(0, "INV-202610".length()))
                .containsExactly("INV-202610", "INV-202609", "INV-202608");
        for (String one : all) {
            assertThat(get(GLOBAL_ADMIN, account + "/invoices/" + one + VERSION).statusCode())
                    .isEqualTo(200);
        }
        assertThat(get(GLOBAL_ADMIN, list + "&$skiptoken=AA").statusCode()).isEqualTo(400);
        assertThat(get(GLOBAL_ADMIN, list + "&$orderBy=color").jsonPath().getString("error.message"))
                .contains("invoicePeriodStartDate");
    }

    @Test
    void the_latest_version_lists_all_periods_where_no_days_are_asked_and_the_ones_before_want_them() {
        charged.record(charged.charge("1").on("2019-02-10"), charged.charge("2").on("2026-09-10"));
        String later = "/invoices?api-version=2024-04-01";

        for (String scope : List.of(account, invoiced.id)) {
            assertThat(months(scope + later)).containsExactly("INV-201902", "INV-202609");
            assertThat(months(scope + later + "&periodStartDate=2019-03-01")).containsExactly("INV-202609");
            assertThat(months(scope + later + "&periodEndDate=2019-02-01")).containsExactly("INV-201902");
            for (String refused : List.of(
                    later + "&periodStartDate=yesterday",
                    later + "&periodStartDate=2020-01-02&periodEndDate=2020-01-01",
                    "/invoices?api-version=2020-05-01",
                    "/invoices" + VERSION,
                    "/invoices" + VERSION + "&periodStartDate=2019-03-01",
                    "/transactions?api-version=2024-04-01")) {
                assertThat(get(GLOBAL_ADMIN, scope + refused).statusCode())
                        .as(refused)
                        .isEqualTo(400);
            }
        }
    }

    private static List<String> months(String list) {
        return get(GLOBAL_ADMIN, list).jsonPath().<String>getList("value.name").stream()
                .map(invoice -> invoice.substring(0, "INV-201902".length()))
                .toList();
    }
}
