package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.scope.PriceView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of budgets before 2019-10-01 (azure-rest-contract.md section 2), and the filter that says the same. */
class OldFiltersTest {

    private static final String ALL =
            "{\"resourceGroups\":[\"Web\"],\"resources\":[\"/r/1\",\"/r/2\"],\"meters\":[\"M\"],\"tags\":{\"env\":[\"Prod\",\"dev\"]}}";

    @Test
    void a_charge_counts_that_is_in_every_list() {
        BudgetRequest request = read("\"filters\":" + ALL, FilterGrammar.WITH_USAGE);

        assertThat(request.problems()).isEmpty();
        assertThat(request.filter())
                .isEqualTo(new CostFilter.And(List.of(
                        new CostFilter.DimensionIn("x_ResourceGroupName", Set.of("web")),
                        new CostFilter.DimensionIn("ResourceId", Set.of("/r/1", "/r/2")),
                        new CostFilter.DimensionIn("x_SkuMeterId", Set.of("m")),
                        new CostFilter.TagIn("env", Set.of("prod", "dev")))));
        assertThat(request.filterText()).isEqualTo("{\"filters\":" + ALL + "}");
    }

    @Test
    void what_is_kept_is_shown_as_sent_and_as_a_filter() {
        String kept = "{\"filters\":" + ALL + "}";

        assertThat(OldFilters.sent(kept)).isEqualTo(ALL);
        assertThat(OldFilters.filter(kept))
                .isEqualTo("{\"and\":["
                        + "{\"dimensions\":{\"name\":\"ResourceGroupName\",\"operator\":\"In\",\"values\":[\"Web\"]}},"
                        + "{\"dimensions\":{\"name\":\"ResourceId\",\"operator\":\"In\",\"values\":[\"/r/1\",\"/r/2\"]}},"
                        + "{\"dimensions\":{\"name\":\"MeterId\",\"operator\":\"In\",\"values\":[\"M\"]}},"
                        + "{\"tags\":{\"name\":\"env\",\"operator\":\"In\",\"values\":[\"Prod\",\"dev\"]}}]}");
        String filter = "{\"tags\":{\"name\":\"env\",\"operator\":\"In\",\"values\":[\"a\"]}}";
        assertThat(OldFilters.sent(filter)).isNull();
        assertThat(OldFilters.filter(filter)).isEqualTo(filter);
    }

    @Test
    void one_list_is_one_part() {
        BudgetRequest request =
                read("\"filters\":{\"meters\":[\"M\"],\"tags\":null,\"resources\":[]}", FilterGrammar.WITH_USAGE);

        assertThat(request.problems()).isEmpty();
        assertThat(request.filter()).isEqualTo(new CostFilter.DimensionIn("x_SkuMeterId", Set.of("m")));
        assertThat(OldFilters.filter(String.valueOf(request.filterText())))
                .startsWith("{\"dimensions\":{\"name\":\"MeterId\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"resources\":[],\"tags\":{}}", "{\"meters\":null}"})
    void lists_with_nothing_in_them_are_no_filter(String filters) {
        BudgetRequest request = read("\"filters\":" + filters, FilterGrammar.WITH_USAGE);

        assertThat(request.problems()).isEmpty();
        assertThat(request.filter()).isNull();
        assertThat(request.filterText()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1                              | 'properties.filters' must be an object.",
                "[]                             | 'properties.filters' must be an object.",
                "{'meter':['a']}                | 'properties.filters' has 'meter'. It can have resourceGroups, resources, meters and tags.",
                "{'meters':'a'}                 | 'properties.filters.meters' must be an array of texts.",
                "{'meters':[1]}                 | must be a text of 1 to 1024 characters",
                "{'tags':['a']}                 | 'properties.filters.tags' must be an object of lists.",
                "{'tags':{'a':'b'}}             | 'properties.filters.tags.a' must be an array of texts.",
                "{'tags':{'a':[{}]}}            | must be a text of 1 to 1024 characters"
            })
    void anything_else_is_a_problem(String filters, String message) {
        BudgetRequest request = read("\"filters\":" + filters.replace('\'', '"'), FilterGrammar.WITH_USAGE);

        assertThat(request.problems()).singleElement().asString().contains(message);
        assertThat(request.filter()).isNull();
    }

    @Test
    void only_one_of_both_forms_can_be_sent() {
        BudgetRequest request = read(
                "\"filters\":{},\"filter\":{\"tags\":{\"name\":\"a\",\"operator\":\"In\",\"values\":[\"b\"]}}",
                FilterGrammar.WITH_USAGE);

        assertThat(request.problems()).containsExactly("'properties' must hold only one of filter and filters.");
    }

    @Test
    void later_versions_and_billing_scopes_get_azure_s_message() {
        String message = "Invalid budget configuration, please use filter interface with 2019-05-01-preview version";

        for (FilterGrammar later : List.of(FilterGrammar.WITH_NOT, FilterGrammar.WITHOUT_NOT)) {
            assertThat(read("\"filters\":" + ALL, later).problems()).containsExactly(message);
        }
        assertThat(read("\"filters\":" + ALL, FilterGrammar.WITH_USAGE, PriceView.INVOICED)
                        .problems())
                .containsExactly(message);
    }

    private static BudgetRequest read(String filters, FilterGrammar grammar) {
        return read(filters, grammar, PriceView.RETAIL);
    }

    private static BudgetRequest read(String filters, FilterGrammar grammar, PriceView prices) {
        return BudgetJson.read(
                tree(Judged.body(
                        "10",
                        "Monthly",
                        "2026-11-01T00:00:00Z",
                        filters + ",",
                        Judged.notification("n", "80", Judged.EMAIL))),
                grammar,
                prices);
    }

    private static JsonNode tree(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
