package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code helm lint --strict}. */
class LintTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<List<String>> installations() {
        return Chart.INSTALLATIONS.stream();
    }

    @Test
    void theChartAsItIsHasNothingToComplainOf() {
        clean(Repository.chart());
    }

    /** Lint looks at the values of the chart alone, so that those of an installation have to be in their place. */
    @ParameterizedTest
    @MethodSource("installations")
    void neitherHasItWithTheValuesOfAnInstallation(List<String> values) throws IOException {
        ObjectMapper yaml = new YAMLMapper();
        Path copy = folder.resolve("outlay");
        for (Path file : Repository.files(Repository.chart())) {
            Path target = copy.resolve(Repository.chart().relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        Path defaults = copy.resolve("values.yaml");
        Object merged = yaml.readTree(Repository.text(defaults));
        for (String name : values) {
            merged = yaml.readerForUpdating(merged).readTree(Repository.text(Repository.values(name)));
        }
        Files.writeString(defaults, yaml.writeValueAsString(merged));
        clean(copy);
    }

    private static void clean(Path chart) {
        LintResult result = new Helm(chart).lint().strict().call();
        assertThat(result.isFailed())
                .as(() -> String.join("\n", result.getMessages()))
                .isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.startsWith("[WARNING]"));
    }
}
