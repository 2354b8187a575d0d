package dev.outlay.alert.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.link.SignedLinks.Found;
import dev.outlay.alert.link.SignedLinks.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what was signed here, for this, and has not ended holds. */
class SignedLinksTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final UUID MAIL = UUID.fromString("1f5f4ad8-2f7b-4ce6-8f30-0f4f6f2a1c02");

    private final SignedLinks links = SignedLinks.ofKey("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

    private String link(Instant until) {
        return links.write(Purpose.UNSUBSCRIBE, MAIL, until);
    }

    @Test
    void itNamesItsObjectUntilItsEnd() {
        String link = link(NOW.plusSeconds(10));

        assertThat(links.read(Purpose.UNSUBSCRIBE, link, NOW)).isEqualTo(new Found.Valid(MAIL));
        assertThat(links.read(Purpose.UNSUBSCRIBE, link, NOW.plusSeconds(9))).isEqualTo(new Found.Valid(MAIL));
        assertThat(links.read(Purpose.UNSUBSCRIBE, link, NOW.plusSeconds(10))).isEqualTo(new Found.Expired());
    }

    @Test
    void theSameIsWrittenAgainAndNothingOfAPersonIsInIt() {
        assertThat(link(NOW)).isEqualTo(link(NOW)).matches("[A-Za-z0-9_-]{76}");
    }

    @Test
    void whateverIsChangedInItMakesItForeign() {
        String link = link(NOW.plusSeconds(10));
        for (int at = 0; at < link.length(); at++) {
            char other = link.charAt(at) == 'A' ? 'B' : 'A';
            String changed = link.substring(0, at) + other + link.substring(at + 1);
            assertThat(links.read(Purpose.UNSUBSCRIBE, changed, NOW))
                    .as(changed)
                    .isEqualTo(new Found.Foreign());
        }
    }

    @Test
    void whatAnotherKeySignedIsForeign() {
        SignedLinks others = SignedLinks.ofKey("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");
        assertThat(links.read(Purpose.UNSUBSCRIBE, others.write(Purpose.UNSUBSCRIBE, MAIL, NOW.plusSeconds(1)), NOW))
                .isEqualTo(new Found.Foreign());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AQAA", "%%%", "AQ==", "\u00e4", "a b", "AQ.AA"})
    void whatIsNoLinkIsForeign(String text) {
        assertThat(links.read(Purpose.UNSUBSCRIBE, text, NOW)).isEqualTo(new Found.Foreign());
        assertThat(links.read(Purpose.UNSUBSCRIBE, "A".repeat(5000), NOW)).isEqualTo(new Found.Foreign());
    }
}
