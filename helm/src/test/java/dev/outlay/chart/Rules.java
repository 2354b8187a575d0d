package dev.outlay.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alert rules, as the chart renders them. */
final class Rules {

    private Rules() {}

    /** The {@code spec} of the PrometheusRule, which is what a file of rules is. */
    static JsonNode file() {
        List<JsonNode> objects = Chart.objects(
                List.of("all-on.yaml"), Map.of("monitoring.rules.runbooks", "https://runbooks.example/outlay/"));
        return Chart.ofKind(objects, "PrometheusRule").getFirst().path("spec");
    }

    static List<JsonNode> all() {
        List<JsonNode> rules = new ArrayList<>();
        file().path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** The page of each alert. */
    static Map<String, String> links() {
        Map<String, String> links = new TreeMap<>();
        all().forEach(rule -> links.put(
                rule.path("alert").asText(),
                rule.path("annotations").path("runbook_url").asText()));
        return links;
    }
}
