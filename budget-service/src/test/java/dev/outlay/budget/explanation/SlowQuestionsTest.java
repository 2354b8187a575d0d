package dev.outlay.budget.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What took too long is not asked again for a while. */
class SlowQuestionsTest {

    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final AtomicLong time = new AtomicLong();
    private final SlowQuestions slow = new SlowQuestions(time::get, PATIENCE);

    private static ObjectNode crossing() {
        return (ObjectNode) ContractFolder.example("crossing-explained.json").get("data");
    }

    @Test
    void anotherCrossingOfTheSameScopeAndFilterIsSlowUntilItIsForgotten() {
        ObjectNode later = crossing().put("spend", "9000").put("crossedAt", "2026-11-21T10:00:00Z");
        assertThat(slow.isSlow(later)).isFalse();

        slow.remember(crossing(), PATIENCE);
        assertThat(slow.isSlow(later)).isTrue();

        time.addAndGet(SlowQuestions.REMEMBERED.toNanos() + 1);
        assertThat(slow.isSlow(later)).isFalse();
    }

    /** Who comes last in a round has what the others have left. */
    @Test
    void whatHadLessThanFourFifthsOfThePatienceIsNotRemembered() {
        slow.remember(crossing(), Duration.ofMillis(40).minusNanos(1));
        assertThat(slow.isSlow(crossing())).isFalse();

        slow.remember(crossing(), Duration.ofMillis(40));
        assertThat(slow.isSlow(crossing())).isTrue();
    }

    @Test
    void whatAsksForSomethingElseIsNot() {
        slow.remember(crossing(), PATIENCE);

        ObjectNode filtered = crossing();
        filtered.putObject("filter").putObject("tags");
        ObjectNode elsewhere = crossing();
        ((ObjectNode) elsewhere.get("scope")).put("customer", "another");
        ObjectNode longer = crossing();
        ((ObjectNode) longer.get("period")).put("timeGrain", "Weekly");

        assertThat(new ObjectNode[] {filtered, elsewhere, longer, crossing().put("metric", "Amortized")})
                .noneMatch(slow::isSlow);
    }
}
