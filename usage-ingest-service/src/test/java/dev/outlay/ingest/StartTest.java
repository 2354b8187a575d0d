package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class StartTest {

    @Test
    void withoutAKeyToVerifyTokensTheServiceRefusesToStartAndSaysWhatToSet() throws IOException, InterruptedException {
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ingest.class.getName());
        start.environment().keySet().removeIf(name -> name.startsWith("OUTLAY_") || name.startsWith("QUARKUS_"));
        Process process = start.redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output)
                .contains("OUTLAY_TOKEN_PUBLIC_KEY", "OUTLAY_OIDC_SERVER")
                .doesNotContain("\tat ");
    }
}
