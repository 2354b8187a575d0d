package dev.outlay.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sends Azure's examples and compares what is answered with what they show. Fields that are answered as null or not at all are listed with the reason, and a listed one that is answered after all is found. */
public final class ExampleReplay {

    /** Sends a request. */
    public interface Asking {
        /** @param body JSON; empty for none */
        Answered ask(String method, String target, String body);
    }

    /** @param body as it came; may be empty */
    public record Answered(int status, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> missing;
    private final Asking asking;
    private final Set<String> seenMissing = new HashSet<>();
    private final Map<String, List<String>> problems = new LinkedHashMap<>();

    /** @param missing field to the reason why it is not answered: {@code properties.documents[].url} */
    public ExampleReplay(Map<String, String> missing, Asking asking) {
        this.missing = Map.copyOf(missing);
        this.asking = asking;
    }

    /**
     * Sends an example, a PUT once for each status that it shows.
     *
     * @param target path and query
     * @param body what is sent; missing for nothing
     */
    public void replay(AzureExample example, String target, JsonNode body) {
        int times = example.method().equals("PUT") ? example.statuses().size() : 1;
        for (int time = 0; time < times; time++) {
            Answered answered = asking.ask(example.method(), target, body.isMissingNode() ? "" : body.toString());
            boolean shown = times > 1
                    ? answered.status() == example.statuses().get(time)
                    : example.statuses().contains(answered.status());
            List<String> found = shown
                    ? differences(example.response(answered.status()), answered)
                    : List.of(answered.status() + " " + answered.body());
            if (!found.isEmpty()) {
                problems.put(example + " " + target, found);
                return;
            }
        }
    }

    private List<String> differences(JsonNode shown, Answered answered) {
        if (shown.isMissingNode()) {
            return List.of();
        }
        try {
            return new ExampleShape(this::mayBeMissing).problems(shown, JSON.readTree(answered.body()));
        } catch (JsonProcessingException noJson) {
            return List.of("no JSON: " + answered.body());
        }
    }

    private boolean mayBeMissing(String field) {
        boolean listed = missing.containsKey(field);
        if (listed) {
            seenMissing.add(field);
        }
        return listed;
    }

    /** What was answered otherwise than shown, by example; and fields that are listed as missing and are missing nowhere. */
    public Map<String, List<String>> problems() {
        Map<String, List<String>> all = new LinkedHashMap<>(problems);
        Set<String> answeredAfterAll = new TreeSet<>(missing.keySet());
        answeredAfterAll.removeAll(seenMissing);
        if (!answeredAfterAll.isEmpty()) {
            all.put("listed as missing, and missing nowhere", List.copyOf(answeredAfterAll));
        }
        return all;
    }
}
