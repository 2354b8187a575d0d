package dev.outlay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden examples are what their schemas say; that producers write and consumers read them is tested beside each. */
class ContractFolderTest {

    static Stream<String> examples() {
        return ContractFolder.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFitsTheSchemaOfItsType(String file) {
        assertThat(ContractFolder.problems(ContractFolder.example(file))).isEmpty();
    }

    @Test
    void everyEventHasAnExample() {
        List<String> types = examples()
                .map(file -> ContractFolder.example(file).path("type").asText())
                .distinct()
                .toList();

        assertThat(types)
                .containsExactlyInAnyOrder(
                        "dev.outlay.access.v1",
                        "dev.outlay.budget-ending.v1",
                        "dev.outlay.charge.v1",
                        "dev.outlay.crossing-state.v1",
                        "dev.outlay.crossing.v1",
                        "dev.outlay.principal.v1",
                        "dev.outlay.rejected-charge.v1",
                        "dev.outlay.reservation-utilization.v1",
                        "dev.outlay.role.v1");
    }
}
