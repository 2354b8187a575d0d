package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.pricesheet.PriceFile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A billing profile of an account of its own, whose prices a test imports and reads as a Global admin. */
final class PricedProfile {

    static final String SHEET = "/providers/Microsoft.Consumption/pricesheets/default?api-version=2023-05-01";
    static final String OCTOBER = "202610";

    final String name = "acc-" + UUID.randomUUID();

    /** ARM id of the account. */
    final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;

    /** ARM id of the profile. */
    final String id = account + "/billingProfiles/P1";

    String ofPeriod(String period) {
        return id + "/providers/Microsoft.Billing/billingPeriods/" + period + SHEET;
    }

    Response put(String period, String file) {
        return as(GLOBAL_ADMIN)
                .contentType("text/csv; charset=utf-8")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .put(ofPeriod(period));
    }

    /** Fails where the file is refused. */
    JsonNode imported(String period, PriceFile file) {
        Response answer = put(period, file.text());
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
        return CostAnswers.read(answer);
    }

    static Response get(String path) {
        return as(GLOBAL_ADMIN).get(path);
    }

    /** The prices of units on all pages from one on. */
    static List<String> unitPrices(String path) {
        List<String> prices = new ArrayList<>();
        String next = path;
        while (next != null) {
            Response answer = get(next);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            JsonNode properties = CostAnswers.read(answer).path("properties");
            properties
                    .path("pricesheets")
                    .forEach(price ->
                            prices.add(price.path("unitPrice").decimalValue().toPlainString()));
            next = properties.path("nextLink").isNull()
                    ? null
                    : CostReport.path(properties.path("nextLink").asText());
        }
        return prices;
    }
}
