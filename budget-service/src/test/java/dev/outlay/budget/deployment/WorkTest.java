package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.spent;
import static dev.outlay.budget.deployment.Templates.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worked out is counted by what it takes, so that nothing keeps a processor for long. */
class WorkTest {

    /** Numbers, a text as long as one may be, an object of many members, and arrays of arrays and of objects. */
    private static final String LARGEST =
            "{\"ns\":\"[range(0,10000)]\",\"t\":\"[padLeft('', 262000, 'a')]\",\"many\":{\"copy\":[{\"name\":\"it\",\"count\":800,\"input\":\"x\"}]},"
                    + "\"copy\":[{\"name\":\"lists\",\"count\":60,\"input\":\"[range(0,800)]\"},"
                    + "{\"name\":\"objects\",\"count\":800,\"input\":{\"a\":1,\"b\":2}},"
                    + "{\"name\":\"empty\",\"count\":800,\"input\":\"\"}]}";

    private static final String IN_LOOPS =
            "{\"copy\":[{\"name\":\"outer\",\"count\":60,\"input\":{\"copy\":[{\"name\":\"inner\",\"count\":800,\"input\":\"[empty(string(equals(0, length(createArray(%s)))))]\"}]}}]}";

    /** What looks at each element or character takes as much as there are of them, a quarter of it where they are characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "min(variables('ns'))",
                "max(variables('ns'))",
                "skip(variables('ns'), 9999)",
                "take(variables('ns'), 0)",
                "concat(variables('ns'), variables('ns'))",
                "contains(variables('ns'), -1)",
                "indexOf(variables('ns'), -1)",
                "lastIndexOf(variables('ns'), -1)",
                "union(variables('ns'), createArray())",
                "equals(variables('ns'), variables('ns'))",
                "string(variables('ns'))",
                "join(variables('ns'), '')",
                "createArray(variables('ns'))",
                "flatten(variables('lists'))",
                "shallowMerge(variables('objects'))",
                "indexOf(variables('t'), 'b')",
                "lastIndexOf(variables('t'), 'b')",
                "contains(variables('t'), 'b')",
                "replace(variables('t'), 'b', 'c')",
                "split(variables('t'), 'b')",
                "startsWith(variables('t'), variables('t'))",
                "endsWith(variables('t'), 'a')",
                "substring(variables('t'), 1)",
                "take(variables('t'), 1)",
                "skip(variables('t'), 1)",
                "first(variables('t'))",
                "length(variables('t'))",
                "toUpper(variables('t'))",
                "toLower(variables('t'))",
                "trim(variables('t'))",
                "base64(variables('t'))",
                "guid(variables('t'))",
                "uniqueString(variables('t'))",
                "concat(variables('t'), '')",
                "format('{0}', variables('t'))",
                "padLeft(variables('t'), 3)",
                "less(variables('t'), variables('t'))",
                "json(concat('[', join(variables('ns'), ','), ']'))"
            })
    void a_function_takes_as_much_as_it_looks_at(String expression) {
        String variable = expression.contains("'t'") ? "'t'" : "'ns'";
        if (expression.contains("lists") || expression.contains("objects")) {
            variable = expression.contains("lists") ? "'lists'" : "'objects'";
        }
        long known = spent("variables(" + variable + ")", LARGEST);
        int least =
                switch (variable) {
                    case "'t'" -> 262_000 / 4;
                    case "'lists'" -> 48_000;
                    case "'objects'" -> 1_600;
                    default -> 10_000;
                };

        assertThat(spent(expression, LARGEST) - known).isGreaterThanOrEqualTo(least);
    }

    /** 230 characters that took four seconds of an event loop. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "min(variables('ns'))",
                "first(skip(variables('ns'), 9999))",
                "indexOf(variables('t'), 'b')",
                "join(variables('empty'), '')",
                "dateTimeAdd('2026-01-01', 'P1D')"
            })
    void what_is_little_by_itself_is_refused_where_it_is_asked_for_forty_eight_thousand_times(String expression) {
        String variables = LARGEST.substring(0, LARGEST.length() - 2) + ",{\"name\":\"often\",\"count\":60,\"input\":"
                + String.format(IN_LOOPS, expression) + "}]}";

        assertThat(spent("length(variables('often'))", variables)).isGreaterThan(4_000_000);
        assertThatThrownBy(() -> worked("length(variables('often'))", "{}", variables, Templates.AT_TENANT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("more work than one deployment may");
    }

    @Test
    void a_date_takes_more_than_a_number() {
        assertThat(spent("dateTimeAdd('2026-01-01', 'P1D')", "{}")).isGreaterThan(200);
    }

    @Test
    void a_second_of_a_processor_ends_it_whatever_was_counted() {
        AtomicLong time = new AtomicLong();
        Work work = new Work(time::get);

        work.timed(() -> {
            time.addAndGet(Duration.ofMillis(900).toNanos());
            work.spend(2_000);
            return 0;
        });
        time.addAndGet(Duration.ofMinutes(1).toNanos());
        work.spend(2_000);

        assertThatThrownBy(() -> work.timed(() -> {
                    time.addAndGet(Duration.ofMillis(101).toNanos());
                    work.spend(2_000);
                    return 0;
                }))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a second of a processor");
        assertThatThrownBy(work::requireLeft).hasMessageContaining("a second of a processor");
    }

    @Test
    void what_is_refused_for_its_depth_has_not_begun() {
        Work work = new Work();
        for (int depth = 0; depth < 150; depth++) {
            work.enter();
        }

        for (int more = 0; more < 3; more++) {
            assertThatThrownBy(work::enter).hasMessageContaining("deep");
        }
        work.leave();
        work.enter();
    }

    /** Also by what goes on after a refusal. */
    @Test
    void nothing_is_worked_out_once_nothing_is_left() {
        Work work = new Work();

        assertThatThrownBy(() -> work.spend(4_000_001)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(work::requireLeft).hasMessageContaining("more work than one deployment may");
    }
}
