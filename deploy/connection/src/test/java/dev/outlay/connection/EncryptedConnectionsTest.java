package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.LocalCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of connections holds where they are encrypted: there the front door's HTTP begins behind TLS, which also says the version. */
@Tag("full")
class EncryptedConnectionsTest {

    @TempDir
    Path directory = Path.of("/unset");

    private GuardedServer server;

    @BeforeEach
    void listen() throws Exception {
        LocalCertificate made = LocalCertificate.in(directory.resolve("keys"));
        server = new GuardedServer(new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(made.certificate().toString())
                        .addKeyPath(made.key().toString())));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private NetSocket connect() throws Exception {
        return GuardedServer.got(server.vertx()
                .createNetClient(
                        new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm(""))
                .connect(server.port(), "127.0.0.1"));
    }

    /** What has come when the other side closes the connection. */
    private String exchanged(String request, boolean isTrickling) throws Exception {
        NetSocket socket = connect();
        Buffer come = Buffer.buffer();
        AtomicBoolean isClosed = new AtomicBoolean();
        socket.handler(come::appendBuffer);
        socket.closeHandler(closed -> isClosed.set(true));
        socket.write(request);
        if (isTrickling) {
            server.vertx().setPeriodic(50, beat -> socket.write("y"));
        }
        await().atMost(Duration.ofSeconds(30)).until(isClosed::get);
        return come.toString();
    }

    @Test
    void aHeadThatTricklesInIsRefused() throws Exception {
        assertThat(exchanged("GET / HTTP/1.1\r\nX: ", true))
                .startsWith("HTTP/1.1 408")
                .contains("{\"error\":{\"code\":\"RequestTimeout\"");
    }

    @Test
    void whatIsNoRequestIsRefusedWithTheEnvelope() throws Exception {
        assertThat(exchanged("GET / HTTP/1.1\r\n\r\nnonsense\r\n\r\n", false))
                .startsWith("HTTP/1.1 200")
                .contains("goodHTTP/1.1 400", "x-ms-request-id: ", "{\"error\":{\"code\":\"BadRequest\"");
    }

    @Test
    void whoeverTakesNothingOfItsAnswerIsCutOff() throws Exception {
        NetSocket socket = connect();
        socket.pause();
        GuardedServer.got(socket.write("GET /endless HTTP/1.1\r\n\r\n"));
        server.awaitSending();
        server.awaitGivenUp();
    }

    @Test
    void alsoInHttp2() throws Exception {
        GuardedServer.got(server.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setSsl(true)
                        .setTrustAll(true)
                        .setUseAlpn(true)
                        .setProtocolVersion(HttpVersion.HTTP_2))
                .request(HttpMethod.GET, server.port(), "127.0.0.1", "/endless")
                .compose(request -> request.exceptionHandler(reset -> {}).send())
                .map(response -> response.exceptionHandler(reset -> {}).pause().version()));
        server.awaitSending();
        server.awaitGivenUp();
    }
}
