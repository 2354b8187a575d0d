package dev.outlay.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Ports;
import dev.outlay.local.stack.Port;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts find a JDK by themselves, or say what to install. */
class FindJdkTest {
    @TempDir
    Path directory = Path.of("/unset");

    private Checkout checkout;
    private Path usual;

    @BeforeEach
    void a_machine_without_a_jdk() throws IOException {
        checkout = new Checkout(directory);
        usual = checkout.withoutJdks();
        for (Port port : Port.values()) {
            checkout.set(port.variable(), Integer.toString(Ports.free()));
        }
    }

    @Test
    void where_there_is_none_every_script_says_what_to_install() throws Exception {
        for (String script : new String[] {"up", "test"}) {
            Checkout.Said said = checkout.run(script);
            assertThat(said.status()).as(script).isEqualTo(1);
            assertThat(said.err())
                    .isEqualTo(
                            "Outlay needs a JDK of 21 or newer and found none.\n"
                                    + "Install one, for instance Temurin 25, and set JAVA_HOME to it if it is in an unusual folder.\n");
        }
        assertThat(checkout.builtAnything()).isFalse();
    }

    @Test
    void a_wrong_java_home_is_named() throws Exception {
        Path nowhere = directory.resolve("no-jdk");
        checkout.set("JAVA_HOME", nowhere.toString());
        Checkout.Said said = checkout.run("up");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("found none.\n", "JAVA_HOME is " + nowhere + ", where there is no JDK.\n", "Install one");
        assertThat(checkout.builtAnything()).isFalse();
    }

    @Test
    void what_is_too_old_is_named_wherever_it_is() throws Exception {
        Path old = Checkout.jdk(directory.resolve("mine"), "17.0.9");
        Path older = Checkout.jdk(usual.resolve("jdk-11"), "11.0.2");
        checkout.set("JAVA_HOME", old.toString());
        Checkout.Said said = checkout.run("up");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains(
                        "found none (the newest is 11 in " + older.toRealPath() + ").\n",
                        "JAVA_HOME is " + old + ", where there is only a JDK 17.\n");
        assertThat(checkout.builtAnything()).isFalse();
    }

    @Test
    void beside_a_wrong_java_home_the_newest_of_the_usual_folders_is_taken() throws Exception {
        Checkout.jdk(usual.resolve("jdk-21"), "21.0.1");
        Path newest = Checkout.jdk(usual.resolve("jdk-25"), "25");
        Checkout.jdk(usual.resolve("jdk-8"), "1.8.0_402");
        checkout.set("JAVA_HOME", directory.resolve("no-jdk").toString());
        assertThat(checkout.run("up").err()).contains("The build failed");
        assertThat(checkout.builtOn()).isEqualTo(newest.toRealPath().toString());
    }

    @Test
    void the_one_in_java_home_comes_before_the_one_on_the_path_and_that_before_a_newer_one() throws Exception {
        Path own = Checkout.jdk(directory.resolve("mine"), "21.0.3");
        Path onPath = Checkout.jdk(directory.resolve("on-path"), "22");
        Checkout.jdk(usual.resolve("jdk-25"), "25");
        checkout.onPath(onPath);

        checkout.run("up");
        assertThat(checkout.builtOn()).isEqualTo(onPath.toRealPath().toString());
        checkout.set("JAVA_HOME", own.toString());
        checkout.run("up");
        assertThat(checkout.builtOn()).isEqualTo(own.toString());
    }
}
