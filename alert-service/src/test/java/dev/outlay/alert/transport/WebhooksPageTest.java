package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.actiongroup.WebhookSecret.Scheme;
import dev.outlay.alert.conformance.ConformanceCase;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.RetryPolicy;
import dev.outlay.alert.running.Repository;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/webhooks.md tells receivers works: each of its programs knows a message that the real transport has sent. */
class WebhooksPageTest {

    private static final Map<String, List<String>> PROGRAMS = Map.of(
            "java",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "Verify.java"),
            "javascript", List.of("node", "verify.mjs"),
            "python", List.of("python3", "verify.py"),
            "go", List.of("go", "run", "verify.go"),
            "sh", List.of("sh", "verify.sh"));

    private static final WebhookSecret BEFORE = WebhookSecret.make();
    private static final WebhookSecret SHARED = WebhookSecret.make();
    private static final WebhookSecret PAIR = WebhookSecret.make(Scheme.V1A);

    @TempDir
    Path folder;

    private static Postbox postbox;
    private static SendingAlone sending;

    @BeforeAll
    static void open() {
        postbox = new Postbox();
        sending = new SendingAlone(host -> List.of(InetAddress.getByName(host)), "1-65535", "127.0.0.2/32");
    }

    @AfterAll
    static void close() {
        sending.close();
        postbox.close();
    }

    private static String page() throws IOException {
        return Files.readString(Repository.root().resolve("docs/webhooks.md"));
    }

    private static boolean isInstalled(String program) {
        return program.contains(File.separator)
                || Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private int run(List<String> program, String key, String timestamp, String signatures, byte[] body)
            throws Exception {
        Postbox.Message message = postbox.last();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(message.header("webhook-id"), timestamp, signatures));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("WEBHOOK_KEY", key);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Process process = builder.start();
        process.getOutputStream().write(body);
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s", command).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @CsvSource({"java, true", "javascript, true", "python, false", "go, true", "sh, true"})
    void theProgramKnowsAGenuineMessageAndNoOther(String language, boolean knowsPairs) throws Exception {
        List<String> program = Objects.requireNonNull(PROGRAMS.get(language));
        Assumptions.assumeTrue(isInstalled(program.getFirst()), program.getFirst() + " is not installed");
        Matcher text =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page());
        assertThat(text.find()).as("a program in " + language).isTrue();
        Files.writeString(folder.resolve(program.getLast()), text.group(1));

        for (WebhookSecret key : knowsPairs ? List.of(SHARED, PAIR) : List.of(SHARED)) {
            assertThat(sending.send(postbox.uri(), key, BEFORE)).isInstanceOf(Outcome.Accepted.class);
            Postbox.Message message = postbox.last();
            String known = key.publicKey().orElseGet(key::reveal);
            String other = key == SHARED
                    ? WebhookSecret.make().reveal()
                    : WebhookSecret.make(Scheme.V1A).publicKey().orElseThrow();
            String timestamp = message.header("webhook-timestamp");
            String signatures = message.header("webhook-signature");
            byte[] changed = message.body().clone();
            changed[changed.length / 2]++;

            assertThat(run(program, known, timestamp, signatures, message.body()))
                    .as(Files.readString(folder.resolve("output")))
                    .isZero();
            assertThat(run(program, known, timestamp, signatures, changed)).isEqualTo(1);
            assertThat(run(program, other, timestamp, signatures, message.body()))
                    .isEqualTo(1);
            String before = Long.toString(Long.parseLong(timestamp) - 600);
            String late = StandardWebhook.signatures(
                    List.of(key), message.header("webhook-id"), Long.parseLong(before), message.body());
            assertThat(run(program, known, before, late, message.body()))
                    .as("signed ten minutes ago; with openssl time is not looked at")
                    .isEqualTo(language.equals("sh") ? 0 : 1);
            if (!language.equals("java")) { // Each run of it compiles it.
                String later = Long.toString(Long.parseLong(timestamp) + 1);
                assertThat(run(program, known, later, signatures, message.body()))
                        .isEqualTo(1);
            }
        }
        assertThat(run(
                        program,
                        BEFORE.reveal(),
                        postbox.last().header("webhook-timestamp"),
                        postbox.last().header("webhook-signature"),
                        postbox.last().body()))
                .as("during the overlap of a rotation the key before is good as well")
                .isZero();
    }

    @Test
    void thePageHasAPlaceForEachCaseOfAConformanceRun() throws IOException {
        String page = page();
        for (ConformanceCase each : ConformanceCase.values()) {
            assertThat(each.documentation()).isEqualTo("docs/webhooks.md#" + each.word());
            assertThat(page).contains("\n### " + each.word() + "\n");
        }
        assertThat(page).contains("at most " + Parcel.MOST_ALERTS + " alerts");
    }

    @Test
    void thePageSaysWhenItIsTriedAgain() throws IOException {
        assertThat(page()).contains(words(RetryPolicy.STANDARD.waits()));
        List<Duration> exceeded = RetryPolicy.OF_WHAT_IS_EXCEEDED.waits();
        assertThat(exceeded.subList(1, 9))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30));
        assertThat(page()).contains("after 5, 15 and 30 s and 1, 2, 5, 10 and 30 m first");
    }

    private static String words(List<Duration> waits) {
        return String.join(
                ", ", waits.stream().skip(1).map(WebhooksPageTest::word).toList());
    }

    private static String word(Duration wait) {
        return wait.toSeconds() < 60
                ? wait.toSeconds() + " s"
                : wait.toMinutes() < 60 ? wait.toMinutes() + " m" : wait.toHours() + " h";
    }
}
