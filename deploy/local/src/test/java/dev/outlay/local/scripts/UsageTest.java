package dev.outlay.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say about themselves, which nothing has to be built for. */
class UsageTest {
    @TempDir
    Path directory = Path.of("/unset");

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = new Checkout(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "token", "reconcile", "test"})
    void every_script_says_how_it_is_used(String script) throws Exception {
        for (String help : new String[] {"--help", "-h"}) {
            Checkout.Said said = checkout.run(script, help);
            assertThat(said.status()).as(script + " " + help).isZero();
            assertThat(said.out()).contains("deploy/local/" + script);
            assertThat(said.err()).isEmpty();
        }
        assertThat(checkout.builtAnything()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --fast",
                "up x",
                "up --detach x",
                "down x",
                "down --wipe x",
                "down --wipes",
                "token",
                "token --all",
                "token global-admin x",
                "reconcile x",
                "reconcile --all"
            })
    void what_cannot_be_understood_is_refused_with_the_usage(String line) throws Exception {
        String[] words = line.split(" ", 2);
        Checkout.Said said = checkout.run(words[0], words.length == 1 ? new String[0] : words[1].split(" "));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("Usage: deploy/local/" + words[0]);
        assertThat(checkout.builtAnything()).isFalse();
    }

    @Test
    void every_persona_is_in_the_usage_of_token() throws Exception {
        Checkout.Said said = checkout.run("token", "--help");
        for (Persona persona : Persona.values()) {
            assertThat(said.out()).contains(persona.label());
        }
    }
}
