package dev.outlay.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.running.Repository;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.settings.SettingsCheck;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tables say what the code says. */
class ReadmeTest {

    private static String readme() throws IOException {
        return Files.readString(Repository.root().resolve("alert-service/README.md"));
    }

    private static void collect(Class<?> type, String prefix, Map<String, String> keys) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                continue;
            }
            String key = prefix + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getName().startsWith(Settings.class.getName())) {
                collect(method.getReturnType(), key + ".", keys);
            } else {
                keys.put(
                        key,
                        Optional.ofNullable(method.getAnnotation(WithDefault.class))
                                .map(WithDefault::value)
                                .orElse(""));
            }
        }
    }

    @Test
    void everyKeyIsInTheTableWithItsVariableAndItsDefault() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        collect(Settings.class, "outlay.", keys);
        assertThat(keys).hasSizeGreaterThan(12);
        String readme = readme();
        keys.forEach((key, value) -> {
            String variable = key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
            Matcher row = Pattern.compile("\\| `" + Pattern.quote(key) + "` \\| `" + variable + "` \\| ([^|]*) \\|")
                    .matcher(readme);
            assertThat(row.find()).as("a row for " + key + " with " + variable).isTrue();
            if (!value.isEmpty()) {
                assertThat(row.group(1)).as(key).contains(value);
            }
        });
        List<String> rows = new ArrayList<>();
        Matcher row =
                Pattern.compile("\\| `(outlay\\.[a-z.\\-]+)` \\| `OUTLAY_").matcher(readme);
        while (row.find()) {
            rows.add(row.group(1));
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(keys.keySet());
    }

    @Test
    void everyMetricOfTheCodeIsInTheTable() throws IOException {
        String readme = readme();
        Pattern name = Pattern.compile("\"(outlay\\.alert\\.[a-z.]+)\"");
        try (Stream<Path> files = Files.walk(Repository.root().resolve("alert-service/src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith("Metrics.java"))
                    .toList()) {
                Matcher metric = name.matcher(Files.readString(file));
                while (metric.find()) {
                    assertThat(readme).contains("`" + metric.group(1) + "`");
                }
            }
        }
    }

    @Test
    void defaultsAreWithinTheirBoundsAndOthersAreToldByTheirKey() {
        assertThat(SettingsCheck.problems(settings(Map.of()))).isEmpty();
        assertThat(SettingsCheck.problems(settings(Map.of("outlay.paging.size", "0"))))
                .containsExactly("outlay.paging.size is 0 and must be from 1 to 1000");
        assertThat(SettingsCheck.problems(settings(Map.of("outlay.delivery.lease", "10s"))))
                .singleElement()
                .asString()
                .startsWith("outlay.delivery.lease must be longer");
        assertThat(SettingsCheck.problems(
                        settings(Map.of("outlay.webhook.unverified", "withhold", "outlay.webhook.handshake", "false"))))
                .singleElement()
                .asString()
                .contains("nobody could agree");
    }

    private static Settings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValues(values)
                .withDefaultValue("outlay.secret-key", "x")
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(Settings.class);
    }
}
