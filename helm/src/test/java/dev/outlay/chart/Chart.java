package dev.outlay.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chart as Helm renders it. Helm as a library keeps to itself what hooks are (the jobs that migrate, the pod of {@code helm test}), so
 * it is given a copy of the chart in which their annotation has another name.
 */
final class Chart {

    /** What {@code helm.sh/hook} is called in what is rendered here. */
    static final String HOOK = "shown.helm.sh/hook";

    static final String RELEASE = "costs";
    static final String NAMESPACE = "finops";

    /** Asked without a cluster, Helm takes an old version for granted, which the chart refuses. */
    private static final String KUBERNETES = "1.31.0";

    /** Sets of values that stand for what people install. */
    static final List<List<String>> INSTALLATIONS = List.of(
            List.of("addresses.yaml"),
            List.of("values-small.yaml", "addresses.yaml"),
            List.of("values-large.yaml", "addresses.yaml"),
            List.of("addresses.yaml", "all-off.yaml"),
            List.of("addresses.yaml", "secured.yaml"),
            List.of("all-on.yaml"),
            List.of("values-small.yaml", "all-on.yaml"),
            List.of("all-on.yaml", "values-large.yaml", "no-keda.yaml"));

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<List<String>, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();
    private static final Path SHOWN = withHooksShown();

    private Chart() {}

    /**
     * The objects of an installation with the given files of values, the last of which counts most.
     *
     * @throws IllegalStateException with what Helm says, where it refuses the values
     */
    static List<JsonNode> objects(List<String> values) {
        return RENDERED.computeIfAbsent(values, files -> objects(files, Map.of()));
    }

    /** The same with single values besides, as with {@code --set}. */
    static List<JsonNode> objects(List<String> values, Map<String, Object> set) {
        TemplateCommand template = new Helm(SHOWN)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
        values.forEach(file -> template.withValuesFile(Repository.values(file)));
        set.forEach(template::set);
        return documents(template.call());
    }

    private static Path withHooksShown() {
        try {
            Path copy = Files.createTempDirectory("outlay-chart").resolve("outlay");
            for (Path file : Repository.files(Repository.chart())) {
                Path target = copy.resolve(Repository.chart().relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Repository.text(file).replace("helm.sh/hook", HOOK));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML stream that are not empty. */
    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> document.isObject() && !document.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> ofKind(List<JsonNode> objects, String... kinds) {
        return objects.stream()
                .filter(object -> List.of(kinds).contains(object.path("kind").asText()))
                .toList();
    }

    /** {@code Deployment/costs-outlay-budget}. */
    static String name(JsonNode object) {
        return object.path("kind").asText() + "/"
                + object.path("metadata").path("name").asText();
    }

    /** The pods of everything that has some. */
    static Map<String, JsonNode> pods(List<JsonNode> objects) {
        Map<String, JsonNode> pods = new LinkedHashMap<>();
        for (JsonNode object : ofKind(objects, "Deployment", "StatefulSet", "Job")) {
            pods.put(name(object), object.path("spec").path("template").path("spec"));
        }
        for (JsonNode object : ofKind(objects, "Pod")) {
            pods.put(name(object), object.path("spec"));
        }
        return pods;
    }
}
