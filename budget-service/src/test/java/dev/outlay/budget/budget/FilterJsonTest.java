package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterJsonTest {

    private static final String SERVICE =
            "{\"dimensions\":{\"name\":\"servicename\",\"operator\":\"In\",\"values\":[\"A\",\"b\"]}}";
    private static final String TAG = "{\"tags\":{\"name\":\"Env\",\"operator\":\"in\",\"values\":[\"Prod\"]}}";

    @Test
    void a_dimension_is_read_as_its_column_and_values_without_casing() {
        assertThat(read(SERVICE)).isEqualTo(new CostFilter.DimensionIn("ServiceName", Set.of("a", "b")));
    }

    @Test
    void the_spellings_of_2019_are_read_too() {
        assertThat(read(SERVICE.replace("dimensions", "dimension"))).isEqualTo(read(SERVICE));
        assertThat(read(TAG.replace("tags", "tag"))).isEqualTo(new CostFilter.TagIn("env", Set.of("prod")));
    }

    @Test
    void values_are_read_in_the_form_that_the_dimension_has() {
        String filter = "{\"dimensions\":{\"name\":\"NAME\",\"operator\":\"In\",\"values\":[\"VALUE\"]}}";

        assertThat(read(filter.replace("NAME", "partnerearnedcreditapplied").replace("VALUE", "1")))
                .isEqualTo(new CostFilter.DimensionIn("x_PartnerCreditApplied", Set.of("true")));
        assertThat(read(filter.replace("NAME", "BillingMonth").replace("VALUE", "2026-11-01")))
                .isEqualTo(new CostFilter.DimensionIn("BillingPeriodStart", Set.of("2026-11")));
        assertThat(read(filter.replace("NAME", "frequency").replace("VALUE", "UsageBased")))
                .as("in Azure's word, which is FOCUS's without its hyphen")
                .isEqualTo(read(filter.replace("NAME", "Frequency").replace("VALUE", "usage-based")))
                .isEqualTo(new CostFilter.DimensionIn("ChargeFrequency", Set.of("usagebased")));
        assertThat(read(filter.replace("NAME", "Frequency").replace("VALUE", "ONETIME")))
                .isEqualTo(new CostFilter.DimensionIn("ChargeFrequency", Set.of("onetime")));
        assertThat(read(filter.replace("NAME", "PartnerTenantID").replace("VALUE", "T")))
                .as("what no column holds is kept by its name")
                .isEqualTo(new CostFilter.DimensionIn("PartnerTenantId", Set.of("t")));
    }

    @Test
    void what_a_source_says_in_azures_words_is_found_in_both() {
        CostFilter filter =
                read("{\"dimensions\":{\"name\":\"Frequency\",\"operator\":\"In\",\"values\":[\"One-Time\"]}}");

        assertThat(filter).isNotNull();
        for (String said : List.of("OneTime", "One-Time", "one-time")) {
            assertThat(filter.matches(Dimension.said(Map.of("ChargeFrequency", said), ""), Map.of()))
                    .as(said)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Refund", "UNUSEDRESERVATION", "UnusedSavingsPlan", "RoundingAdjustment"})
    void a_charge_type_that_no_charge_can_have_is_refused_with_those_that_it_can(String value) {
        List<String> problems = new ArrayList<>();
        String filter = "{\"dimensions\":{\"name\":\"ChargeType\",\"operator\":\"In\",\"values\":[\"Usage\",\"" + value
                + "\"]}}";

        read(filter, problems);
        assertThat(problems).singleElement().asString().contains(value, "Usage, Purchase, Tax, Credit and Adjustment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INV-202609-0123456789AB", "inv-202612-abcdefabcdef", "No invoice ID", "NO INVOICE ID"})
    void an_invoice_of_outlays_own_is_refused_in_a_filter_by_invoice_and_nowhere_else(String value) {
        List<String> problems = new ArrayList<>();
        String filter = "{\"dimensions\":{\"name\":\"InvoiceId\",\"operator\":\"In\",\"values\":[\"" + value + "\"]}}";

        read(filter, problems);
        assertThat(problems).singleElement().asString().contains(value, "Outlay's own", "BillingMonth '");
        assertThat(read(filter.replace("InvoiceId", "ResourceId"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INV-1",
                "INV-202600-0123456789AB",
                "INV-202613-0123456789AB",
                "INV-202609-0123456789AG",
                "INV-202609-0123456789ABC",
                "E0400XYZ"
            })
    void any_other_invoice_can_be_one_that_a_source_states(String value) {
        assertThat(read("{\"dimensions\":{\"name\":\"InvoiceId\",\"operator\":\"In\",\"values\":[\"" + value + "\"]}}"))
                .isNotNull();
    }

    @Test
    void and_holds_two_or_more_parts() {
        assertThat(read("{\"and\":[" + SERVICE + "," + TAG + "]}"))
                .isEqualTo(new CostFilter.And(List.of(
                        new CostFilter.DimensionIn("ServiceName", Set.of("a", "b")),
                        new CostFilter.TagIn("env", Set.of("prod")))));
    }

    @Test
    void what_the_database_keeps_reads_back_as_the_same_filter() {
        CostFilter filter = read("{\"and\":[" + SERVICE + "," + TAG + "]}");

        assertThat(filter).isNotNull();
        assertThat(CostFilterJson.read(CostFilterJson.write(filter))).isEqualTo(filter);
    }

    @Test
    void not_turns_a_dimension_or_a_tag_round_alone_or_beside_what_counts() {
        CostFilter service = new CostFilter.DimensionIn("ServiceName", Set.of("a", "b"));
        CostFilter others = new CostFilter.Not(new CostFilter.TagIn("env", Set.of("prod")));

        CostFilter alone = read("{\"not\":" + TAG + "}");
        CostFilter beside = read("{\"not\":" + TAG + "," + SERVICE.substring(1));
        CostFilter besideMany = read("{\"not\":" + TAG + ",\"and\":[" + SERVICE + "," + TAG + "]}");

        assertThat(alone).isEqualTo(others);
        assertThat(beside).isEqualTo(new CostFilter.And(List.of(service, others)));
        assertThat(besideMany)
                .isEqualTo(new CostFilter.And(List.of(service, new CostFilter.TagIn("env", Set.of("prod")), others)));
        for (CostFilter filter : List.of(others, new CostFilter.And(List.of(service, others)))) {
            assertThat(CostFilterJson.read(CostFilterJson.write(filter))).isEqualTo(filter);
        }
        assertThat(others.matches(Map.of(), Map.of())).isTrue();
        assertThat(others.matches(Map.of(), Map.of("env", "Prod"))).isFalse();
        assertThat(CostFilter.hash(others)).isNotEqualTo(CostFilter.hash(new CostFilter.TagIn("env", Set.of("prod"))));
        assertThat(new CostFilter.And(List.of(others, service)).mostSelective()).isEqualTo(service);
    }

    @Test
    void only_some_versions_of_one_provider_know_not() throws JsonProcessingException {
        List<String> problems = new ArrayList<>();

        new FilterJson(FilterGrammar.WITHOUT_NOT, PriceView.INVOICED)
                .read(new ObjectMapper().readTree("{\"not\":" + TAG + "}"), "filter", problems);

        assertThat(problems).singleElement().asString().contains("2019-10-01, 2019-11-01 and 2021-05-01");
        assertThat(FilterGrammar.of("Microsoft.Consumption", "2021-05-01")).isEqualTo(FilterGrammar.WITH_NOT);
        assertThat(FilterGrammar.of("Microsoft.Consumption", "2021-10-01")).isEqualTo(FilterGrammar.WITHOUT_NOT);
        assertThat(FilterGrammar.of("Microsoft.CostManagement", "2019-10-01")).isEqualTo(FilterGrammar.WITH_NOT);
        assertThat(FilterGrammar.of("Microsoft.CostManagement", "2023-11-01")).isEqualTo(FilterGrammar.WITHOUT_NOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "1",
                "{\"not\":{}}",
                "{\"not\":1}",
                "{\"not\":{\"and\":[" + SERVICE + "," + TAG + "]}}",
                "{\"not\":{\"not\":" + TAG + "}}",
                "{\"and\":[" + SERVICE + ",{\"not\":" + TAG + "}]}",
                "{\"or\":[]}",
                "{\"and\":[]}",
                "{\"and\":[" + SERVICE + "]}",
                "{\"and\":[" + SERVICE + ",1]}",
                "{\"and\":[" + SERVICE + ",{\"and\":[" + SERVICE + "," + TAG + "]}]}",
                "{\"and\":[" + SERVICE + "," + TAG + "],\"tags\":{}}",
                "{\"dimensions\":{\"name\":\"Nonsense\",\"operator\":\"In\",\"values\":[\"a\"]}}",
                "{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"NotIn\",\"values\":[\"a\"]}}",
                "{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[]}}",
                "{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\"}}",
                "{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[1]}}",
                "{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"a\\u0000\"]}}",
                "{\"dimensions\":{\"operator\":\"In\",\"values\":[\"a\"]}}",
                "{\"dimensions\":[],\"tags\":[]}",
                "{\"tags\":\"x\"}"
            })
    void anything_else_is_a_problem(String filter) {
        List<String> problems = new ArrayList<>();

        read(filter, problems);

        assertThat(problems).isNotEmpty();
    }

    private static @Nullable CostFilter read(String json) {
        List<String> problems = new ArrayList<>();
        CostFilter filter = read(json, problems);
        assertThat(problems).isEmpty();
        return filter;
    }

    private static @Nullable CostFilter read(String json, List<String> problems) {
        try {
            return new FilterJson(FilterGrammar.WITH_NOT, PriceView.INVOICED)
                    .read(new ObjectMapper().readTree(json), "filter", problems);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
