package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.budget;
import static dev.outlay.budget.deployment.Templates.json;
import static dev.outlay.budget.deployment.Templates.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.RefusedException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept and shown of a deployment can be kept, and is no more than was sent could be. */
class ShownValuesTest {

    private static final String TEXT = "[padLeft('', 200000, 'a')]";

    private static String output(String expression) {
        return "{\"resources\":[" + budget("b", "") + "],\"outputs\":{\"o\":{\"type\":\"object\",\"value\":\"["
                + expression + "]\"}}}";
    }

    @Test
    void a_value_that_is_shown_often_counts_as_often() {
        String outputs = IntStream.range(0, 64)
                .mapToObj(n -> "\"o" + n + "\":{\"type\":\"string\",\"value\":\"[variables('v')]\"}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() ->
                        run("{\"variables\":{\"v\":\"" + TEXT + "\"},\"resources\":[],\"outputs\":{" + outputs + "}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("larger than 256 KiB together");
    }

    @Test
    void parameters_and_outputs_are_bounded_together() {
        String parameter = "{\"type\":\"string\",\"defaultValue\":\"" + TEXT + "\"}";
        String template = "{\"parameters\":{\"p\":" + parameter + "%s},\"resources\":[]%s}";

        assertThat(run(String.format(template, "", "")).parameters().size()).isEqualTo(1);
        assertThatThrownBy(() -> run(String.format(template, ",\"q\":" + parameter, "")))
                .hasMessageContaining("larger than 256 KiB together");
        assertThatThrownBy(() -> run(String.format(
                        template, "", ",\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[parameters('p')]\"}}")))
                .hasMessageContaining("larger than 256 KiB together");
    }

    /** What follows from answers can be too much as well. */
    @Test
    void outputs_of_answers_are_bounded_when_they_are_there() {
        DeploymentRun run = run(output("reference('b')"));

        run.answered(
                run.resources().getFirst(), json("{\"properties\":{\"of\":[\"" + "ä".repeat(140_000) + "\"]}}"), false);

        assertThatThrownBy(run::outputs)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("larger than 256 KiB together");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json('{\\\"a\\\":\\\"\\\\u0000\\\"}')",
                "json('{\\\"a\\\\u0000\\\":1}')",
                "json('{\\\"a\\\":\\\"\\\\ud834\\\"}')",
                "createObject(padLeft('', 50001, 'n'), 1)"
            })
    void what_could_not_be_read_again_is_refused_before_anything_is_made(String expression) {
        assertThatThrownBy(() -> run(output(expression)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be kept");
        assertThatThrownBy(() -> run("{\"parameters\":{\"p\":{\"type\":\"object\",\"defaultValue\":\"[" + expression
                        + "]\"}},\"resources\":[]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be kept");
    }

    @Test
    void depth_is_that_of_what_can_be_sent() {
        String deep = "createObject('a',".repeat(28) + "1" + ")".repeat(28);

        assertThat(run(output(deep)).outputs().size()).isEqualTo(1);
        assertThatThrownBy(() -> run(output("createObject('a'," + deep + ")")))
                .hasMessageContaining("cannot be kept")
                .hasMessageContaining("'o'");
    }

    /** Where a template is deployed is kept beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"west\u0000europe", "west\neurope", "", "   ", "\u202eeporue"})
    void a_location_is_printable(String location) {
        ObjectNode body =
                (ObjectNode) json("{\"properties\":{\"mode\":\"Incremental\",\"template\":{\"resources\":[]}}}");
        body.put("location", location);

        assertThatThrownBy(() -> DeploymentRequest.read(body))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'location'");
    }
}
