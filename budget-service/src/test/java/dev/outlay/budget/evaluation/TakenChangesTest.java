package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TakenChangesTest {

    private final TakenChanges<String> taken = new TakenChanges<>();

    @Test
    void aChangeIsTakenOnceAndAnEarlierOneThatComesLateIsNot() {
        assertThat(taken.take("a", 4)).isTrue();
        assertThat(taken.take("a", 4)).isFalse();
        assertThat(taken.take("a", 6)).isTrue();
        assertThat(taken.take("a", 5)).as("read before, and heard of later").isFalse();
        assertThat(taken.take("b", 5)).as("of another").isTrue();
    }

    @Test
    void whatIsNotRememberedAnyMoreIsNotTakenAgain() {
        taken.take("a", 4);
        taken.take("b", 9);
        taken.allUpTo(6);

        assertThat(taken.take("a", 4)).isFalse();
        assertThat(taken.take("c", 6))
                .as("nobody has said it, but it has been looked for")
                .isFalse();
        assertThat(taken.take("b", 8)).isFalse();
        assertThat(taken.take("a", 7)).isTrue();
    }

    @Test
    void onlyWhatIsBeyondTheNumberIsRemembered() {
        taken.take("a", 4);
        taken.take("b", 9);
        taken.allUpTo(6);
        assertThat(Remembered.by(taken)).containsExactly("b");

        taken.allUpTo(3);
        assertThat(Remembered.by(taken)).as("an older load that ends later").containsExactly("b");
        taken.allUpTo(9);
        assertThat(Remembered.by(taken)).isEmpty();
    }
}
