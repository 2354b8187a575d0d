package dev.outlay.alert.reached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachedAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8", "127.0.0.1"));

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ReachedAddressTest with(String name, String value) {
        headers.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
        return this;
    }

    private String from(String peer) {
        return from(peer, "outlay.example");
    }

    private String from(String peer, String host) {
        Asked asked = new Asked(peer, "http", host, "192.0.2.7:8080", name -> headers.getOrDefault(name, List.of()));
        return ReachedAddress.of(asked, PROXIES).base();
    }

    @Test
    void whatAnUntrustedPeerSaysOfForwardingIsIgnored() {
        with("Forwarded", "for=1.2.3.4;host=evil.example;proto=https")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Port", "1")
                .with("X-Forwarded-Prefix", "/evil");

        for (String peer :
                List.of("192.0.2.1", "11.0.0.1", "127.0.0.2", "::1", "fe80::1%eth0", "", "10.0.0.1.example")) {
            assertThat(from(peer)).as(peer).isEqualTo("http://outlay.example");
        }
    }

    @Test
    void aHostThatIsNoneIsIgnoredWhoeverSaysIt() {
        for (String host :
                List.of("", "evil.example/x", "a b", "x\"><script>", "user@evil", "a:99999", "a:", "[::1", "h\u00e4")) {
            assertThat(from("192.0.2.1", host)).as(host).isEqualTo("http://192.0.2.7:8080");
            with("X-Forwarded-Host", host);
            assertThat(from(PROXY)).as(host).isEqualTo("http://outlay.example");
        }
        assertThat(from("192.0.2.1", "[2001:db8::1]:8443")).isEqualTo("http://[2001:db8::1]:8443");
    }

    @Test
    void aTrustedProxySaysSchemeHostPortAndPrefix() {
        with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "costs.example")
                .with("X-Forwarded-Port", "8443")
                .with("X-Forwarded-Prefix", "/outlay/v2/");

        assertThat(from(PROXY)).isEqualTo("https://costs.example:8443/outlay/v2");
        assertThat(from("fd00::1")).isEqualTo("https://costs.example:8443/outlay/v2");
        assertThat(from("127.0.0.1")).isEqualTo("https://costs.example:8443/outlay/v2");
    }

    @Test
    void theSchemeAloneLeavesTheHostAndThePortOfASchemeIsNotWritten() {
        with("X-Forwarded-Proto", "HTTPS").with("X-Forwarded-Port", "443");

        assertThat(from(PROXY)).isEqualTo("https://outlay.example");
        assertThat(from(PROXY, "outlay.example:8080")).isEqualTo("https://outlay.example");
        assertThat(from(PROXY, "[2001:db8::443]")).isEqualTo("https://[2001:db8::443]");
    }

    @Test
    void ofAListTheNearestProxySWordCounts() {
        with("X-Forwarded-Host", "evil.example, costs.example").with("X-Forwarded-Proto", "gopher");

        assertThat(from(PROXY)).isEqualTo("http://costs.example");
    }

    @Test
    void forwardedCountsBeforeTheOthers() {
        with("X-Forwarded-Host", "other.example")
                .with("Forwarded", "For=\"[2001:db8::9]:4711\";Host=\"costs.example:8443\"; Proto=https");

        assertThat(from(PROXY)).isEqualTo("https://costs.example:8443");
    }

    @Test
    void ofSeveralProxiesTheOutermostTrustedOneCounts() {
        with("Forwarded", "for=1.2.3.4;host=evil.example, for=192.0.2.9;host=costs.example;proto=https")
                .with("Forwarded", "for=10.9.9.9;host=inner.example;proto=http");

        assertThat(from(PROXY)).isEqualTo("https://costs.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=_hidden;host",
                "host=\"open",
                "host=a;host=b",
                ";;,,",
                "host=evil.example/path",
                "host=\"a b\"",
                "proto=javascript",
                "host=a b;proto=https",
                "=",
                "host=\"\\"
            })
    void aMalformedForwardedSaysNothing(String header) {
        with("Forwarded", header).with("X-Forwarded-Host", "evil.example");

        assertThat(from(PROXY)).isEqualTo("http://outlay.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/../x", "/.", "evil", "/a?b", "/a#b", "/a b", "/%2e"})
    void aPrefixThatIsNoPathIsIgnored(String prefix) {
        with("X-Forwarded-Prefix", prefix);

        assertThat(from(PROXY)).isEqualTo("http://outlay.example");
    }

    @ParameterizedTest
    @CsvSource({
        "https://outlay.example, https://outlay.example",
        "HTTPS://outlay.example:8443/costs/, https://outlay.example:8443/costs",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void anAddressIsConfigured(String url, String base) {
        assertThat(ReachedAddress.of(url).base()).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlay.example", "ftp://outlay.example", "https://", "https://a b", "https://a/..", ""})
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> ReachedAddress.of(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0", "fd00::/129", "10.0.0.0/-1", "1.2.3.256", "::g"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(network);
    }
}
