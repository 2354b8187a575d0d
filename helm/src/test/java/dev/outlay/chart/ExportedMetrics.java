package dev.outlay.chart;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheus.PrometheusNamingConvention;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the services' own meters are exported: read from the code that registers them and spelt as Micrometer spells them
 * for Prometheus.
 */
final class ExportedMetrics {

    private static final Pattern BUILT = Pattern.compile(
            "(Counter|(?:Multi)?Gauge|Timer|DistributionSummary)\\s*\\.builder\\(\\s*\"(outlay\\.[a-z.]+)\"(.*?)\\.register\\(",
            Pattern.DOTALL);
    private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"([a-z]+)\"\\)");
    /** {@code registry.counter("name", ...)}: the rest are tags. */
    private static final Pattern COUNTED = Pattern.compile("registry\\.counter\\(\\s*\"(outlay\\.[a-z.]+)\"");
    /** A method that builds counters: {@code counter("name", "unit", "description")}. */
    private static final Pattern COUNTED_IN_UNIT =
            Pattern.compile("(?<!\\.)counter\\(\\s*\"(outlay\\.[a-z.]+)\",\\s*\"([a-z]+)\",\\s*\"");

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    private ExportedMetrics() {}

    /** Those of all three services, each with every suffix that it has. */
    static Set<String> all() {
        Set<String> metrics = new TreeSet<>();
        for (String service : Set.of("ingest", "budget", "alert")) {
            Path sources = Repository.root().resolve(ServiceSettings.module(service) + "/src/main/java");
            for (Path source : Repository.files(sources)) {
                collect(Repository.text(source), metrics);
            }
        }
        return metrics;
    }

    private static void collect(String source, Set<String> metrics) {
        BUILT.matcher(source).results().forEach(meter -> built(meter, metrics));
        COUNTED.matcher(source).results().forEach(meter -> counter(meter.group(1), null, metrics));
        COUNTED_IN_UNIT.matcher(source).results().forEach(meter -> counter(meter.group(1), meter.group(2), metrics));
    }

    private static void built(MatchResult meter, Set<String> metrics) {
        String options = meter.group(3);
        String unit = UNIT.matcher(options)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse(null);
        switch (meter.group(1)) {
            case "Counter" -> counter(meter.group(2), unit, metrics);
            case "Gauge", "MultiGauge" -> metrics.add(NAMES.name(meter.group(2), Meter.Type.GAUGE, unit));
            case "Timer" -> measured(NAMES.name(meter.group(2), Meter.Type.TIMER, "seconds"), options, metrics);
            default -> measured(NAMES.name(meter.group(2), Meter.Type.DISTRIBUTION_SUMMARY, unit), options, metrics);
        }
    }

    private static void counter(String name, @Nullable String unit, Set<String> metrics) {
        String exported = NAMES.name(name, Meter.Type.COUNTER, unit);
        metrics.add(exported.endsWith("_total") ? exported : exported + "_total");
    }

    private static void measured(String name, String options, Set<String> metrics) {
        metrics.add(name + "_count");
        metrics.add(name + "_sum");
        metrics.add(name + "_max");
        if (options.contains("publishPercentiles(")) {
            metrics.add(name);
        }
        if (options.contains("publishPercentileHistogram(")) {
            metrics.add(name + "_bucket");
        }
    }
}
