package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboards ask for metrics that there are. */
class MetricsTest {

    /** What a name in an expression can be besides a metric: after a bracket, a label; before one, a function. */
    private static final Pattern METRIC = Pattern.compile("\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\\b(?!\\s*[(=!~])");

    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\bby\\s*\\([^)]*\\)|\"[^\"]*\"|\\$__?[a-z_]+");

    private final Set<String> exported = ExportedMetrics.all();

    @Test
    void whatIsExportedIsReadFromTheCode() {
        assertThat(exported)
                .contains(
                        "outlay_ingest_accepted_events_total",
                        "outlay_ingest_request_seconds_bucket",
                        "outlay_ingest_imports_total",
                        "outlay_stream_lag_seconds",
                        "outlay_stream_rejected_total",
                        "outlay_stream_batch_time_seconds",
                        "outlay_outbox_oldest_seconds",
                        "outlay_alert_delivery_attempts_total",
                        "outlay_alert_deliveries_overdue_seconds")
                .doesNotContain("outlay_stream_batch_time_seconds_bucket");
    }

    @Test
    void aMetricThatThereIsNotIsFound() {
        assertThat(metrics("sum by (pod, le) (rate(outlay_a_total{code=\"b_c\"}[$__rate_interval])) > 0"))
                .containsExactly("outlay_a_total");
        assertThat(exported).doesNotContain("outlay_a_total");
    }

    @Test
    void everyRuleAsksForMetricsThatThereAre() {
        for (JsonNode rule : Rules.all()) {
            Set<String> asked = metrics(rule.path("expr").asText());
            if (!rule.path("expr").asText().contains("up{")) {
                assertThat(asked).as(rule.path("alert").asText()).isNotEmpty();
            }
            assertThat(exported).as(rule.path("alert").asText()).containsAll(asked);
        }
    }

    @Test
    void everyPanelAsksForMetricsThatThereAre() throws IOException {
        for (Path file : Repository.files(Repository.chart().resolve("dashboards"))) {
            JsonNode dashboard = new ObjectMapper().readTree(Repository.text(file));
            List<JsonNode> targets = dashboard.findValues("expr");
            assertThat(targets).as("%s", file).hasSizeGreaterThan(10);
            for (JsonNode expression : targets) {
                Set<String> asked = metrics(expression.asText());
                assertThat(asked).as(expression.asText()).isNotEmpty();
                assertThat(exported).as(expression.asText()).containsAll(asked);
            }
        }
    }

    @Test
    void noPanelLiesOnAnother() throws IOException {
        for (Path file : Repository.files(Repository.chart().resolve("dashboards"))) {
            List<JsonNode> places = new ArrayList<>();
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel :
                    new ObjectMapper().readTree(Repository.text(file)).path("panels")) {
                assertThat(ids.add(panel.path("id").asInt()))
                        .as("%s", panel.path("title"))
                        .isTrue();
                JsonNode place = panel.path("gridPos");
                assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
                assertThat(places).as("%s", panel.path("title")).noneMatch(other -> overlap(other, place));
                places.add(place);
            }
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return meet(one, other, "x", "w") && meet(one, other, "y", "h");
    }

    private static boolean meet(JsonNode one, JsonNode other, String from, String extent) {
        return one.path(from).asInt()
                        < other.path(from).asInt() + other.path(extent).asInt()
                && other.path(from).asInt()
                        < one.path(from).asInt() + one.path(extent).asInt();
    }

    /** A page that nobody is led to, and a link that leads nowhere, are both of no use at night. */
    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        Map<String, String> links = Rules.links();
        Set<String> pages = new TreeSet<>();
        try (var files = Files.list(Repository.root().resolve("deploy/runbooks"))) {
            files.map(page -> page.getFileName().toString())
                    .filter(page -> !Set.of("README.md", "logs.md", "traces.md").contains(page))
                    .forEach(pages::add);
        }
        assertThat(links.values().stream().map(link -> link.substring(link.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(pages);
        links.forEach((alert, link) -> {
            assertThat(link).isEqualTo("https://runbooks.example/outlay/" + alert + ".md");
            String page = Repository.text(Repository.root().resolve("deploy/runbooks/" + alert + ".md"));
            assertThat(page)
                    .startsWith("# " + alert + "\n")
                    .contains("\n## What it means\n", "\n## What to look at\n", "\n## What to do\n");
        });
    }

    private static Set<String> metrics(String expression) {
        Set<String> metrics = new TreeSet<>();
        METRIC.matcher(LABELS.matcher(expression).replaceAll(" "))
                .results()
                .map(found -> found.group(1))
                .forEach(metrics::add);
        metrics.removeIf(name -> name.equals("label_replace") || name.equals("histogram_quantile"));
        return metrics;
    }
}
