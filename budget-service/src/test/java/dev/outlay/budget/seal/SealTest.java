package dev.outlay.budget.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealTest {

    private final Seal seal = new Seal("0123456789abcdef".repeat(4));

    @Test
    void what_is_sealed_is_opened_for_the_same_purpose_alone() {
        String token = seal.seal("a link", "text \u00fc");

        assertThat(seal.open("a link", token)).contains("text \u00fc");
        assertThat(seal.open("a page", token)).isEmpty();
        assertThat(new Seal("f".repeat(64)).open("a link", token)).isEmpty();
        assertThat(seal.seal("a link", "text \u00fc")).isNotEqualTo(token);
        assertThat(token).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_changed_character_anywhere_is_noticed() {
        String token = seal.seal("a link", "text");
        IntStream.range(0, token.length() - 1).forEach(at -> {
            char other = token.charAt(at) == 'A' ? 'Q' : 'A';
            assertThat(seal.open("a link", token.substring(0, at) + other + token.substring(at + 1)))
                    .as("at " + at)
                    .isEmpty();
        });
        assertThat(seal.open("a link", "")).isEmpty();
        assertThat(seal.open("a link", "!")).isEmpty();
        assertThat(seal.open("a link", "AQ".repeat(10_000))).isEmpty();
    }

    @Test
    void a_key_is_32_bytes() {
        assertThatThrownBy(() -> new Seal("00")).isInstanceOf(IllegalArgumentException.class);
    }
}
