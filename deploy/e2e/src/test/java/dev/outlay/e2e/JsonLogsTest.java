package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.ServiceProcess;
import dev.outlay.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With {@code OUTLAY_LOG_FORMAT=json} every line of every service is an object that has the keys of deploy/runbooks/logs.md alone. */
@Tag("full")
class JsonLogsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern LISTED = Pattern.compile("`((?:context\\.)?[a-zA-Z]+)`");
    private static final Set<String> ALWAYS =
            Set.of("timestamp", "level", "logger", "message", "thread", "service", "context");

    private final Outlay outlay = Outlay.running();
    private final List<ServiceProcess> services = outlay.told("logging", Map.of("OUTLAY_LOG_FORMAT", "json"));
    private final Account account = Account.unique("logs");
    private final String email = account.name() + "@example.com";

    @AfterEach
    void stop() {
        services.forEach(ServiceProcess::close);
    }

    @Test
    void every_line_of_a_service_is_an_object_with_known_keys() {
        List.of(outlay.budget(), outlay.alert()).forEach(ServiceProcess::kill);
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
        crossABudgetWhoseWebhookTakesNothing();

        await("an attempt that failed").atMost(SOON).untilAsserted(() -> assertThat(objects(services.getLast()))
                .anySatisfy(line -> {
                    assertThat(line.at("/context/kind").asText()).isEqualTo("webhook");
                    assertThat(line.at("/context/attempt").asText()).isEqualTo("1");
                    assertThat(line.at("/context/reason").asText()).isNotEmpty();
                    assertThat(UUID.fromString(line.at("/context/delivery").asText()))
                            .isNotNull();
                }));
        services.forEach(this::assertKnown);
    }

    @Test
    void the_default_is_a_line_for_people() {
        assertThat(outlay.ingest().lines())
                .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .*INFO .*started in.*"))
                .noneMatch(line -> line.startsWith("{"));
    }

    private void crossABudgetWhoseWebhookTakesNothing() {
        Client admin = outlay.door(services.get(1), GLOBAL_ADMIN);
        String customer = UUID.randomUUID().toString();
        Answer group = admin.put(
                account.actionGroup("hook") + "?api-version=2021-09-01",
                Bodies.actionGroup("http://127.0.0.1:" + Ports.free() + "/secret-of-a-path"));
        assertThat(group.status()).as(group.body()).isIn(200, 201);
        Answer made = admin.put(
                Account.budget(account.customer(customer), "monthly"),
                Bodies.monthly("100", "GreaterThan", email, account.actionGroup("hook"), 80));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        CostEvents.accepted(admin, List.of(Charge.of("1", account, customer, "81")));
    }

    private void assertKnown(ServiceProcess service) {
        Set<String> listed = listed();
        List<JsonNode> lines = objects(service);
        assertThat(lines).hasSizeGreaterThan(1).allSatisfy(line -> {
            Set<String> keys = keys(line, "");
            assertThat(keys).isSubsetOf(listed).containsAll(ALWAYS);
            assertThat(Instant.parse(line.path("timestamp").asText())).isNotNull();
        });
        assertThat(lines.stream().map(line -> line.path("service").asText()).distinct())
                .containsExactly(nameOf(service));
        assertThat(service.lines()).noneMatch(line -> line.contains(email) || line.contains("secret-of-a-path"));
    }

    private String nameOf(ServiceProcess service) {
        return List.of("usage-ingest-service", "budget-service", "alert-service")
                .get(services.indexOf(service));
    }

    /** What the JVM says of itself on standard error, which goes to the same file here, is no entry of the log: warnings, and a line of nothing after them. */
    private static List<JsonNode> objects(ServiceProcess service) {
        return service.lines().stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("WARNING: "))
                .map(Answer::json)
                .toList();
    }

    private static Set<String> keys(JsonNode object, String above) {
        Set<String> keys = new TreeSet<>();
        object.properties().forEach(entry -> {
            keys.add(above + entry.getKey());
            keys.addAll(keys(entry.getValue(), above + entry.getKey() + "."));
        });
        return keys;
    }

    private static Set<String> listed() {
        Path page = Path.of(System.getProperty("outlay.root", "../..")).resolve("deploy/runbooks/logs.md");
        try {
            return Files.readAllLines(page).stream()
                    .filter(row -> row.startsWith("| `"))
                    .flatMap(row -> LISTED.matcher(row.split("\\|")[1]).results())
                    .map((MatchResult key) -> key.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
