package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.openapi.ContractVersions;
import dev.outlay.openapi.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every version that the contract names is answered: whoever wrote a client against it need not change it. */
class ContractVersionsTest {

    @BeforeEach
    void readable() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
    }

    /** @param least of them, so that a contract that is written in another way is noticed */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Microsoft.Consumption    | api-versions: Consumption     | CostManagement | 16",
                "Microsoft.CostManagement | CostManagement 2019-04-01-pre | .              |  9",
                "Microsoft.CostManagement | api-versions: 2018-05-31      | `$top`         | 20",
                "Microsoft.CostManagement | /generateCostDetailsReport` ( | body           |  4",
                "Microsoft.CostManagement | /pricesheets/default/downloa  | 202 Location   |  2",
                "Microsoft.CostManagement | Views: GET                    | properties     |  7",
                "Microsoft.Billing        | ## 9. Billing resources       | All reads 200  |  3",
            })
    void whatTheContractNamesIsAnswered(String provider, String begin, String end, int least) {
        var named = ContractVersions.between(begin, end);

        assertThat(named).hasSizeGreaterThanOrEqualTo(least);
        assertThat(named).allSatisfy(version -> assertThat(ApiVersions.refusal(provider, version))
                .as(version)
                .isEmpty());
    }
}
