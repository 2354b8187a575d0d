package dev.outlay.containers.inside;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class HealthTest {

    @Test
    void aServiceIsReadyWhenItSaysSoAndNotBefore() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
        int[] status = {503};
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());
            assertThat(Health.isReady(port)).isFalse();

            status[0] = 200;

            assertThat(Health.isReady(port)).isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whereNobodyListensItIsNot() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(Health.isReady(Integer.toString(free))).isFalse();
    }
}
