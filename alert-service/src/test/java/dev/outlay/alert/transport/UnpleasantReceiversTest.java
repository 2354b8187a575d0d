package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.outlay.alert.delivery.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers that answer too much, too slowly or not at all cost themselves, and nobody else. */
@Tag("full")
class UnpleasantReceiversTest {

    private static final byte[] KILOBYTE = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);

    private final DnsServer dns = new DnsServer().name("receiver", List.of("127.0.0.2"));
    private final SendingAlone sending = new SendingAlone(Duration.ofSeconds(5), dns, "1-65535", "127.0.0.2/32");

    @AfterEach
    void close() {
        sending.close();
        dns.close();
    }

    @Test
    void whoeverIsTriedAndDoesNotAnswerTakesNoConnectionFromDeliveries() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            server.setExecutor(threads);
            server.createContext("/silent", exchange -> {
                tried.countDown();
                awaitAtMost(closing);
                exchange.close();
            });
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            String host = "http://127.0.0.2:" + server.getAddress().getPort();
            for (int each = 0; each < 20; each++) {
                sending.tryOut(host + "/silent").subscribe().with(heard -> {});
            }
            assertThat(tried.await(4, TimeUnit.SECONDS)).isTrue();

            assertThat(sending.send(host + "/hook")).isInstanceOf(Outcome.Accepted.class);

            closing.countDown();
            server.stop(0);
        }
    }

    private static void awaitAtMost(CountDownLatch closing) {
        try {
            assertThat(closing.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server that says this, then the other thing again and again until whoever it speaks to hangs up. */
    private static final class Talker implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
        private final CountDownLatch hungUp = new CountDownLatch(1);

        Talker(String first, byte[] again, Duration pause) throws IOException {
            Thread thread = new Thread(() -> talk(first, again, pause), "talker");
            thread.setDaemon(true);
            thread.start();
        }

        private void talk(String first, byte[] again, Duration pause) {
            try (Socket visitor = socket.accept();
                    OutputStream out = visitor.getOutputStream()) {
                visitor.setSoTimeout(Math.toIntExact(Math.max(1, pause.toMillis())));
                out.write(first.getBytes(StandardCharsets.US_ASCII));
                while (!hasLeft(visitor)) {
                    out.write(again);
                    out.flush();
                }
            } catch (IOException gone) {
                // Whoever was spoken to has hung up.
            }
            hungUp.countDown();
        }

        /** Reads what was sent, at the pace of the talk; the end of it means that nobody listens any more. */
        private static boolean hasLeft(Socket visitor) throws IOException {
            try {
                return visitor.getInputStream().read(new byte[65_536]) < 0;
            } catch (SocketTimeoutException nothing) {
                return false;
            }
        }

        String uri() {
            return "http://receiver.dns.test:" + socket.getLocalPort() + "/";
        }

        boolean hasBeenLeft() throws InterruptedException {
            return hungUp.await(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void anAnswerWithoutEndIsNotHeardOut() throws Exception {
        try (Talker talker =
                new Talker("HTTP/1.1 500 Oops\r\nContent-Length: 9999999999\r\n\r\n", KILOBYTE, Duration.ofMillis(1))) {
            Outcome outcome = sending.send(talker.uri());

            assertThat(outcome).isInstanceOfSatisfying(Outcome.TryLater.class, later -> {
                assertThat(later.reason()).isEqualTo("server-error");
                assertThat(later.detail()).hasSizeLessThan(2_200);
            });
            assertThat(talker.hasBeenLeft()).isTrue();
        }
    }

    @Test
    void whoSaysYesAndThenGoesOnForEverHasSaidYes() throws Exception {
        try (Talker talker = new Talker(
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", new byte[] {'x'}, Duration.ofMillis(50))) {
            assertThat(sending.send(talker.uri())).isInstanceOf(Outcome.Accepted.class);
            assertThat(talker.hasBeenLeft()).isTrue();
        }
    }

    @Test
    void anAnswerThatTricklesIsHungUpOnWhenItsTimeIsOver() throws Exception {
        try (Talker talker = new Talker("HTTP/1.1 500 Oops\r\nX: ", new byte[] {'x'}, Duration.ofMillis(50))) {
            Outcome outcome = sending.send(talker.uri());

            assertThat(outcome).isInstanceOfSatisfying(Outcome.TryLater.class, later -> assertThat(later.reason())
                    .isEqualTo("timeout"));
            assertThat(talker.hasBeenLeft()).isTrue();
        }
    }

    @Test
    void headersWithoutEndAreNotHeardOut() throws Exception {
        try (Talker talker = new Talker("HTTP/1.1 200 OK\r\nX: ", KILOBYTE, Duration.ofMillis(1))) {
            assertThat(sending.send(talker.uri())).isInstanceOf(Outcome.TryLater.class);
            assertThat(talker.hasBeenLeft()).isTrue();
        }
    }

    @Test
    void namesThatNobodyAnswersForHoldUpNoOtherName() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        List<AtomicReference<Outcome>> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                AtomicReference<Outcome> outcome = new AtomicReference<>();
                silent.add(outcome);
                sending.start("http://silent-" + i + ".dns.test/").subscribe().with(outcome::set);
            }
            Outcome other = sending.send(
                    "http://receiver.dns.test:" + receiver.getAddress().getPort() + "/");

            assertThat(other).isInstanceOf(Outcome.Accepted.class);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> silent.stream().allMatch(each -> each.get() instanceof Outcome.TryLater));
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void whomTheUriNamesIsSentAsBasicAuthorization() throws Exception {
        AtomicReference<String> authorization = new AtomicReference<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        receiver.createContext("/", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            sending.send("http://Aladdin:open%20sesame@receiver.dns.test:"
                    + receiver.getAddress().getPort() + "/");

            assertThat(authorization).hasValue("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        } finally {
            receiver.stop(0);
        }
    }
}
