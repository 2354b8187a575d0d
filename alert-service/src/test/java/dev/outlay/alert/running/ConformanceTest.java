package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.running.WilfulReceiver.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A receiver that does as docs/webhooks.md says passes, and each that does something else fails where it is wrong. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ConformanceTest {

    private static final String[] NAMES = {
        "signed", "wrong-signature", "late", "early", "duplicate", "reordered", "oversize", "rotated-key", "retired-key"
    };

    private final Outlay outlay = new Outlay();
    private final Conformance conformance = new Conformance(outlay);

    @TempDir
    Path folder;

    @Inject
    MovableClock clock;

    @BeforeEach
    void enough() {
        conformance.enough();
    }

    @AfterEach
    void close() {
        outlay.close();
    }

    /** All passed, but for some of which something else was found. */
    private static Map<String, String> passed(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>();
        Arrays.stream(NAMES).forEach(name -> all.put(name, "Passed"));
        all.putAll(others);
        return all;
    }

    private String rotated(String group) {
        Outlay.Answer answer = outlay.admin(
                "POST", "/v1/webhooks" + group + "/rotate", "{\"receiverName\":\"hook\",\"overlap\":\"PT0S\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("secret").asText();
    }

    @Test
    void theReceiverOfThePagePassesEveryCase() throws Exception {
        Assumptions.assumeTrue(isInstalled("python3"), "python3 is not installed");
        String page = Files.readString(Repository.root().resolve("docs/webhooks.md"));
        Matcher program = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(page);
        for (String name : new String[] {"verify.py", "receiver.py"}) {
            assertThat(program.find()).as(name).isTrue();
            assertThat(program.group(1)).contains(name);
            Files.writeString(folder.resolve(name), program.group(1));
        }
        // Other tests have moved the service's clock on; Python reads this file before any program.
        long ahead = Duration.between(Instant.now(), clock.instant()).toSeconds();
        Files.writeString(
                folder.resolve("sitecustomize.py"),
                "import time\nreal = time.time\ntime.time = lambda: real() + " + ahead + "\n");
        LoopbackPort port = LoopbackPort.free();
        String uri = "http://127.0.0.2:" + port.number() + "/hook";
        String group = Groups.webhook(outlay, uri);
        String secret = rotated(group);
        ProcessBuilder builder = new ProcessBuilder("python3", "receiver.py", Integer.toString(port.number()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("WEBHOOK_KEY", secret);
        builder.environment().put("PYTHONPATH", folder.toString());
        Process python = builder.start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(port::answers);

            JsonNode report = conformance.report(group);

            assertThat(Conformance.findings(report))
                    .as(report.toPrettyString() + Files.readString(folder.resolve("output")))
                    .isEqualTo(passed(Map.of()));
            assertThat(report.path("state").asText()).isEqualTo("Completed");
            assertThat(report.path("result").asText()).isEqualTo("Passed");
            for (String broken : new String[] {
                "content-length: 2\r\nwebhook-id: x\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,\u00e9",
                "content-length: 2\r\nwebhook-id: x\r\nwebhook-timestamp: "
                        + clock.instant().getEpochSecond() + "\r\nwebhook-signature: v1,\u00e9",
                "content-length: -1",
                "content-length: x",
                "host: x"
            }) {
                assertThat(port.said(broken)).as(broken).contains(" 400 ");
            }
            assertThat(port.said("content-length: 1048577")).contains(" 413 ");
            assertThat(new Webhooks(outlay).verify(group).status()).isEqualTo(200);
            new Webhooks(outlay).awaitVerification(group, "Verified", "challenge");
        } finally {
            python.destroy();
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** A fault, and what is found where it is not passed. Of an earlier key nothing can be said where there was none. */
    @ParameterizedTest
    @CsvSource({
        "TAKES_EVERYTHING, wrong-signature=Failed: HTTP 200|late=Failed: HTTP 200|early=Failed: HTTP 200|retired-key=Failed: HTTP 200",
        "IGNORES_TIME, late=Failed: HTTP 200|early=Failed: HTTP 200",
        "IGNORES_TIME_AHEAD, early=Failed: HTTP 200",
        "FAILS_AT_DUPLICATES, duplicate=Failed: HTTP 500 to message 2",
        "FAILS_AT_WHAT_IS_LATE, reordered=Failed: HTTP 409 to message 2",
        "TAKES_LITTLE, oversize=Failed: HTTP 413",
        "LOOKS_AT_ONE_SIGNATURE, rotated-key=Failed: HTTP 400",
        "KEEPS_OLD_KEYS, retired-key=Failed: HTTP 200",
        "REFUSES_WITH_500, wrong-signature=Failed: HTTP 500|late=Failed: HTTP 500|early=Failed: HTTP 500|retired-key=Failed: HTTP 500",
    })
    void aNaiveReceiverFailsWhereItIsWrongAndNowhereElse(Fault fault, String others) {
        try (WilfulReceiver receiver = new WilfulReceiver(clock, fault)) {
            String group = Groups.webhook(outlay, receiver.uri());
            String secret = rotated(group);
            receiver.knows(Base64.getDecoder().decode(secret.substring("whsec_".length())));

            JsonNode report = conformance.report(group);

            Map<String, String> wrong = new HashMap<>();
            for (String other : others.split("\\|")) {
                wrong.put(other.substring(0, other.indexOf('=')), other.substring(other.indexOf('=') + 1));
            }
            assertThat(Conformance.findings(report)).isEqualTo(passed(wrong));
            assertThat(report.path("result").asText()).isEqualTo("Failed");
            wrong.keySet().forEach(name -> {
                JsonNode failed = Conformance.of(report, name);
                assertThat(failed.path("advice").asText()).isNotBlank();
                assertThat(failed.path("documentation").asText()).isEqualTo("docs/webhooks.md#" + name);
            });
            assertThat(Conformance.of(report, "signed").path("advice").isNull()).isTrue();
        }
    }

    @Test
    void aKeyThatAnotherWebhookOfTheSameReceiverHasIsNotRetired() {
        try (WilfulReceiver receiver = new WilfulReceiver(clock, Fault.KEEPS_OLD_KEYS)) {
            String group = Groups.webhook(outlay, receiver.uri());
            String other = Groups.webhook(outlay, receiver.uri());
            receiver.knows(Base64.getDecoder().decode(rotated(group).substring("whsec_".length())));

            JsonNode report = conformance.report(group);

            assertThat(Conformance.findings(report))
                    .isEqualTo(passed(Map.of("retired-key", "NotApplicable: key-in-use")));
            assertThat(report.path("result").asText()).isEqualTo("Passed");
            assertThat(Conformance.of(report, "retired-key").path("messages")).isEmpty();

            receiver.knows(Base64.getDecoder().decode(rotated(other).substring("whsec_".length())));
            assertThat(Conformance.findings(conformance.report(group)))
                    .as("nobody signs with it any more")
                    .isEqualTo(passed(Map.of("retired-key", "Failed: HTTP 200")));
        }
    }

    @Test
    void oneThatRefusesEverythingHasPassedNothing() {
        try (WilfulReceiver receiver = new WilfulReceiver(clock, Fault.REFUSES_EVERYTHING)) {
            JsonNode report = conformance.report(Groups.webhook(outlay, receiver.uri()));

            Map<String, String> findings = Conformance.findings(report);
            assertThat(findings).doesNotContainValue("Passed");
            assertThat(findings)
                    .containsEntry("signed", "Failed: HTTP 400")
                    .containsEntry("wrong-signature", "NotApplicable: refuses-good-messages")
                    .containsEntry("retired-key", "NotApplicable: no-earlier-key");
        }
    }

    @Test
    void everyMessageIsMarkedAsATestAndIsWhatItsCaseSays() {
        try (WilfulReceiver receiver = new WilfulReceiver(clock)) {
            String group = Groups.webhook(outlay, receiver.uri());

            JsonNode report = conformance.report(group);

            assertThat(Conformance.findings(report))
                    .isEqualTo(passed(Map.of("retired-key", "NotApplicable: no-earlier-key")));
            assertThat(report.path("result").asText()).isEqualTo("Passed");
            assertThat(receiver.messages()).hasSize(10).allSatisfy(message -> {
                String body = new String(message.body(), StandardCharsets.UTF_8);
                assertThat(body).contains("\"test\":true", "Conformance_test_budget");
                assertThat(message.header("webhook-request-origin")).isEqualTo("outlay.example");
            });
            JsonNode duplicate = Conformance.of(report, "duplicate").path("messages");
            assertThat(duplicate.get(0).path("webhookId"))
                    .isEqualTo(duplicate.get(1).path("webhookId"));
            assertThat(duplicate.get(1).path("webhookTimestamp").asLong())
                    .as("signed anew, though both were sent within a second")
                    .isGreaterThan(duplicate.get(0).path("webhookTimestamp").asLong());
            byte[] first = receiver.messages().get(4).body();
            assertThat(receiver.messages().get(5).body()).isEqualTo(first);
            assertThat(Conformance.of(report, "oversize")
                            .at("/messages/0/bytes")
                            .asInt())
                    .isBetween(1_000_000, 1024 * 1024);
            assertThat(Conformance.of(report, "rotated-key")
                            .at("/messages/0/signatures")
                            .asInt())
                    .isEqualTo(2);
            long sent = Conformance.of(report, "late")
                    .at("/messages/0/webhookTimestamp")
                    .asLong();
            assertThat(clock.instant().getEpochSecond() - sent).isBetween(600L, 660L);
            assertThat(Conformance.of(report, "signed").at("/messages/0/answer").asText())
                    .isEqualTo("said 200");
        }
    }

    @Test
    void whoeverHasThePublicHalfOfAPairIsTriedWithPairs() {
        try (WilfulReceiver receiver = new WilfulReceiver(clock, Fault.TAKES_EVERYTHING)) {
            String group = Groups.webhook(outlay, receiver.uri());
            outlay.admin(
                    "POST",
                    "/v1/webhooks" + group + "/rotate",
                    "{\"receiverName\":\"hook\",\"signature\":\"v1a\",\"overlap\":\"PT0S\"}");

            conformance.report(group);

            assertThat(receiver.messages().stream().map(message -> message.header("webhook-signature")))
                    .hasSize(11)
                    .allMatch(signatures -> signatures.matches("v1a,\\S+( v1a,\\S+)?|v1,\\S+"))
                    .filteredOn(signatures -> signatures.startsWith("v1,"))
                    .as("with the key that it had before")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AzureCommonAlert, '\"customProperties\":{\"test\":\"true\"}'",
        "AzureBudgetNotification, '\"Test\":\"true\"'",
        "AzureBudgetNotification2018, '\"Test\":\"true\"'"
    })
    void whoeverIsToldInAFormOfAzuresIsTriedInIt(String format, String mark) {
        try (WilfulReceiver receiver = new WilfulReceiver(clock)) {
            String group = Groups.at(Crossings.ACCOUNT);
            String body = Groups.webhookBody(receiver.uri())
                    .replace("\"secret\"", "\"bodyFormat\":\"" + format + "\",\"secret\"");
            outlay.admin("PUT", group + Groups.VERSION, body);

            JsonNode report = conformance.report(group);

            assertThat(Conformance.findings(report))
                    .isEqualTo(passed(Map.of("retired-key", "NotApplicable: no-earlier-key")));
            assertThat(report.path("bodyFormat").asText()).isEqualTo(format);
            assertThat(receiver.messages())
                    .allSatisfy(message -> assertThat(new String(message.body(), StandardCharsets.UTF_8))
                            .contains(mark));
            assertThat(Conformance.of(report, "oversize")
                            .at("/messages/0/bytes")
                            .asInt())
                    .isBetween(4_000, 16 * 1024);
        }
    }
}
