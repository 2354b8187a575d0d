package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Scripts;
import dev.outlay.e2e.running.Trust;
import dev.outlay.local.ProcessEnd;
import dev.outlay.local.stack.Port;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises to somebody who runs the scripts. */
@Tag("full")
class LocalStackTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String API_VERSION = "?api-version=2023-11-01";
    private static final Pattern RECOUNTED =
            Pattern.compile("Recounted (\\d+) ledger rows, (\\d+) rollup rows, (\\d+) spends: 0 differences\\s*");

    @TempDir
    Path directory = Path.of("/unset");

    private Scripts scripts;

    @BeforeEach
    void useADataFolderOfOnesOwn() throws IOException {
        scripts = new Scripts(directory.toRealPath());
    }

    @AfterEach
    void leaveNothing() {
        scripts.close();
    }

    @Test
    void within_a_minute_of_being_ready_an_alert_is_in_the_inbox_and_a_second_start_finds_the_data_of_the_first() {
        Scripts.Said up = scripts.up();
        assertThat(up.text()).contains("Ready", scripts.url(Port.BUDGET), scripts.url(Port.INBOX), "made-up");

        await("a webhook").atMost(A_MINUTE).until(() -> !inbox("/webhooks").isEmpty());
        JsonNode webhook = inbox("/webhooks").path(0);
        JsonNode alert = Answer.json(webhook.path("body").asText());
        assertThat(alert.path("id").asText())
                .isEqualTo(webhook.path("headers").path("webhook-id").asText());
        String name = alert.at("/data/budget/name").asText();
        JsonNode mail = await("the mail of the same alert")
                .atMost(A_MINUTE)
                .until(() -> mailOf(name), found -> !found.isMissingNode());

        String token = scripts.run("token", "global-admin").out().strip();
        String budget = alert.at("/data/budget/id").asText();
        BigDecimal spend = spend(token, budget);
        assertThat(spend)
                .isGreaterThanOrEqualTo(new BigDecimal(alert.at("/data/spend").asText()));
        long rows = recounted();
        assertThat(rows).isPositive();
        assertExported(
                token, budget.replaceFirst("(?i)/providers/Microsoft\\.(Consumption|CostManagement)/budgets/.*", ""));

        Scripts.Said again = scripts.run("up", "--no-build", "--detach");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.text())
                .contains("A stack already runs on " + scripts.data())
                .contains("deploy/local/down");
        assertThat(scripts.run("down").status()).isZero();
        assertNothingRuns();
        Scripts.Said alone = scripts.run("reconcile");
        assertThat(alone.status()).isEqualTo(1);
        assertThat(alone.text()).contains("is the stack up?");

        // Without the sample partner nothing comes that the first start has not left.
        scripts.up("--empty");
        assertThat(spend(token, budget)).isGreaterThanOrEqualTo(spend);
        assertThat(inbox("/messages")).contains(mail);
        assertThat(inbox("/webhooks")).contains(webhook);
        assertThat(recounted()).isGreaterThanOrEqualTo(rows);
    }

    @Test
    void a_taken_port_is_named_and_nothing_runs_then_and_an_empty_stack_is_empty() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            scripts.move(Port.KAFKA, taken.getLocalPort());
            Scripts.Said refused = scripts.run("up", "--no-build", "--detach", "--empty");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.text())
                    .contains("Port " + taken.getLocalPort()
                            + " is taken; Kafka needs it. Set OUTLAY_KAFKA_PORT to move it.");
            assertNothingRuns();
        }

        Scripts.Said up = scripts.up("--empty", "--tls");
        assertThat(up.text()).contains("Ready").doesNotContain("made-up");
        assertTrusted(up.text());
        assertThat(recounted()).isZero();
        assertThat(inbox("/messages")).isEmpty();
        assertThat(inbox("/webhooks")).isEmpty();

        assertThat(scripts.run("down", "--wipe").status()).isZero();
        assertNothingRuns();
        assertThat(scripts.data()).doesNotExist();
    }

    /** What `up --tls` prints is enough for a program that knows nothing else: where, and what to believe. */
    private void assertTrusted(String said) {
        Matcher trust =
                Pattern.compile("-Djavax\\.net\\.ssl\\.trustStore=(\\S+)").matcher(said);
        String url = scripts.url(Port.BUDGET_TLS).replaceFirst("http://[^:]+", "https://localhost");
        assertThat(said).contains(url, "curl --cacert ", "NODE_EXTRA_CA_CERTS=", "REQUESTS_CA_BUNDLE=");
        assertThat(trust.find()).as(said).isTrue();
        HttpRequest asked = HttpRequest.newBuilder(URI.create(url + "/metadata/endpoints?api-version=2019-05-01"))
                .build();
        try (HttpClient believing = HttpClient.newBuilder()
                        .sslContext(Trust.of(Path.of(trust.group(1))))
                        .build();
                HttpClient stranger = HttpClient.newHttpClient()) {
            assertThat(believing.send(asked, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> stranger.send(asked, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(said, failed);
        }
    }

    /** What is exported lies in the data folder, as `up` has said. */
    private void assertExported(String token, String scope) {
        Client client = new Client(scripts.url(Port.BUDGET), token);
        String export = scope + "/providers/Microsoft.CostManagement/exports/tried";
        Answer made = client.put(export + API_VERSION, """
                {"properties": {"format": "Csv",
                  "deliveryInfo": {"destination": {"container": "exports", "rootFolderPath": "tried"}},
                  "definition": {"type": "ActualCost", "timeframe": "MonthToDate"}}}
                """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        Answer asked = client.post(export + "/run" + API_VERSION, "application/json", "");
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);

        JsonNode run = await("the file of an export")
                .atMost(A_MINUTE)
                .until(
                        () -> client.get(export + "/runHistory" + API_VERSION)
                                .json()
                                .at("/value/0/properties"),
                        properties -> Set.of("Completed", "Failed", "DataNotAvailable")
                                .contains(properties.path("status").asText()));
        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("Completed");
        assertThat(scripts.data()
                        .resolve("exports")
                        .resolve(run.path("fileName").asText()))
                .isNotEmptyFile();
    }

    private BigDecimal spend(String token, String budget) {
        Answer answer = new Client(scripts.url(Port.BUDGET), token).get(budget + "?api-version=2019-10-01");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.currentSpend();
    }

    /** How many ledger rows the recount has found, and no difference. */
    private long recounted() {
        Scripts.Said said = scripts.run("reconcile");
        Matcher counts = RECOUNTED.matcher(said.out());
        assertThat(counts.matches()).as(said.text()).isTrue();
        assertThat(said.status()).isZero();
        return Long.parseLong(counts.group(1));
    }

    private JsonNode mailOf(String budget) {
        for (JsonNode mail : inbox("/messages")) {
            if (mail.path("subject").asText().contains(budget)) {
                return mail;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode inbox(String path) {
        return new Client(scripts.url(Port.INBOX), null).get(path).json();
    }

    /** Neither a service nor a process that works on the data folder. */
    private void assertNothingRuns() {
        for (Port port : List.of(Port.BUDGET, Port.INGEST, Port.ALERT, Port.INBOX)) {
            assertThat(new Client(scripts.url(port), null).tried("GET", "/").status())
                    .as(port.owner())
                    .isZero();
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> !ProcessEnd.hasCome(process))
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(scripts.data().toString())))
                .isEmpty();
    }
}
