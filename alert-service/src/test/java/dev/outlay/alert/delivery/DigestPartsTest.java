package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of one digest no more joins at once than leaves it as small as receivers are told. */
class DigestPartsTest {

    private static PlannedDelivery of(String receiver) {
        return new PlannedDelivery(
                UUID.randomUUID(),
                "webhook",
                receiver,
                "https://hooks.example/",
                "https://hooks.example:443",
                Optional.empty(),
                DeliveryState.Gathering,
                Optional.empty(),
                Optional.empty(),
                Optional.of("digest"),
                Optional.empty(),
                List.of(),
                false);
    }

    private static Stream<PlannedDelivery> some(int number, String receiver) {
        return Stream.generate(() -> of(receiver)).limit(number);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "50, 1, 50", "51, 2, 1", "120, 3, 20"})
    void fiftyOfOneJoinAtOnce(int number, int expected, int last) {
        List<PlannedDelivery> planned = some(number, "one").toList();

        List<List<PlannedDelivery>> parts = FullDigestsTable.parts(planned);

        assertThat(parts).hasSize(expected);
        assertThat(parts.getLast()).hasSize(last);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(planned);
    }

    @Test
    void thoseOfSeveralAreCountedApart() {
        List<PlannedDelivery> planned =
                Stream.concat(some(60, "one"), some(120, "other")).collect(Collectors.toCollection(ArrayList::new));
        Collections.swap(planned, 0, 100);

        List<List<PlannedDelivery>> parts = FullDigestsTable.parts(planned);

        assertThat(parts).hasSize(3);
        assertThat(parts.stream().map(part -> ofOne(part, "one"))).containsExactly(50L, 10L, 0L);
        assertThat(parts.stream().map(part -> ofOne(part, "other"))).containsExactly(50L, 50L, 20L);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(planned);
    }

    private static long ofOne(List<PlannedDelivery> part, String receiver) {
        return part.stream().filter(each -> each.receiver().equals(receiver)).count();
    }
}
