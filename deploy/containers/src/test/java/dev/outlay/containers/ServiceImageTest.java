package dev.outlay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What images repeat of other places is what stands there, and a service's files are laid out as its image needs them. */
class ServiceImageTest {
    private static final Path ROOT = Path.of(System.getProperty("outlay.root"));

    @ParameterizedTest
    @EnumSource(ServiceImage.class)
    void portsAreThoseThatTheServiceListensOn(ServiceImage service) throws IOException {
        assertThat(Files.readString(
                        ROOT.resolve(service.module()).resolve("src/main/resources/application.properties")))
                .contains("quarkus.http.port=${OUTLAY_HTTP_PORT:" + service.port() + "}")
                .contains("quarkus.management.port=${OUTLAY_MANAGEMENT_PORT:" + service.managementPort() + "}");
    }

    @Test
    void optionsOfTheJvmAreTheChartsAsIsTheUser() throws IOException {
        String values = Files.readString(ROOT.resolve("helm/outlay/values.yaml"));
        assertThat(values.lines().filter(line -> line.strip().equals("javaOptions: " + ServiceImage.JAVA_OPTIONS)))
                .hasSize(3);
        assertThat(values).contains("runAsUser: " + ImageWriter.USER);
    }

    @ParameterizedTest
    @EnumSource(ServiceImage.class)
    void whatQuarkusHasChangedComesBeforeWhatItWasMadeOf(ServiceImage service, @TempDir Path folder)
            throws IOException {
        Path built = folder.resolve(service.module()).resolve("target/quarkus-app");
        for (String file : new String[] {
            "quarkus-run.jar",
            "quarkus/generated-bytecode.jar",
            "quarkus/transformed-bytecode.jar",
            "app/service-0.1.0.jar",
            "lib/boot/b.jar",
            "lib/main/a.jar"
        }) {
            Files.createDirectories(built.resolve(file).getParent());
            Files.writeString(built.resolve(file), file);
        }
        Path stage = Files.createDirectories(folder.resolve("stage"));

        service.stage(folder, stage);

        try (JarFile starter = new JarFile(stage.resolve("service.jar").toFile())) {
            Attributes attributes = starter.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Class-Path"))
                    .isEqualTo("app/transformed-bytecode.jar app/generated-bytecode.jar app/service-0.1.0.jar"
                            + " lib/b.jar lib/a.jar");
            String main = attributes.getValue("Main-Class");
            assertThat(ROOT.resolve(service.module()).resolve("src/main/java/" + main.replace('.', '/') + ".java"))
                    .content()
                    .contains("@QuarkusMain");
        }
        assertThat(Files.getLastModifiedTime(stage.resolve("lib/a.jar")).toInstant())
                .isEqualTo(ImageWriter.CHANGED);
    }
}
