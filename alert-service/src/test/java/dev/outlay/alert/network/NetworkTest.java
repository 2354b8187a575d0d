package dev.outlay.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

    @Test
    void aNetworkIsReadOrRefused() {
        assertThat(Network.read("10.0.0.0/8")).isPresent();
        for (String wrong : List.of("", "10.0.0.0/33", "10.0.0/8", "::1/129", "host/8", "10.0.0.0/-1", "10.0.0.0/x")) {
            assertThat(Network.read(wrong)).as(wrong).isEmpty();
        }
    }
}
