package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.PricedProfile.OCTOBER;
import static dev.outlay.budget.arm.PricedProfile.SHEET;
import static dev.outlay.budget.arm.PricedProfile.get;
import static dev.outlay.budget.arm.PricedProfile.unitPrices;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.pricesheet.PriceFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Price sheets: imported, replaced and read back, by the partner's admins and nobody else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class PriceSheetsOverHttpTest {

    private final PricedProfile profile = new PricedProfile();

    @Test
    void a_sheet_is_read_back_as_it_was_sent() {
        Response created = profile.put(
                OCTOBER,
                new PriceFile()
                        .line(
                                "unitPrice", "0.000000000012345",
                                "marketPrice", "99999999999999999999.5",
                                "meterName", "D2 v3",
                                "meterRegion", "CH North",
                                "SkuID", "SKU-1",
                                "priceType", "ReservedInstance",
                                "Term", "P1Y",
                                "effectiveEndDate", "")
                        .line()
                        .text());
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(created.jsonPath().getInt("properties.priceCount")).isEqualTo(2);

        Response answer = get(profile.ofPeriod(OCTOBER) + "&$expand=meterDetails");
        JsonNode body = CostAnswers.read(answer);
        JsonNode price = body.at("/properties/pricesheets/0");
        assertThat(body.path("id").asText())
                .isEqualTo(
                        profile.id
                                + "/providers/Microsoft.Billing/billingPeriods/202610/providers/Microsoft.Consumption/pricesheets/default");
        assertThat(price.path("unitPrice").decimalValue().toPlainString()).isEqualTo("0.000000000012345");
        assertThat(price.path("marketPrice").decimalValue().toPlainString()).isEqualTo("99999999999999999999.5");
        assertThat(price.path("currencyCode").asText()).isEqualTo("USD");
        assertThat(price.path("partNumber").asText()).isEqualTo("SKU-1");
        assertThat(price.path("term").asText()).isEqualTo("P1Y");
        assertThat(price.path("effectiveStartDate").asText()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(price.has("effectiveEndDate")).isFalse();
        assertThat(price.at("/meterDetails/meterName").asText()).isEqualTo("D2 v3");
        assertThat(price.at("/meterDetails/meterLocation").asText()).isEqualTo("CH North");
        assertThat(CostAnswers.read(get(profile.ofPeriod(OCTOBER)))
                        .at("/properties/pricesheets/0")
                        .has("meterDetails"))
                .isFalse();
        assertThat(get(profile.ofPeriod("202609")).statusCode()).isEqualTo(404);
        assertThat(unitPrices(profile.id + SHEET))
                .as("prices hold until others are said")
                .hasSize(2);
    }

    @Test
    void the_same_again_changes_nothing_and_another_one_replaces_it_and_both_are_told_of_who_did_it() {
        JsonNode first = profile.imported(OCTOBER, new PriceFile().lines(3));
        Response again = profile.put(OCTOBER, new PriceFile().lines(3).text());
        Response packed = as(ADMIN_AGENT)
                .contentType("application/gzip")
                .body(new PriceFile().lines(3).packed())
                .put(profile.ofPeriod(OCTOBER));
        assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
        assertThat(CostAnswers.read(again)).isEqualTo(first);
        assertThat(CostAnswers.read(packed)).isEqualTo(first);
        assertThat(audit().getList("value")).hasSize(1);

        Response other = as(ADMIN_AGENT)
                .contentType("text/csv")
                .body(new PriceFile().lines(2).text())
                .put(profile.ofPeriod(OCTOBER));
        assertThat(other.statusCode()).as(other.asString()).isEqualTo(200);
        profile.imported("202609", september());

        assertThat(unitPrices(profile.ofPeriod(OCTOBER))).containsExactly("1.001", "2.001");
        assertThat(unitPrices(profile.ofPeriod("202609"))).containsExactly("7");
        assertThat(Client.value(
                        "select count(*) from price where sheet_id in (select id from price_sheet where state = 3 and profile_scope = "
                                + scope() + ")"))
                .as("what was replaced is kept")
                .isEqualTo("3");
        JsonPath audit = audit();
        assertThat(audit.getList("value.kind")).containsOnly("priceSheet");
        assertThat(audit.getList("value.name")).containsExactly("202609", "202610", "202610");
        assertThat(audit.getList("value.action")).containsExactly("created", "changed", "created");
        assertThat(audit.getList("value.principal"))
                .containsExactly(GLOBAL_ADMIN.principalId(), ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        assertThat(audit.getInt("value[1].before.prices")).isEqualTo(3);
        assertThat(audit.getInt("value[1].after.prices")).isEqualTo(2);
        await("what was not kept is removed").atMost(Duration.ofMinutes(2)).until(() -> Client.value(
                        "select count(*) from price where sheet_id in (select id from price_sheet where state in (1, 4))")
                .equals("0"));
    }

    private static PriceFile september() {
        return new PriceFile()
                .line("unitPrice", "7.0", "effectiveStartDate", "09/01/2026", "effectiveEndDate", "09/30/2026");
    }

    private String scope() {
        return "(select id from scope where kind = 2 and billing_account = '" + profile.name + "')";
    }

    private JsonPath audit() {
        return get("/v1/audit?kind=priceSheet&scope=" + profile.account).jsonPath();
    }

    @Test
    void pages_go_on_in_the_sheet_in_which_they_began() {
        profile.imported(OCTOBER, new PriceFile().lines(5));
        String first = profile.ofPeriod(OCTOBER) + "&$top=2";
        JsonNode page = CostAnswers.read(get(first)).path("properties");
        assertThat(page.path("pricesheets")).hasSize(2);
        profile.imported(OCTOBER, new PriceFile().line("unitPrice", "77"));

        assertThat(unitPrices(CostReport.path(page.path("nextLink").asText())))
                .containsExactly("3.001", "4.001", "5.001");
        assertThat(unitPrices(first)).containsExactly("77");
        String strangers = new PricedProfile().ofPeriod(OCTOBER) + "&$skiptoken="
                + page.path("nextLink").asText().replaceAll(".*skiptoken=", "");
        assertThat(get(strangers).statusCode())
                .as("a token opens no other profile's")
                .isEqualTo(404);
        for (String wrong : List.of("&$skiptoken=x", "&$skiptoken=MQ", "&$top=0", "&$top=1001")) {
            assertThat(get(profile.ofPeriod(OCTOBER) + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_file_that_is_none_is_refused_with_all_that_is_wrong_and_nothing_of_it_is_kept() {
        profile.imported(OCTOBER, new PriceFile().lines(2));
        PriceFile wrong = new PriceFile()
                .lines(4_500)
                .line("unitPrice", "cheap", "currency", "usd")
                .line("meterId", "");
        Response refused = profile.put(OCTOBER, wrong.text());
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        JsonPath error = refused.jsonPath();
        assertThat(error.getString("error.code")).isEqualTo("InvalidPriceSheet");
        assertThat(error.getString("error.message")).contains("3 problems").contains("Line 4502, column");
        assertThat(error.getList("error.details.line")).containsExactly(4502, 4502, 4503);
        assertThat(error.getList("error.details.target")).containsExactlyInAnyOrder("unitPrice", "currency", "meterId");

        Response twice = profile.put(
                OCTOBER,
                new PriceFile()
                        .lines(3)
                        .line("meterId", "meter-2", "Product", "Product 2", "unitPrice", "8")
                        .text());
        assertThat(twice.jsonPath().getList("error.details.code")).containsExactly("DuplicatePrice");
        assertThat(twice.jsonPath().getList("error.details.line")).containsExactly(5);
        assertThat(profile.put(OCTOBER, "").statusCode()).isEqualTo(400);
        assertThat(profile.put(OCTOBER, "\0\1\2").statusCode()).isEqualTo(400);
        assertThat(profile.put("202613", new PriceFile().line().text()).statusCode())
                .isEqualTo(400);
        assertThat(profile.put("october", new PriceFile().line().text()).statusCode())
                .isEqualTo(400);
        assertThat(profile.put("202611", new PriceFile().line().text())
                        .jsonPath()
                        .getList("error.details.code"))
                .as("of another period")
                .containsExactly("OtherPeriod");
        assertThat(as(GLOBAL_ADMIN)
                        .body(new PriceFile().line().text())
                        .put(profile.ofPeriod(OCTOBER))
                        .statusCode())
                .as("it is no JSON")
                .isEqualTo(415);

        assertThat(unitPrices(profile.ofPeriod(OCTOBER))).containsExactly("1.001", "2.001");
        assertThat(audit().getList("value")).hasSize(1);
        PricedProfile nobodys = new PricedProfile();
        nobodys.put(OCTOBER, "x");
        assertThat(Client.value("select count(*) from scope where billing_account = '" + nobodys.name + "'"))
                .as("a file that is refused makes nothing known")
                .isEqualTo("0");
    }

    @Test
    void the_currency_that_the_profile_is_billed_in_is_the_sheet_s() {
        as(GLOBAL_ADMIN).body("{\"properties\":{\"currency\":\"SEK\"}}").put(profile.id + "?api-version=2020-05-01");
        assertThat(profile.put(OCTOBER, new PriceFile().line().text())
                        .jsonPath()
                        .getList("error.details.target"))
                .containsExactly("billingCurrency");
        profile.imported(OCTOBER, new PriceFile().line("billingCurrency", "SEK"));
    }

    @Test
    void prices_are_for_the_partner_s_admins_alone() {
        profile.imported(OCTOBER, new PriceFile().line("unitPrice", "31415.926"));
        for (String path : List.of(profile.ofPeriod(OCTOBER), profile.id + SHEET)) {
            for (Response denied : List.of(
                    as(OUTSIDER).get(path),
                    as(UUID.randomUUID().toString(), PARTNER_TENANT).get(path),
                    as(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "GlobalAdmin")
                            .get(path))) {
                assertThat(denied.statusCode()).as(path).isEqualTo(403);
                assertThat(denied.asString()).doesNotContain("31415");
            }
        }
        Response denied = as(OUTSIDER).contentType("text/csv").body("x").put(profile.ofPeriod(OCTOBER));
        assertThat(denied.statusCode()).isEqualTo(403);
        String subscription = "/subscriptions/" + UUID.randomUUID();
        for (String elsewhere : Set.of(subscription, profile.account, profile.account + "/customers/c1")) {
            assertThat(get(elsewhere + SHEET).statusCode())
                    .as("no other scope has prices, whoever asks: " + elsewhere)
                    .isEqualTo(404);
        }
    }
}
