package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final Path OF_CONNECTIONS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    @Test
    void each_is_given_once_and_none_is_one_that_an_outgoing_connection_may_have() throws IOException {
        List<Integer> drawn = Stream.generate(Ports::free).limit(200).toList();

        assertThat(drawn).doesNotHaveDuplicates();
        assumeThat(OF_CONNECTIONS).exists();
        int first = firstOfConnections();
        assumeThat(first)
                .as("the first port of outgoing connections, where nobody set another")
                .isEqualTo(32768);
        assertThat(drawn).allMatch(port -> port < first);
    }

    /** Such a file is empty but for the first read of it. */
    private static int firstOfConnections() throws IOException {
        try (BufferedReader range = Files.newBufferedReader(OF_CONNECTIONS)) {
            return new Scanner(range).nextInt();
        }
    }

    @Test
    void one_that_somebody_listens_on_is_not_free() throws IOException {
        try (ServerSocket taken = new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }
}
