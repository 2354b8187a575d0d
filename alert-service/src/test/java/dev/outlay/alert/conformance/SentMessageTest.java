package dev.outlay.alert.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what an endpoint has answered. */
class SentMessageTest {

    private static final String SIGNATURE =
            Base64.getEncoder().encodeToString(new byte[32]).replace("AAA", "b+/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "you sent v1,%s to me",
                "{\"webhook-signature\":\"v1,%s v1,%s\"}",
                "v1a,%s%s",
                "authorization: Basic %s",
                "key whsec_%s is wrong"
            })
    void nothingThatCouldBeAKeyOrASignatureIsKept(String echo) {
        String kept = SentMessage.excerpt(echo.replace("%s", SIGNATURE));

        assertThat(kept).contains("[left out]").doesNotContain(SIGNATURE.substring(8, 24));
        assertThat(SentMessage.excerpt(echo.replace("%s", SIGNATURE.replace("/", "\\/"))))
                .as("as PHP writes it")
                .doesNotContain(SIGNATURE.substring(8, 16));
        assertThat(SentMessage.excerpt(echo.replace("%s", SIGNATURE.replace("+", "%2B"))))
                .doesNotContain(SIGNATURE.substring(9, 16));
    }

    @Test
    void aShortPasswordIsLeftOutAsWell() {
        assertThat(SentMessage.excerpt("Authorization: Basic dTpw")).isEqualTo("Authorization: [left out]");
        assertThat(SentMessage.excerpt("whsec_abc")).isEqualTo("[left out]");
    }

    @Test
    void itIsShortAndPrintable() {
        assertThat(SentMessage.excerpt("no such\r\n\tkey\u0000 here")).isEqualTo("no such key here");
        assertThat(SentMessage.excerpt("a ".repeat(2000))).hasSize(SentMessage.LONGEST_EXCERPT);
        assertThat(SentMessage.excerpt("a b".repeat(2) + " 3f0c1c0e-0b54-4a3c-8d0a-0f6f5a5b7d11"))
                .as("an id is none")
                .contains("3f0c1c0e-0b54-4a3c-8d0a-0f6f5a5b7d11");
    }
}
