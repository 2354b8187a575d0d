package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling in which somebody tried to reach back into the house. */
class AddressRulesTest {

    private final AddressRules rules = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:a9fe:a9fe]",
                "[::127.0.0.1]",
                "[fe80::1]",
                "[fec0::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[ff02::1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2002:a9fe:a9fe::1]",
                "[2001:0:1::1]",
                "[2001:db8::1]",
                "[100::1]",
                "localhost",
                "LOCALHOST",
                "x.localhost",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "017700000001",
                "0x7f.1",
                "127.0.0.1.",
                "00.0.0.0",
                "0300.0250.1.1",
                "3232235777"
            })
    void isRefused(String host) {
        assertThat(rules.refusal(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.167.1.1",
                "[2606:4700::1111]",
                "[::ffff:8.8.8.8]",
                "[64:ff9b::808:808]",
                "[2002:808:808::1]",
                "example.com",
                "1password.example",
                "10.example"
            })
    void isNotRefusedByItself(String host) {
        assertThat(rules.refusal(host)).isEmpty();
    }

    @Test
    void anAllowedNetworkIsAllowedAndNoOther() {
        AddressRules some =
                new AddressRules(List.of(Network.of("10.1.0.0/16"), Network.of("fd00::/8"), Network.of("127.0.0.1")));
        assertThat(some.refusal("10.1.200.3")).isEmpty();
        assertThat(some.refusal("[::ffff:10.1.0.1]")).isEmpty();
        assertThat(some.refusal("[fd12::1]")).isEmpty();
        assertThat(some.refusal("127.0.0.1")).isEmpty();
        assertThat(some.refusal("localhost")).isEmpty();
        assertThat(some.refusal("10.2.0.1")).isPresent();
        assertThat(some.refusal("127.0.0.2")).isPresent();
        assertThat(some.refusal("[fc00::1]")).isPresent();
        assertThat(some.refusal("2130706433")).isPresent();
    }
}
