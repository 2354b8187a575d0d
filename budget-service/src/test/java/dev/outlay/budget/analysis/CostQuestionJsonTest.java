package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every dialect of a query's body is read; what cannot be meant, or would be too much work, is refused. */
class CostQuestionJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

    @Test
    void the_dialects_of_2019_and_of_now_ask_the_same() {
        CostQuestion then = read("""
            {"type":"Usage","timeframe":"monthtodate","dataset":{"granularity":"DAILY",
             "aggregation":{"totalCost":{"name":"PreTaxCost","function":"Sum"}},
             "grouping":[{"type":"Tag","name":"env"}],
             "filter":{"and":[{"dimension":{"name":"resourcegroup","operator":"in","values":["a"]}},{"tag":{"name":"x","operator":"In","values":["y"]}}]},
             "sorting":[{"name":"PreTaxCost","querySortingDirection":"Descending"}]}}\
            """);
        CostQuestion now = read("""
            {"Type":"ActualCost","TimeFrame":"BillingMonthToDate","dataSet":{"Granularity":"Daily",
             "Aggregation":{"totalCost":{"Name":"pretaxcost","Function":"sum"}},
             "Grouping":[{"Type":"tag","Name":"env"}],
             "Filter":{"And":[{"Dimensions":{"Name":"ResourceGroup","Operator":"In","Values":["a"]}},{"Tags":{"Name":"x","Operator":"IN","Values":["y"]}}]},
             "Sorting":[{"Name":"TOTALCOST","Direction":"descending"}]}}\
            """);

        assertThat(now).isEqualTo(then);
        assertThat(now.metric()).isEqualTo(Metric.ACTUAL);
        assertThat(now.days()).isEqualTo(new Days(LocalDate.parse("2026-11-01"), TODAY));
        assertThat(now.columns().stream().map(QueryColumn::name))
                .containsExactly("PreTaxCost", "UsageDate", "env", "Currency");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01T00:00:00Z, 2026-10-31T23:59:59Z",
        "2026-10-01, 2026-10-31",
        "2026-10-01T00:00:00.000Z, 2026-10-31T00:00:00.000Z",
        "2026-10-01T00:00:00, 2026-10-31T00:00:00+00:00",
        "2026-09-30T20:00:00-04:00, 2026-11-01T01:00:00+02:00"
    })
    void the_days_of_a_custom_time_are_those_in_UTC(String from, String to) {
        CostQuestion question = read("{\"type\":\"Usage\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"" + from
                + "\",\"to\":\"" + to + "\"},\"dataset\":{}}");

        assertThat(question.days()).isEqualTo(new Days(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31")));
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        refused("{}", "Invalid query type: ''; valid values: 'Usage','ActualCost','AmortizedCost'.");
        refused(
                "{\"type\":\"Usage\",\"timeframe\":\"Today\"}",
                "Invalid query timeframe: 'Today'; valid values: 'WeekToDate'");
        refused(
                "{\"type\":\"Usage\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-10-01\"}}",
                "Invalid time period");
        refused(
                "{\"type\":\"Usage\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-10-02\",\"to\":\"2026-10-01\"}}",
                "'from' must not be after 'to'");
        refused(
                "{\"type\":\"Usage\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"1999-10-02\",\"to\":\"2026-10-01\"}}",
                "longer than 3700 days");
        dataset("[]", "Dataset is invalid or not supplied.");
        dataset("{\"granularity\":\"Hourly\"}", "valid values: 'None','Daily','Monthly'.");
        dataset("{\"granularity\":7}", "Invalid dataset granularity: '7'");
        dataset(
                "{\"aggregation\":{\"a\":{\"name\":\"Cost\",\"function\":\"Avg\"}}}",
                "aggregation function: 'Avg'; valid values: 'Sum'.");
        dataset(
                "{\"aggregation\":{\"a\":{\"name\":\"Price\",\"function\":\"Sum\"}}}",
                "Invalid dataset aggregation: 'Price'; valid values:"
                        + " 'Cost','CostUSD','PreTaxCost','PreTaxCostUSD','UsageQuantity'.");
        dataset("{\"aggregation\":{\"a\":{},\"b\":{},\"c\":{}}}", "at most 2 aggregations");
        dataset("{\"grouping\":[{},{},{}]}", "at most 2 groupings");
        dataset("{\"grouping\":[{\"type\":\"Colour\",\"name\":\"x\"}]}", "valid values: 'Dimension','TagKey','Tag'.");
        dataset("{\"grouping\":[{\"type\":\"TagKey\",\"name\":\"\"}]}", "Invalid tag");
        dataset(
                "{\"configuration\":{\"columns\":[\"Meter\",\"Colour\"]}}",
                "Invalid dataset configuration columns: 'Colour'");
        dataset("{\"currency\":\"Euro\"}", "Invalid dataset currency");
        dataset(
                "{\"sorting\":[{\"name\":\"Meter\"}]}",
                "Invalid dataset sorting: 'Meter'; valid values: 'PreTaxCost','ResourceGroup','Currency'.");
        dataset("{\"sorting\":[{\"name\":\"Currency\",\"direction\":7}]}", "Invalid dataset sorting direction");
    }

    @Test
    void a_filter_is_bounded_and_each_of_its_parts_is_one_thing() {
        String leaf = "{\"dimensions\":{\"name\":\"Meter\",\"operator\":\"In\",\"values\":[\"a\"]}}";
        filter("7", "exactly one of");
        filter("{\"and\":[" + leaf + "]}", "'and' needs at least two parts");
        filter("{\"and\":[" + leaf + "," + leaf + "],\"or\":[" + leaf + "," + leaf + "]}", "exactly one of");
        filter(
                "{\"dimensions\":{\"name\":\"Meter\",\"operator\":\"Like\",\"values\":[\"a\"]}}",
                "operator: 'Like'; valid values: 'In','Contains'.");
        filter(
                "{\"dimensions\":{\"name\":\"Meter\",\"operator\":\"Contains\",\"values\":[\"\"]}}",
                "not empty where the operator is Contains");
        filter("{\"dimensions\":{\"name\":\"Meter\",\"operator\":\"In\",\"values\":[7]}}", "must be texts");
        filter(
                "{\"tags\":{\"name\":\"a\",\"operator\":\"In\"}}",
                "Invalid dataset filter on Tag column 'a'; comparison expression values is missing or empty.");
        filter("{\"not\":".repeat(8) + leaf + "}".repeat(8), "nested deeper than 8 levels");
        filter("{\"or\":[" + leaf + ("," + leaf).repeat(100) + "]}", "more than 100 comparisons");
        String ten = "{\"or\":[" + leaf + ("," + leaf).repeat(9) + "]}";
        filter("{\"or\":[" + ten + ("," + ten).repeat(10) + "]}", "more than 100 comparisons");
        filter(
                "{\"dimensions\":{\"name\":\"Meter\",\"operator\":\"In\",\"values\":[\"a\"" + ",\"a\"".repeat(5_000)
                        + "]}}",
                "are too many");

        assertThat(read(filtered("{\"not\":".repeat(7) + leaf + "}".repeat(7))).filter())
                .isInstanceOf(QueryFilter.Not.class);
        assertThat(read(filtered(
                                "{\"dimensions\":{\"name\":\"partnerEarnedCreditApplied\",\"operator\":\"In\",\"values\":[\"1\",\"FALSE\",\"\"]}}"))
                        .filter())
                .isEqualTo(new QueryFilter.Leaf(
                        new Subject.OfDimension(Dimension.PARTNER_EARNED_CREDIT_APPLIED),
                        QueryFilter.Operator.IN,
                        List.of("True", "False", "")));
    }

    @ParameterizedTest
    @CsvSource({"In, Refund", "IN, UNUSEDRESERVATION", "Contains, UnusedSavingsPlan", "In, roundingadjustment"})
    void a_charge_type_that_no_charge_can_have_is_refused_with_those_that_it_can(String operator, String value) {
        String leaf = "{\"dimensions\":{\"name\":\"chargeType\",\"operator\":\"" + operator
                + "\",\"values\":[\"Usage\",\"" + value + "\"]}}";
        String message = "Invalid dataset filter on Dimension column 'chargeType'; comparison expression values hold '"
                + value + "', which no charge says: ChargeType has the words of FOCUS. Valid are Usage, Purchase, Tax,"
                + " Credit and Adjustment;";

        filter(leaf, message);
        filter("{\"not\":" + leaf + "}", message);
        assertThat(read(filtered(leaf.replace("chargeType", "ResourceGroup"))).filter())
                .isNotNull();
        assertThat(read(filtered(leaf.replace(value, "Purchase"))).filter()).isNotNull();
    }

    private static void filter(String filter, String message) {
        refused(filtered(filter), message);
    }

    private static String filtered(String filter) {
        return "{\"type\":\"Usage\",\"timeframe\":\"MonthToDate\",\"dataset\":{\"filter\":" + filter + "}}";
    }

    private static void dataset(String dataset, String message) {
        refused("{\"type\":\"Usage\",\"timeframe\":\"MonthToDate\",\"dataset\":" + dataset + "}", message);
    }

    private static void refused(String body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("BadRequest: Invalid query definition")
                .hasMessageContaining(message);
    }

    private static CostQuestion read(String body) {
        try {
            return CostQuestionJson.read(JSON.readTree(body), ScopeKind.BILLING_ACCOUNT, TODAY);
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(noJson);
        }
    }
}
