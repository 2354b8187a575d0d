package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.ingest.allowance.AllowanceConfig;
import dev.outlay.ingest.charge.ProblemCode;
import dev.outlay.ingest.http.AccessConfig;
import dev.outlay.ingest.http.RolesConfig;
import dev.outlay.ingest.imports.ImportConfig;
import dev.outlay.ingest.intake.IntakeConfig;
import dev.outlay.ingest.publish.KafkaConfig;
import dev.outlay.ingest.trace.TracesConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README lists is what there is. */
class DocumentationTest {
    private static final String README = Repository.text("usage-ingest-service/README.md");
    private static final List<Class<?>> CONFIGURATIONS = List.of(
            IntakeConfig.class,
            KafkaConfig.class,
            ImportConfig.class,
            AccessConfig.class,
            RolesConfig.class,
            AllowanceConfig.class,
            TracesConfig.class);
    private static final Pattern METER = Pattern.compile("\"(outlay\\.ingest\\.[a-z.]+)\"");

    @Test
    void everyConfigurationKeyIsListedWithItsDefault() {
        for (Class<?> configuration : CONFIGURATIONS) {
            String prefix = configuration.getAnnotation(ConfigMapping.class).prefix();
            for (Method key : configuration.getMethods()) {
                String name = prefix + "." + kebab(key.getName());
                WithDefault value = key.getAnnotation(WithDefault.class);
                assertThat(README)
                        .as(name)
                        .contains("| `" + name + "` | " + (value == null ? "none" : "`" + value.value() + "`"));
            }
        }
    }

    @Test
    void everyProblemCodeIsExplained() {
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(README).contains("| `" + code.text() + "` |");
        }
    }

    @Test
    void everyMeterIsListed() throws IOException {
        try (Stream<Path> sources = Files.walk(Repository.file("usage-ingest-service/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                for (MatchResult meter :
                        METER.matcher(Files.readString(source)).results().toList()) {
                    if (!Files.readString(source).contains("@ConfigMapping")) {
                        assertThat(README).contains("| `" + meter.group(1) + "` |");
                    }
                }
            }
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
