package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which values dimensions have, over HTTP: among the charges of the days, under what was chosen already. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DimensionsOverHttpTest {

    private static final String DAYS =
            " and properties/usageStart ge '2026-09-15' and properties/usageEnd le '2026-10-14'";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final ChargedAccount charged;

    @Inject
    DimensionsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void charges() {
        charged.record(
                charged.charge("1").on("2026-09-14").subscription("s-1", "before"),
                charged.charge("2").on("2026-09-15").subscription("s-1", "Web").service("Storage"),
                charged.charge("3").on("2026-10-14").subscription("s-1", "web").service("it's"),
                charged.charge("4").on("2026-10-14").subscription("s-2", "api").customer("customer-2"),
                charged.charge("5").on("2026-10-15").subscription("s-1", "after"),
                charged.charge("tax")
                        .on("2026-10-01")
                        .category(ChargeCategory.TAX)
                        .subscription("s-1", "taxed"));
    }

    @Test
    void values_are_those_of_the_charges_that_the_scope_sees_in_the_days() {
        Response groups = dimensions("properties/category eq 'resourceGROUP'" + DAYS, "&$expand=properties/data");

        assertThat(groups.asString())
                .isEqualTo("{\"value\":[{\"id\":\"" + account.substring(1)
                        + "/providers/microsoft.CostManagement/dimensions_ResourceGroup_2026-09-15_2026-10-14\","
                        + "\"name\":\"dimensions_ResourceGroup_2026-09-15_2026-10-14\",\"type\":\"microsoft.CostManagement/dimensions\","
                        + "\"properties\":{\"data\":[\"api\",\"Web\"],\"total\":2,\"category\":\"ResourceGroup\",\"usageStart\":\"2026-09-15T00:00:00Z\",\"usageEnd\":\"2026-10-14T00:00:00Z\",\"description\":\"Resource"
                        + " group\",\"filterEnabled\":true,\"groupingEnabled\":true,\"nextLink\":null}}]}");
        assertThat(data("properties/category eq 'BillingMonth'" + DAYS)).containsExactly("2026-09", "2026-10");
        assertThat(data("properties/category eq 'InvoiceSection'" + DAYS)).isEmpty();
    }

    @Test
    void what_was_chosen_already_leaves_fewer() {
        assertThat(data("properties/category eq 'ServiceName'" + DAYS))
                .containsExactly("it's", "Storage", "Virtual Machines");
        assertThat(data("properties/category eq 'ServiceName' and properties/resourcegroup eq 'WEB'" + DAYS))
                .containsExactly("it's", "Storage");
        assertThat(data("properties/category eq 'ResourceGroup' and properties/ServiceName eq 'it''s'" + DAYS))
                .containsExactly("web");
        assertThat(data("properties/category eq 'SubscriptionId' and properties/ServiceName eq 'Storage'"
                        + " and properties/ServiceName eq 'virtual machines'" + DAYS))
                .containsExactly("s-1", "s-2");
        assertThat(data("properties/category eq 'CustomerTenantId' and properties/ResourceGroup eq 'after'" + DAYS))
                .isEmpty();
    }

    @Test
    void without_a_category_every_dimension_is_listed_and_without_expand_no_values() {
        Response all = dimensions(DAYS.substring(5), "");

        assertThat(all.jsonPath().getList("value.properties.category"))
                .isEqualTo(
                        Arrays.stream(Dimension.values()).map(Dimension::label).toList());
        assertThat(all.asString()).contains("\"data\":[]").doesNotContain("\"data\":[\"");
        assertThat(all.jsonPath().getInt("value.find{it.properties.category=='ResourceGroup'}.properties.total"))
                .isEqualTo(2);
        assertThat(get(GLOBAL_ADMIN, account + "/providers/Microsoft.CostManagement/dimensions?api-version=2019-11-01")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void values_are_paged_and_what_cannot_be_meant_is_refused() {
        List<String> paged = new ArrayList<>();
        Response page = dimensions("properties/category eq 'ServiceName'" + DAYS, "&$expand=properties/data&$top=2");
        for (String next = ""; next != null; ) {
            paged.addAll(page.jsonPath().getList("value[0].properties.data"));
            next = page.jsonPath().getString("value[0].properties.nextLink");
            if (next != null) {
                URI link = URI.create(next);
                page = as(GLOBAL_ADMIN).get(link.getRawPath() + "?" + link.getRawQuery());
                assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            }
        }
        assertThat(paged).containsExactly("it's", "Storage", "Virtual Machines");
        for (String wrong : List.of(
                "category eq 'x'",
                "properties/category eq 'Color'",
                "properties/category ne 'ResourceGroup'",
                "properties/category eq 'ResourceGroup' or properties/category eq 'Meter'",
                "properties/category eq 'ResourceGroup",
                "properties/usageStart ge 'yesterday'",
                "properties/usageStart ge '2026-10-01' and properties/usageEnd le '2026-09-01'",
                "properties/BillingMonth eq '2026-09'",
                "properties/chargeType eq 'Refund'",
                "properties/usageStart le '2026-10-01'",
                "and",
                "properties/",
                "x".repeat(3_000))) {
            Response refused = dimensions(wrong, "");
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(dimensions("", "&$expand=everything").statusCode()).isEqualTo(400);
        assertThat(dimensions("", "&$top=1001").statusCode()).isEqualTo(400);
    }

    private List<String> data(String filter) {
        Response answer = dimensions(filter, "&$expand=properties/data");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("value[0].properties.data");
    }

    private Response dimensions(String filter, String more) {
        return as(GLOBAL_ADMIN)
                .get(account + "/providers/Microsoft.CostManagement/dimensions?api-version=2019-10-01"
                        + (filter.isEmpty() ? "" : "&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                        + more);
    }
}
