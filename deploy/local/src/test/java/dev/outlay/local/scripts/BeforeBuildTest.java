package dev.outlay.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Ports;
import dev.outlay.local.stack.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code up} says before it builds: a build takes minutes, and replaces what a running stack reads its classes from. */
class BeforeBuildTest {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";

    @TempDir
    Path directory = Path.of("/unset");

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = new Checkout(directory);
        moveEveryPort();
    }

    /** To ports that are free now: a test that takes one itself moves them afterwards, or the one that it is given may be among them. */
    private void moveEveryPort() {
        for (Port port : Port.values()) {
            checkout.set(port.variable(), Integer.toString(Ports.free()));
        }
    }

    @Test
    void where_nothing_stands_against_it_up_builds() throws Exception {
        Checkout.Said said = checkout.run("up", "--tls");
        assertThat(said.err()).contains("The build failed").doesNotContain("taken");
        assertThat(checkout.builtAnything()).isTrue();
    }

    @Test
    void who_wants_no_build_is_told_where_nothing_has_been_built() throws Exception {
        Checkout.Said said = checkout.run("up", "--no-build", "--detach");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .isEqualTo("Nothing has been built here yet; deploy/local/up without --no-build builds and starts.\n");
        assertThat(checkout.builtAnything()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void every_port_that_is_taken_is_named_with_its_variable_before_anything_is_built(Port port) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            moveEveryPort();
            checkout.set(port.variable(), Integer.toString(taken.getLocalPort()));
            Checkout.Said said = checkout.run("up", "--tls");
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.err())
                    .isEqualTo("Port " + taken.getLocalPort() + " is taken; " + port.owner() + " needs it. Set "
                            + port.variable() + " to move it.\n");
            assertThat(checkout.builtAnything()).isFalse();
        }
    }

    @Test
    void the_ports_of_what_is_not_started_may_be_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            moveEveryPort();
            checkout.set(Port.BUDGET_TLS.variable(), Integer.toString(taken.getLocalPort()));
            checkout.set(Port.SMTP.variable(), Integer.toString(taken.getLocalPort()));
            checkout.set("OUTLAY_SMTP_HOST", "127.0.0.1");
            checkout.run("up");
            assertThat(checkout.builtAnything()).isTrue();
        }
    }

    @Test
    void the_standard_ports_are_those_of_the_launcher() throws Exception {
        String listed = Files.readString(checkout.root().resolve("deploy/local/before-build"));
        for (Port port : Port.values()) {
            assertThat(listed).contains(port.variable() + " " + port.standard() + " " + port.owner());
        }
    }

    @Test
    void a_port_that_is_no_number_is_named_before_anything_is_built() throws Exception {
        checkout.set(Port.KAFKA.variable(), "many");
        Checkout.Said said = checkout.run("up");
        assertThat(said.err()).isEqualTo("OUTLAY_KAFKA_PORT is 'many'; it has to be a number from 1 to 65535.\n");
        assertThat(checkout.builtAnything()).isFalse();
    }

    @Test
    void nothing_is_built_under_a_stack_that_runs_on_the_same_data() throws Exception {
        Process supervisor = called("dev.outlay.local.stack.Stack");
        try {
            written("run/supervisor.pid", supervisor.pid() + " 2026-01-01T00:00:00Z\n");
            Checkout.Said said = checkout.run("up");
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.err())
                    .isEqualTo("A stack already runs on " + checkout.data() + " (pid " + supervisor.pid()
                            + "); deploy/local/down stops it.\n");
            assertThat(checkout.builtAnything()).isFalse();
        } finally {
            supervisor.destroyForcibly();
        }
    }

    @Test
    void nothing_is_built_under_services_that_run_on_other_data() throws Exception {
        Process service =
                called(checkout.root().resolve("budget-service").resolve(JAR).toString());
        try {
            Checkout.Said said = checkout.run("up");
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.err())
                    .contains("budget-service (pid " + service.pid() + ")")
                    .contains("deploy/local/down");
            assertThat(checkout.builtAnything()).isFalse();
        } finally {
            service.destroyForcibly();
        }
    }

    @Test
    void what_a_killed_stack_has_left_is_no_obstacle_with_its_ports() throws Exception {
        Process left =
                called(checkout.root().resolve("budget-service").resolve(JAR).toString());
        try (ServerSocket its = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            checkout.set(Port.BUDGET.variable(), Integer.toString(its.getLocalPort()));
            written("run/budget-service.pid", left.pid() + " 2026-01-01T00:00:00Z\n");
            written("run/supervisor.pid", "999999999 2026-01-01T00:00:00Z\n");
            checkout.run("up");
            assertThat(checkout.builtAnything()).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }

    private void written(String file, String content) throws IOException {
        Path path = checkout.data().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** A process that does nothing under a name of one's choice. */
    private static Process called(String name) throws IOException {
        return new ProcessBuilder(List.of("bash", "-c", "exec -a \"$0\" sleep 60", name)).start();
    }
}
