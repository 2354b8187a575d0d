package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.outlay.alert.delivery.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every spelling and trick by which a webhook could be made to reach back into the house (server-side request forgery), sent by
 * the real transport, with a real name server, while a real server listens at every address of this machine.
 */
@Tag("full")
class NoWayIntoTheHouseTest {

    private static final String PUBLIC = "93.184.216.34";

    private static DnsServer dns;
    private static House house;
    private static SendingAlone sending;

    @BeforeAll
    static void open() {
        dns = new DnsServer()
                .name("loopback", List.of("127.0.0.1"))
                .name("private", List.of("10.0.0.5"))
                .name("metadata", List.of("169.254.169.254"))
                .name("carrier", List.of("100.64.0.7"))
                .name("unspecified", List.of("0.0.0.0"))
                .name("six", List.of("::1"))
                .name("local", List.of("fd00::5"))
                .name("link", List.of("fe80::5"))
                .name("mapped", List.of("::ffff:127.0.0.1"))
                .name("translated", List.of("64:ff9b::7f00:1"))
                .name("first", List.of("127.0.0.1", PUBLIC))
                .name("last", List.of(PUBLIC, "8.8.8.8", "10.0.0.1"))
                .name("families", List.of(PUBLIC, "::1"))
                .alias("alias", "loopback")
                .name("moving", List.of("127.0.0.2"), List.of("127.0.0.1"))
                .name("receiver", List.of("127.0.0.2"));
        house = House.everywhere();
        sending = new SendingAlone(dns, "1-65535");
    }

    /** Nobody came; and whoever had come would have been noticed. */
    @AfterAll
    static void close() throws Exception {
        assertThat(house.visits()).isZero();
        try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            assertThat(visitor.isConnected()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> house.visits() == 1);
        }
        sending.close();
        house.close();
        dns.close();
    }

    @AfterEach
    void nobodyCame() {
        assertThat(house.visits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // As they are.
                "http://127.0.0.1:{port}/",
                "https://127.0.0.1:{port}/",
                "http://127.255.255.254:{port}/",
                "http://0.0.0.0:{port}/",
                "http://0.1.2.3:{port}/",
                "http://10.1.2.3/",
                "http://172.16.0.9/",
                "http://172.31.255.254/",
                "http://192.168.0.7/",
                "http://100.64.0.1/",
                "http://100.127.255.254/",
                "http://100.100.100.200/latest/meta-data",
                "http://169.254.169.254/metadata/instance",
                "http://169.254.170.2/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://192.0.2.55/",
                "http://192.88.99.1/",
                "http://198.18.0.1/",
                "http://198.19.255.254/",
                "http://198.51.100.5/",
                "http://203.0.113.7/",
                "http://224.0.0.1/",
                "http://239.255.255.250/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                // Numbers that programs read differently.
                "http://2130706433:{port}/",
                "http://3232235777/",
                "http://0x7f000001:{port}/",
                "http://0X7F.0.0.1:{port}/",
                "http://0x7f.1:{port}/",
                "http://0177.0.0.1:{port}/",
                "http://017700000001:{port}/",
                "http://0300.0250.0.1/",
                "http://127.1:{port}/",
                "http://127.0.1:{port}/",
                "http://127.0.0.01:{port}/",
                "http://127.0.0.1.:{port}/",
                "http://127.0.0.1..:{port}/",
                "http://0:{port}/",
                "http://0x0:{port}/",
                "http://00000000:{port}/",
                "http://8.8.8.8.:{port}/",
                // IPv6, and IPv4 inside it.
                "http://[::1]:{port}/",
                "http://[0:0:0:0:0:0:0:1]:{port}/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]:{port}/",
                "http://[::]:{port}/",
                "http://[::ffff:127.0.0.1]:{port}/",
                "http://[::ffff:7f00:1]:{port}/",
                "http://[::FFFF:0A00:0001]/",
                "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
                "http://[::127.0.0.1]:{port}/",
                "http://[::ffff:0:127.0.0.1]:{port}/",
                "http://[64:ff9b::127.0.0.1]:{port}/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001::1]/",
                "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
                "http://[2606:4700::5efe:10.0.0.1]/",
                "http://[2606:4700::200:5efe:7f00:1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25lo]:{port}/",
                "http://[fe80::1%lo]:{port}/",
                "http://[::1%25lo]:{port}/",
                "http://[2606:4700::1111%25lo]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/latest/meta-data",
                "http://[fd20:ce::254]/",
                "http://[ff02::1]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[5f00::1]/",
                "http://[100::1]/",
                "http://[4000::1]/",
                // Names of this machine.
                "http://localhost:{port}/",
                "http://LocalHost:{port}/",
                "http://localhost.:{port}/",
                "http://any.localhost:{port}/",
                "http://any.localhost.:{port}/",
                // Whoever is named before the host is not the host.
                "http://public.example@127.0.0.1:{port}/",
                "http://public.example:443@127.0.0.1:{port}/",
                "http://public.example%2F@127.0.0.1:{port}/",
                "http://a:b@[::1]:{port}/",
                "http://public.example@127.0.0.1:{port}@public.example/",
                "http://127.0.0.1:{port}#@public.example/",
                "http://127.0.0.1:{port}?@public.example/",
                "http://127.0.0.1:{port}\\@public.example/",
                "http://public.example\\@127.0.0.1:{port}/",
                // Letters that mean others.
                "http://１２７.０.０.１:{port}/",
                "http://①②⑦.⓪.⓪.①:{port}/",
                "http://127。0。0。1:{port}/",
                "http://127．0．0．1:{port}/",
                "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
                "http://loopback。dns。test:{port}/",
                "http://127%2e0%2e0%2e1:{port}/",
                "http://%31%32%37.0.0.1:{port}/",
                "http://127.0.0.1%00.public.example:{port}/",
                "http://127.0.0.1\t:{port}/",
                "http:// 127.0.0.1:{port}/",
                // Not what it looks like.
                "http:///127.0.0.1:{port}/",
                "http:127.0.0.1:{port}/",
                "//127.0.0.1:{port}/",
                "127.0.0.1:{port}",
                "ftp://127.0.0.1:{port}/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:{port}/_x",
                "jar:http://127.0.0.1:{port}/!/",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:70000/",
                "",
                // Names that lead there.
                "http://loopback.dns.test:{port}/",
                "http://LOOPBACK.dns.test:{port}/",
                "http://loopback.dns.test.:{port}/",
                "https://loopback.dns.test:{port}/",
                "http://private.dns.test/",
                "http://metadata.dns.test/",
                "http://carrier.dns.test/",
                "http://unspecified.dns.test:{port}/",
                "http://six.dns.test:{port}/",
                "http://local.dns.test/",
                "http://link.dns.test/",
                "http://mapped.dns.test:{port}/",
                "http://translated.dns.test:{port}/",
                "http://first.dns.test:{port}/",
                "http://last.dns.test:{port}/",
                "http://families.dns.test:{port}/",
                "http://alias.dns.test:{port}/"
            })
    void isRefusedAndNothingIsReached(String spelling) {
        Outcome outcome = sending.send(spelling.replace("{port}", Integer.toString(house.port())));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo("address-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305, 306, 307, 308, 399})
    void aRedirectIntoTheHouseIsNotFollowed(int status) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        receiver.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + house.port() + "/");
            exchange.getResponseHeaders().set("Refresh", "0; url=http://127.0.0.1:" + house.port() + "/");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        try (SendingAlone allowed = new SendingAlone(dns, "1-65535", "127.0.0.2/32")) {
            Outcome outcome = allowed.send(
                    "http://receiver.dns.test:" + receiver.getAddress().getPort() + "/");

            assertThat(outcome).isInstanceOfSatisfying(Outcome.TryLater.class, later -> assertThat(later.reason())
                    .isEqualTo("redirect"));
            assertThat(calls).hasValue(1);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void aNameThatMovesBetweenCheckAndConnectionIsReachedWhereItWasChecked() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        House.Neighbours neighbours =
                House.atOnePort(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
        HttpServer receiver = neighbours.receiver();
        int port = receiver.getAddress().getPort();
        receiver.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try (House atTheSamePort = neighbours.house();
                SendingAlone allowed = new SendingAlone(dns, "1-65535", "127.0.0.2/32")) {
            Outcome before = allowed.send("http://moving.dns.test:" + port + "/");
            assertThat(dns.asked("moving")).isEqualTo(1);
            Outcome after = allowed.send("http://moving.dns.test:" + port + "/");

            assertThat(before).isInstanceOf(Outcome.Accepted.class);
            assertThat(after).isInstanceOf(Outcome.Refused.class);
            assertThat(dns.asked("moving")).isEqualTo(2);
            assertThat(calls).hasValue(1);
            assertThat(atTheSamePort.visits()).isZero();
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void onlyPortsThatAreAllowedAreGoneTo() {
        try (SendingAlone web = new SendingAlone(dns, "80,443", "127.0.0.0/8")) {
            Outcome outcome = web.send("http://loopback.dns.test:" + house.port() + "/");

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo("address-not-allowed");
                assertThat(refused.detail()).contains("port " + house.port(), "outlay.webhook.allowed-ports");
            });
        }
    }
}
