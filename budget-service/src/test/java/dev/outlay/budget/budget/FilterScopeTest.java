package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.Scope;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By what a budget may be filtered where: what it counts tells what its filter matches. */
class FilterScopeTest {

    private static final BudgetVersion VERSION = new BudgetVersion("Microsoft.Consumption", "2019-10-01");

    private static final Scope ACCOUNT = new Scope.BillingAccount("A:1");
    private static final Scope SUBSCRIPTION = new Scope.Subscription("S1");

    @ParameterizedTest
    @MethodSource("ofThePartner")
    void what_only_the_partner_knows_is_no_filter_where_customers_look(String dimension) {
        String filter = "\"filter\":{\"and\":[{\"tags\":{\"name\":\"env\",\"operator\":\"In\",\"values\":[\"prod\"]}},"
                + "{\"dimensions\":{\"name\":\"" + dimension + "\",\"operator\":\"In\",\"values\":[\"true\"]}}]},";
        String body = body(filter);

        for (Scope scope : List.of(SUBSCRIPTION, new Scope.ResourceGroup("S1", "g"))) {
            assertThat(problems(scope, body))
                    .singleElement()
                    .asString()
                    .startsWith("Invalid dataset filter on Dimension column '")
                    .contains("valid values: '", "'ResourceGroupName'", "'MeterCategory'", "'ServiceName'")
                    .satisfies(message -> noneOfThePartner(message.substring(message.indexOf("valid values"))));
        }
        assertThat(problems(ACCOUNT, body)).isEmpty();
    }

    private static Stream<String> ofThePartner() {
        return Stream.concat(
                Arrays.stream(Dimension.values())
                        .filter(dimension -> !dimension.isSeen(PriceView.RETAIL))
                        .map(Dimension::label),
                // Those that the rule is about, whatever the list says.
                Stream.of(
                        "InvoiceID",
                        "customertenantid",
                        "ResellerMPNId",
                        "PARTNEREARNEDCREDITAPPLIED",
                        "PartnerEarnedCreditRate",
                        "PartnerTenantID",
                        "PartnerName",
                        "BillingProfileId",
                        "MarkupRuleName"));
    }

    private static void noneOfThePartner(String message) {
        ofThePartner().forEach(label -> assertThat(message)
                .doesNotContainPattern(Pattern.compile("\\b" + label + "\\b", Pattern.CASE_INSENSITIVE)));
    }

    @Test
    void an_unknown_dimension_is_told_the_valid_ones_of_the_scope() {
        String body =
                body("\"filter\":{\"dimensions\":{\"name\":\"Colour\",\"operator\":\"In\",\"values\":[\"red\"]}},");

        assertThat(problems(ACCOUNT, body))
                .singleElement()
                .asString()
                .contains("'Colour' is not a dimension", "PartnerTenantId", "BillingMonth", "CustomerTenantId");
        assertThat(problems(SUBSCRIPTION, body))
                .singleElement()
                .asString()
                .contains("'Colour' is not a dimension", "BillingMonth", "MeterCategory")
                .satisfies(FilterScopeTest::noneOfThePartner);
    }

    @Test
    void nor_can_it_be_excluded_there() {
        String filter =
                "\"filter\":{\"not\":{\"dimensions\":{\"name\":\"InvoiceId\",\"operator\":\"In\",\"values\":[\"1\"]}}},";

        assertThat(problems(SUBSCRIPTION, body(filter))).hasSize(1);
        assertThat(problems(ACCOUNT, body(filter))).isEmpty();
    }

    @Test
    void a_filter_by_the_customer_s_own_dimensions_is_fine_where_customers_look() {
        String filter =
                "\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"Storage\"]}},";
        assertThat(problems(SUBSCRIPTION, body(filter))).isEmpty();
    }

    private static String body(String filter) {
        return """
            {"properties":{"category":"Cost","amount":10,"timeGrain":"Monthly","timePeriod":{"startDate":"2026-11-01T00:00:00Z"},%s
             "notifications":{"n":{"enabled":true,"operator":"GreaterThan","threshold":80,"contactEmails":["a@example.com"]}}}}
            """.formatted(filter);
    }

    private static List<String> problems(Scope scope, String body) {
        try {
            BudgetRequest request = BudgetJson.read(
                    new ObjectMapper().readTree(body),
                    FilterGrammar.WITH_NOT,
                    scope.kind().priceView());
            return new BudgetRules(LocalDate.parse("2026-11-23"), Set.of(), VERSION).problems(scope, request, null);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
