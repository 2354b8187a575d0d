package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRulesTest {

    @Test
    void portsAndRangesAreAllowedAndNoOthers() {
        PortRules rules = PortRules.read(List.of("443", " 8000-8002 "));
        for (int port : new int[] {443, 8000, 8001, 8002}) {
            assertThat(rules.refusal(port)).as("%d", port).isEmpty();
        }
        for (int port : new int[] {-1, 0, 80, 442, 7999, 8003, 65_535, 65_536}) {
            assertThat(rules.refusal(port)).as("%d", port).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "9-8", "1-", "-1", "1-2-3", "443;80"})
    void whatIsNoPortStopsTheStartByItsName(String text) {
        assertThatThrownBy(() -> PortRules.read(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outlay.webhook.allowed-ports holds " + text);
    }
}
