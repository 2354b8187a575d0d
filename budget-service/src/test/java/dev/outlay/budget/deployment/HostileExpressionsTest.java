package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.AT_TENANT;
import static dev.outlay.budget.deployment.Templates.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands between the brackets is worked out or refused: never anything else, and never for long. */
class HostileExpressionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "listKeys('a', '2020-01-01') | 'listKeys' is not served. (Character 1",
                "concat('a', environment()) | 'environment' is not served. (Character 13",
                "contoso.unique('a') | 'contoso.unique' is not served",
                "map(createArray(), lambda('x', 1)) | 'map' is not served",
                "toLower() | takes 1 argument, and has 0",
                "toLower('a', 'b') | takes 1 argument, and has 2",
                "parameters('none') | the template parameter 'none' is not declared",
                "createObject('a', 1).b | the property 'b' does not exist",
                "createArray(1)[1] | an array is asked for an element",
                "createArray(1)[sub(0, 1)] | an array is asked for an element",
                "'a' 'b' | is not expected here",
                "'a | a text is not ended",
                "add(1 | the expression ends where ')' is expected",
                "add(1; 2) | ';' is not expected",
                "1234567890123456789012 | a whole number of at most 18 digits",
                "add(999999999999999999, mul(999999999999999999, 10)) | no whole number of 64 bits",
                "div(1, 0) | no whole number of 64 bits",
                "mod(1, 0) | no whole number of 64 bits",
                "range(0, 100000) | at most 10000 numbers",
                "int('x') | a whole number",
                "json('{') | a text that is JSON",
                "json('1e999999999') | a text that is JSON",
                "substring('abc', 2, 5) | a start and a length within the text",
                "replace('a', '', 'b') | a text that is not empty",
                "format('{0') | takes a format",
                "format('{0:x}', 1) | takes a format",
                "format('{9}', 1) | takes a format",
                "dateTimeAdd('2026-01-01', 'P999999Y') | between the years 1 and 9999",
                "dateTimeAdd('x', 'P1Y') | takes a date",
                "padLeft('a', 2000000000) | larger than 256 KiB",
                "copyIndex() | within no copy loop",
                "reference('x').y | has not made before",
                "if('true', 1, 2) | takes true or false as argument 1"
            })
    void what_cannot_be_worked_out_is_refused_with_where_it_stands(String expression, String why) {
        assertThatThrownBy(() -> worked(expression))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("InvalidTemplate")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000, 4_000})
    void depth_is_bounded(int depth) {
        assertThatThrownBy(() -> worked("not(".repeat(depth) + "true()" + ")".repeat(depth)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> worked("parameters('a')" + "[0]".repeat(depth)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> worked("parameters('a')" + "[".repeat(depth))).isInstanceOf(RefusedException.class);
    }

    @Test
    void what_refers_to_itself_is_refused() {
        assertThatThrownBy(() -> worked(
                        "variables('a')", "{}", "{\"a\":\"[variables('b')]\",\"b\":\"[variables('A')]\"}", AT_TENANT))
                .hasMessageContaining("refers to itself");
        assertThatThrownBy(() -> worked(
                        "parameters('a')",
                        "{\"a\":{\"type\":\"string\",\"defaultValue\":\"[parameters('a')]\"}}",
                        "{}",
                        AT_TENANT))
                .hasMessageContaining("refers to itself");
    }

    /** Thirty lines that would be a thousand million texts. */
    @Test
    void what_doubles_with_each_line_is_refused_before_it_is_made() {
        String arrays = doubling("[createArray(variables('v%1$d'), variables('v%1$d'))]");
        String texts = doubling("[concat(variables('v%1$d'), variables('v%1$d'))]");
        String replaced = doubling("[replace(variables('v%1$d'), 'a', 'aaaaaaaa')]");

        for (String variables : new String[] {arrays, texts, replaced}) {
            assertThatThrownBy(() -> worked("variables('v30')", "{}", variables, AT_TENANT))
                    .isInstanceOf(RefusedException.class);
        }
    }

    private static String doubling(String step) {
        return "{\"v0\":\"aaaaaaaaaaaaaaaa\","
                + IntStream.rangeClosed(1, 30)
                        .mapToObj(line -> "\"v" + line + "\":\"" + String.format(step, line - 1) + "\"")
                        .collect(Collectors.joining(","))
                + "}";
    }

    @Test
    void a_long_chain_of_variables_is_refused_and_not_followed_into_the_ground() {
        String variables = "{\"v0\":\"a\","
                + IntStream.rangeClosed(1, 2_000)
                        .mapToObj(line -> "\"v" + line + "\":\"[variables('v" + (line - 1) + "')]\"")
                        .collect(Collectors.joining(","))
                + "}";

        assertThatThrownBy(() -> worked("variables('v2000')", "{}", variables, AT_TENANT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void a_longer_expression_than_Azure_takes_is_refused() {
        assertThatThrownBy(() -> worked("'" + "a".repeat(25_000) + "'")).isInstanceOf(RefusedException.class);
    }

    /** A search takes as long as the product of both texts where nearly all of one is in the other; in a loop, more often. */
    @Test
    void what_takes_long_is_refused_before_it_is_begun() {
        String variables = "{\"a\":\"" + "a".repeat(60_000) + "\",\"b\":\"" + "a".repeat(30_000)
                + "b\",\"copy\":[{\"name\":\"often\",\"count\":800,\"input\":\"[equals(variables('a'),"
                + " variables('b'))]\"}]}";

        for (String expression : new String[] {
            "contains(variables('a'), variables('b'))",
            "indexOf(variables('a'), variables('b'))",
            "replace(variables('a'), variables('b'), '')",
            "split(variables('a'), variables('b'))",
            "variables('often')"
        }) {
            assertThatThrownBy(() -> worked(expression, "{}", variables, AT_TENANT))
                    .as(expression)
                    .hasMessageContaining("more work than one deployment may");
        }
    }

    /** Letters, brackets and words of the language in any order. */
    @Test
    void nonsense_is_worked_out_or_refused_and_nothing_else() {
        String[] parts = {
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "'",
            "''",
            "a",
            "1",
            "-",
            " ",
            "{0}",
            "concat(",
            "if(",
            "true()",
            "format(",
            "range(0,9)",
            "createArray(",
            "[0]",
            ".id",
            "subscription()",
            "split('a','b')",
            "\u0000",
            "é",
            "𝄞",
            "null()"
        };
        Random random = new Random(20261127);
        int worked = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder expression = new StringBuilder();
            for (int part = random.nextInt(12); part >= 0; part--) {
                expression.append(parts[random.nextInt(parts.length)]);
            }
            try {
                worked(expression.toString());
                worked++;
            } catch (RefusedException refused) {
                assertThat(refused.refusal().status()).isEqualTo(400);
            }
        }
        assertThat(worked).isPositive();
    }
}
