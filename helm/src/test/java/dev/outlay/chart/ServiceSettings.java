package dev.outlay.chart;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a service can be told by its environment, read from its {@code application.properties} and its compiled settings. */
final class ServiceSettings {

    private static final String MAPPING = "io.smallrye.config.ConfigMapping";
    /** What settings are called; one with another name would not be found, and its variables then not be known. */
    private static final ImportOption SETTINGS =
            location -> location.contains("Config") || location.contains("Settings");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(OUTLAY_[A-Z_]+)(?::([^}]*))?}");

    private static final Map<String, ServiceSettings> READ = new ConcurrentHashMap<>();

    private final String properties;
    private final Set<String> variables;

    private ServiceSettings(String module) {
        this.properties =
                Repository.text(Repository.root().resolve(module + "/src/main/resources/application.properties"));
        this.variables = variables(properties, Repository.root().resolve(module + "/target/classes"));
    }

    /** All that it reads under names of its own, each once: a key that the properties take from a variable is that variable. */
    Set<String> variables() {
        Set<String> own = new TreeSet<>(variables);
        loaded().forEach((key, value) -> {
            if (VARIABLE.matcher((String) value).find()) {
                own.remove(variable((String) key));
            }
        });
        VARIABLE.matcher(properties).results().forEach(named -> own.add(named.group(1)));
        return own;
    }

    /** @param service its name in the chart: {@code ingest}, {@code budget} or {@code alert} */
    static ServiceSettings of(String service) {
        return READ.computeIfAbsent(module(service), ServiceSettings::new);
    }

    /** The folder of a service. */
    static String module(String service) {
        return service.equals("ingest") ? "usage-ingest-service" : service + "-service";
    }

    /** Those that the properties name, and one for each key of the settings among the classes. */
    private static Set<String> variables(String properties, Path classes) {
        Set<String> known = VARIABLE.matcher(properties)
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        for (JavaClass mapping : new ClassFileImporter(List.of(SETTINGS)).importPath(classes)) {
            if (mapping.isAnnotatedWith(MAPPING)) {
                String prefix = (String) mapping.getAnnotationOfType(MAPPING).getExplicitlyDeclaredProperty("prefix");
                collect(mapping, prefix, known);
            }
        }
        return known;
    }

    private static void collect(JavaClass settings, String prefix, Set<String> known) {
        for (JavaMethod key : settings.getMethods()) {
            String name = prefix + "." + key.getName().replaceAll("([A-Z])", "-$1");
            if (key.getRawReturnType().getName().startsWith(settings.getName() + "$")) {
                collect(key.getRawReturnType(), name, known);
            } else {
                known.add(variable(name));
            }
        }
    }

    private static String variable(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether it would take a variable: its own, a property of Kafka's clients ({@code KAFKA_SECURITY_PROTOCOL}), or the JVM's. */
    boolean knows(String variable) {
        if (variable.startsWith("KAFKA_")) {
            String property = variable.substring("KAFKA_".length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            return ConsumerConfig.configNames().contains(property)
                    && ProducerConfig.configNames().contains(property);
        }
        return variable.equals("JAVA_TOOL_OPTIONS") || variables.contains(variable);
    }

    /** What a variable is by default. */
    String defaultOf(String variable) {
        Matcher matcher = VARIABLE.matcher(properties);
        return matcher.results()
                .filter(found -> found.group(1).equals(variable))
                .map((MatchResult found) -> found.group(2))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(variable + " is in no application.properties"));
    }

    /** A key of {@code application.properties}. */
    String property(String key) {
        return loaded().getProperty(key, "");
    }

    private Properties loaded() {
        Properties loaded = new Properties();
        try {
            loaded.load(new StringReader(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loaded;
    }
}
