package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which invoices what was charged from August to November 2026 is, as a Global admin is shown it.
 *
 * @param profile ARM id of the profile whose files and dimensions are asked for
 */
record ShownInvoices(String profile) {

    static final String DETAILS = "/providers/Microsoft.Consumption/usageDetails?api-version=2019-10-01"
            + "&startDate=2026-08-01&endDate=2026-11-30";

    /** Costs by invoice. */
    static Map<String, String> costs(String scope) {
        return rows(scope, "", "");
    }

    /** Costs by service of what is on an invoice. */
    Map<String, String> services(String invoice) {
        return rows(query(profile, "", filter("In", invoice), "ServiceName"));
    }

    /** Costs by invoice, in a currency, where a filter holds: members of the data set, each with a comma behind it. */
    static Map<String, String> rows(String scope, String currency, String filter) {
        return rows(query(scope, currency, filter, "InvoiceId"));
    }

    static Map<String, String> rows(Response answer) {
        Map<String, String> rows = new TreeMap<>();
        CostAnswers.rows(answer).forEach(row -> rows.put(row.get(1).toString(), plain((BigDecimal) row.get(0))));
        return rows;
    }

    static Response query(String scope, String currency, String filter, String grouping) {
        return as(GLOBAL_ADMIN)
                .body(
                        "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-08-01\",\"to\":\"2026-11-30\"},"
                                + "\"dataset\":{\"granularity\":\"None\"," + currency + filter
                                + "\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}},\"sorting\":[{\"name\":\""
                                + grouping
                                + "\",\"direction\":\"Descending\"}],\"grouping\":[{\"type\":\"Dimension\",\"name\":\""
                                + grouping
                                + "\"}]}}")
                .post(scope + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01");
    }

    /** A page of one row of costs by invoice: that of a link, or the first. */
    Response page(String link) {
        String path = link.isEmpty()
                ? profile + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01&$top=1"
                : URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
        return as(GLOBAL_ADMIN)
                .body(
                        "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-08-01\",\"to\":\"2026-11-30\"},"
                                + "\"dataset\":{\"granularity\":\"None\",\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}},"
                                + "\"sorting\":[{\"name\":\"InvoiceId\",\"direction\":\"Ascending\"}],"
                                + "\"grouping\":[{\"type\":\"Dimension\",\"name\":\"InvoiceId\"}]}}")
                .post(path);
    }

    static String filter(String operator, String value) {
        return "\"filter\":" + leaf(operator, value) + ",";
    }

    static String leaf(String operator, String value) {
        return "{\"dimensions\":{\"name\":\"InvoiceId\",\"operator\":\"" + operator + "\",\"values\":[\"" + value
                + "\"]}}";
    }

    /** Invoices by cost of the charges of a list. */
    static Map<String, String> details(String scope) {
        Response listed = get(GLOBAL_ADMIN, scope + DETAILS);
        assertThat(listed.statusCode()).as(listed.asString()).isEqualTo(200);
        Map<String, String> invoices = new TreeMap<>();
        for (JsonNode item : CostAnswers.read(listed).path("value")) {
            JsonNode properties = item.path("properties");
            invoices.put(
                    plain(properties.path("costInBillingCurrency").decimalValue()),
                    properties.path("invoiceId").asText());
        }
        return invoices;
    }

    /** The same of the file about an invoice. */
    Map<String, String> report(String invoice) {
        CostReport report = CostReport.ask(GLOBAL_ADMIN, profile, "{\"invoiceId\":\"" + invoice + "\"}");
        Map<String, String> invoices = new TreeMap<>();
        CostReport.rows(report.text())
                .forEach(row -> invoices.put(
                        plain(new BigDecimal(row.getOrDefault("costInBillingCurrency", ""))),
                        row.getOrDefault("invoiceId", "")));
        return invoices;
    }

    List<String> values(String dimension, String more) {
        String filter = "properties/category eq '" + dimension
                + "' and properties/usageStart ge '2026-08-15' and properties/usageEnd le '2026-11-30'" + more;
        Response answer = get(
                GLOBAL_ADMIN,
                profile
                        + "/providers/Microsoft.CostManagement/dimensions?api-version=2019-11-01&$expand=properties/data&$filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("value[0].properties.data");
    }

    /** Equal amounts have equal text. */
    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
