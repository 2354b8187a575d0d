package dev.outlay.ingest.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void everyCharacterButTheZeroCanBeStoredWhereverItIs() {
        for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            String text = Character.toString(point);
            if (Texts.storable(text) == half) { // a million assertions would take long
                fail("U+%04X".formatted(point));
            }
        }
        assertThat(Texts.storable("")).isTrue();
        assertThat(Texts.storable("aß€😀z\uffff")).isTrue();
    }

    @Test
    void whatCannotBeStoredIsFoundWhereverItIs() {
        for (String before : new String[] {"", "a", "ß", "😀", "\ue000"}) {
            for (String after : new String[] {"", "a", "😀", "\ud83d"}) {
                assertThat(Texts.storable(before + "\0" + after)).isFalse();
                assertThat(Texts.storable(before + "\ude00" + after)).isFalse();
                assertThat(Texts.storable(before + "\ud83d" + after)).isFalse();
            }
        }
    }
}
