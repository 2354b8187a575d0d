package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus' own tool takes the rules, and each of them fires when its condition is made true and not before. Where there is no promtool
 * the tests that need it are skipped; {@code .ci/run} installs it.
 */
class PromtoolTest {

    private static final Path TESTS = Repository.root().resolve("helm/src/test/promtool/rules-test.yaml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void renderRules() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), new YAMLMapper().writeValueAsString(Rules.file()));
        Files.copy(TESTS, folder.resolve("rules-test.yaml"));
    }

    @Test
    void promtoolTakesTheRules() throws IOException, InterruptedException {
        assertThat(promtool(0, "check", "rules", "rules.yaml"))
                .doesNotContain("FAILED")
                .contains("SUCCESS: " + Rules.all().size() + " rules found");
    }

    @Test
    void everyRuleFiresWhenItsConditionIsTrueAndNotBefore() throws IOException, InterruptedException {
        assertThat(promtool(0, "test", "rules", "rules-test.yaml"))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    /** What the test above relies on. */
    @Test
    void aRuleThatDoesNotFireIsFound() throws IOException, InterruptedException {
        Path rules = folder.resolve("rules.yaml");
        String rendered = Files.readString(rules);
        String broken = rendered.replace("outlay_outbox_oldest_seconds > 30", "outlay_outbox_oldest_seconds > 30000");
        assertThat(broken).isNotEqualTo(rendered);
        Files.writeString(rules, broken);
        assertThat(promtool(1, "test", "rules", "rules-test.yaml")).contains("FAILED", "OutlayOutboxStands");
    }

    @Test
    void noRuleIsWithoutATest() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (JsonNode test : new YAMLMapper().readTree(Files.readString(TESTS)).path("tests")) {
            String name = test.path("name").asText();
            JsonNode before = test.at("/promql_expr_test/0");
            JsonNode after = test.at("/promql_expr_test/1");
            boolean silentThenFiring = before.path("exp_samples").isEmpty()
                    && after.at("/exp_samples/0/value").asInt() == 1
                    && before.path("expr").equals(after.path("expr"))
                    && after.path("expr").asText().contains("alertname=\"" + name + "\",alertstate=\"firing\"")
                    && minutes(before) < minutes(after);
            if (silentThenFiring) {
                tested.add(name);
            }
        }
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(Rules.all().stream()
                        .map(rule -> rule.path("alert").asText())
                        .toList());
    }

    private static int minutes(JsonNode test) {
        return Integer.parseInt(test.path("eval_time").asText().replace("m", ""));
    }

    /** Whoever is woken reads these: each label that they show has to be one that the alert has or may have. */
    @Test
    void everyRuleSaysHowBadItIsAndWhatItMeans() {
        assertThat(Rules.all()).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.path("for").asText()).matches("[0-9]+[mh]");
            assertThat(rule.at("/annotations/summary").asText()).hasSizeGreaterThan(15);
            assertThat(rule.at("/annotations/description").asText()).hasSizeGreaterThan(15);
            assertThat(Pattern.compile("\\$labels\\.([a-z_]+)")
                            .matcher(rule.path("annotations").toString())
                            .results()
                            .map(found -> found.group(1)))
                    .isSubsetOf(
                            "pod",
                            "job",
                            "namespace",
                            "code",
                            "kind",
                            "state",
                            "reason",
                            "topic",
                            "partition",
                            "account",
                            "source");
        });
    }

    /** @param exit what it has to end with: text on its output alone says nothing of what failed besides */
    private String promtool(int exit, String... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "promtool"))),
                "There is no promtool on PATH (Debian: apt-get install prometheus)");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        return output;
    }
}
