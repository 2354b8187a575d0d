package dev.outlay.budget.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What took too long is not asked again for a while. */
class SlowQuestionsTest {

    private final AtomicLong time = new AtomicLong();
    private final SlowQuestions slow = new SlowQuestions(time::get);

    private static ObjectNode crossing() {
        return (ObjectNode) ContractFolder.example("crossing-explained.json").get("data");
    }

    @Test
    void anotherCrossingOfTheSameScopeAndFilterIsSlowUntilItIsForgotten() {
        ObjectNode later = crossing().put("spend", "9000").put("crossedAt", "2026-11-21T10:00:00Z");
        assertThat(slow.isSlow(later)).isFalse();

        slow.remember(crossing());
        assertThat(slow.isSlow(later)).isTrue();

        time.addAndGet(SlowQuestions.REMEMBERED.toNanos() + 1);
        assertThat(slow.isSlow(later)).isFalse();
    }

    @Test
    void whatAsksForSomethingElseIsNot() {
        slow.remember(crossing());

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
