package dev.outlay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What was measured, as it comes and in the end as a table and a JSON file. Beside each figure stands the load average
 * of the machine at that moment.
 */
final class Report {
    private record Line(String what, String figure, double load) {}

    private final PrintStream out;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode figures;
    private final List<Line> lines = new ArrayList<>();
    private final long begin = System.nanoTime();

    Report(PrintStream out) {
        this.out = out;
        this.figures = json.putArray("figures");
    }

    void machine(Options options, Database database) {
        circumstance("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        circumstance("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        circumstance("memory", memory());
        circumstance("load average at start", String.format(Locale.ROOT, "%.2f", load()));
        circumstance("JDK", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        circumstance(
                "Kafka",
                AppInfoParser.getVersion() + ", one node, replication 1, " + RunningStack.PARTITIONS + " partitions");
        circumstance("PostgreSQL", database.text("show server_version") + ", " + Database.SETTINGS);
        circumstance("asked", options.toString());
    }

    private static String memory() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\s+", " ");
        } catch (IOException e) {
            return "unknown";
        }
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void circumstance(String name, String value) {
        json.put(name, value);
        out.printf(Locale.ROOT, "%-24s %s%n", name, value);
    }

    void say(String what) {
        out.printf(Locale.ROOT, "[%4d s] %s%n", (System.nanoTime() - begin) / 1_000_000_000, what);
    }

    /**
     * Notes a figure.
     *
     * @param value the number for the file
     * @param told the same for people, with its unit
     */
    void figure(String what, double value, String told) {
        lines.add(new Line(what, told, load()));
        ObjectNode figure = figures.addObject();
        figure.put("what", what);
        figure.put("value", value);
        figure.put("told", told);
        figure.put("loadAverage", load());
        say(what + ": " + told);
    }

    void rate(String what, double perSecond, String more) {
        figure(what, perSecond, String.format(Locale.ROOT, "%,.0f/s%s", perSecond, more));
    }

    /** @param target the least that is asked for */
    void ratio(String what, double ratio, double target) {
        figure(
                what,
                ratio,
                String.format(
                        Locale.ROOT, "%.2f (target %.2f: %s)", ratio, target, ratio >= target ? "met" : "missed"));
    }

    void print() {
        out.println();
        int width = lines.stream().mapToInt(line -> line.what().length()).max().orElse(10);
        for (Line line : lines) {
            out.printf(Locale.ROOT, "%-" + width + "s  load %5.2f  %s%n", line.what(), line.load(), line.figure());
        }
        out.println(
                "The load average counts the bench itself; on two cores, more than about 4 means that something else was running.");
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json);
            out.println("Written to " + file);
        } catch (IOException e) {
            throw new BenchFailure("Cannot write " + file, e);
        }
    }
}
