package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links begin with the address by which the caller came, whatever somebody says who is not the front door. */
class CallersAddressTest {

    private static final String FRONT_DOOR = "10.9.8.7";

    private final CallersAddress address = new CallersAddress(List.of("10.9.0.0/16", "fd00::/8", "::1"));
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "X-Forwarded-Proto", "https", "X-Forwarded-Host", "costs.example:8443", "X-Forwarded-Prefix", "/outlay"));

    @ParameterizedTest
    @ValueSource(strings = {FRONT_DOOR, "fd12::1", "::1", "0:0:0:0:0:0:0:1"})
    void theFrontDoorIsBelieved(String peer) {
        assertThat(from(peer)).isEqualTo("https://costs.example:8443/outlay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.1", "127.0.0.1", "fe80::1", "front-door.example", ""})
    void nobodyElseIsBelieved(String peer) {
        assertThat(from(peer)).isEqualTo("http://outlay.example:8082");
    }

    @Test
    void whatTheFrontDoorDoesNotSayIsTheRequestsOwn() {
        headers.clear();
        assertThat(from(FRONT_DOOR)).isEqualTo("http://outlay.example:8082");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto  | javascript",
                "X-Forwarded-Proto  | HTTPS://x",
                "X-Forwarded-Host   | evil.example/path",
                "X-Forwarded-Host   | a b",
                "X-Forwarded-Host   | user@evil.example",
                "X-Forwarded-Host   | evil.example, costs.example",
                "X-Forwarded-Prefix | //evil.example",
                "X-Forwarded-Prefix | /../x",
                "X-Forwarded-Prefix | evil",
                "X-Forwarded-Prefix | /a?b",
                "X-Forwarded-Prefix | /a/",
            })
    void whatIsNoAddressIsNotBelievedOfAnybody(String header, String value) {
        headers.put("X-Forwarded-Proto", "http");
        headers.put("X-Forwarded-Host", "outlay.example:8082");
        headers.remove("X-Forwarded-Prefix");
        headers.put(header, value);
        assertThat(from(FRONT_DOOR)).isEqualTo("http://outlay.example:8082");
    }

    @Test
    void aRequestThatNamesNoHostIsAnsweredUnderOneThatLeadsNowhereElse() {
        assertThat(address.of("10.10.0.1", "http", "", headers::get)).isEqualTo("http://localhost");
        assertThat(address.of("10.10.0.1", "http", "a b", headers::get)).isEqualTo("http://localhost");
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallersAddress(List.of("10.0.0.0/99")))
                .withMessageContaining("10.0.0.0/99");
    }

    private String from(String peer) {
        return address.of(peer, "http", "outlay.example:8082", headers::get);
    }
}
