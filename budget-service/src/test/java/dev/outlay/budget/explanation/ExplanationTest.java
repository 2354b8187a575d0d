package dev.outlay.budget.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.analysis.ComparedCost;
import dev.outlay.budget.analysis.ComparedCost.By;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.TimeGrain;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is told of costs that were compared, and that it is written as the contract says. */
class ExplanationTest {

    private static final String SUBSCRIPTION = "6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10";

    private static final ComparedDays DAYS = ComparedDays.of(
                    TimeGrain.MONTHLY,
                    new Period(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01")),
                    LocalDate.parse("2026-11-20"))
            .orElseThrow();

    private static ComparedCost cost(By by, String name, String now, String before) {
        return new ComparedCost(by, name, "", new BigDecimal(now), new BigDecimal(before));
    }

    private static Explanation told(ComparedCost... compared) {
        return Explanation.of(DAYS, "CHF", compared[0].now(), List.of(compared)).orElseThrow();
    }

    @Test
    void itIsWrittenAsTheGoldenExampleAndFitsTheSchema() {
        JsonNode golden = ContractFolder.example("crossing-explained.json");
        List<ComparedCost> compared = new ArrayList<>(List.of(
                cost(By.ALL, "", "8012.400000000000000001", "6420.15"),
                cost(By.SERVICE, "Storage", "1089.65", "1519.65"),
                cost(By.SERVICE, "Virtual Machines", "5210.75", "3400.50"),
                cost(By.SERVICE, "Azure OpenAI", "212.000000000000000001", "0"),
                cost(By.SUBSCRIPTION, SUBSCRIPTION, "7112.400000000000000001", "5520.15"),
                new ComparedCost(
                        By.RESOURCE_GROUP,
                        "rg-data",
                        SUBSCRIPTION,
                        new BigDecimal("1689.650000000000000001"),
                        new BigDecimal("2119.65")),
                new ComparedCost(
                        By.RESOURCE_GROUP,
                        "rg-web",
                        SUBSCRIPTION,
                        new BigDecimal("5422.75"),
                        new BigDecimal("3400.50"))));
        Collections.shuffle(compared, new Random(7));

        assertThat(ExplanationJson.of(
                                Explanation.of(
                                                DAYS,
                                                "CHF",
                                                new BigDecimal(
                                                        golden.at("/data/spend").asText()),
                                                compared)
                                        .orElseThrow(),
                                null)
                        .toString())
                .isEqualTo(golden.at("/data/explanation").toString());
        assertThat(ContractFolder.problems(golden)).isEmpty();
    }

    @Test
    void threeOfEachAreToldThatHaveChangedMostUpOrDown() {
        Explanation told = told(
                cost(By.ALL, "", "100", "90"),
                cost(By.SERVICE, "little", "2", "1"),
                cost(By.SERVICE, "down", "0", "30"),
                cost(By.SERVICE, "up", "31", "0"),
                cost(By.SERVICE, "middle", "25", "20"),
                cost(By.SERVICE, "same", "500", "500.00"));

        assertThat(told.services()).extracting(ComparedCost::name).containsExactly("up", "down", "middle");
    }

    @Test
    void whatChangedAsMuchIsInTheOrderOfNames() {
        Explanation told = told(
                cost(By.ALL, "", "0", "0"),
                cost(By.SUBSCRIPTION, "b", "1", "0"),
                cost(By.SUBSCRIPTION, "c", "0", "1.0"),
                cost(By.SUBSCRIPTION, "a", "1.00", "0"));

        assertThat(told.subscriptions()).extracting(ComparedCost::name).containsExactly("a", "b", "c");
    }

    @Test
    void whatHasNoNameIsInTheSumAlone() {
        Explanation told = told(cost(By.ALL, "", "10", "0"), cost(By.SERVICE, "", "10", "0"));

        assertThat(told.services()).isEmpty();
        assertThat(told.all().change()).isEqualByComparingTo("10");
    }

    @Test
    void nothingIsToldWhereNothingHasChanged() {
        assertThat(Explanation.of(
                        DAYS,
                        "CHF",
                        BigDecimal.TEN,
                        List.of(cost(By.ALL, "", "10", "10.0"), cost(By.SERVICE, "one", "10", "10"))))
                .isEmpty();
    }

    /** A purchase that is dated on a later day may be what crossed: the rest would be the wrong answer. */
    @Test
    void nothingIsToldWhereTheDaysDoNotAddUpToTheSpendThatCrossed() {
        List<ComparedCost> compared = List.of(cost(By.ALL, "", "10.00", "3"), cost(By.SERVICE, "one", "10", "3"));

        assertThat(Explanation.of(DAYS, "CHF", new BigDecimal("10.00000000001"), compared))
                .isEmpty();
        assertThat(Explanation.of(DAYS, "CHF", new BigDecimal("10"), compared)).isPresent();
    }

    @Test
    void nothingIsToldWhereNothingCouldBeCompared() {
        assertThat(Explanation.of(DAYS, "CHF", BigDecimal.ZERO, List.of())).isEmpty();
    }

    /** At a subscription its groups are in it, whether or not the comparison says so. */
    @Test
    void aResourceGroupIsInTheSubscriptionOfTheScopeUnlessItSaysAnother() {
        Explanation told = told(cost(By.ALL, "", "10", "0"), cost(By.RESOURCE_GROUP, "rg", "10", "0"));

        assertThat(ExplanationJson.of(told, SUBSCRIPTION)
                        .at("/resourceGroups/0/subscription")
                        .asText())
                .isEqualTo(SUBSCRIPTION);
        assertThat(ExplanationJson.of(told, null).at("/resourceGroups/0").has("subscription"))
                .isFalse();
    }
}
