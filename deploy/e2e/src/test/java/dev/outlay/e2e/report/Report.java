package dev.outlay.e2e.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A page of a heavy test: under which circumstances it ran, and of each run what was done, found, and whether it passed. */
public final class Report {
    private static final Path REPOSITORY = Path.of(System.getProperty("outlay.root", "../.."));

    private final String name;
    private final List<String> lines = new ArrayList<>();

    /**
     * Begins a page.
     *
     * @param name of its file
     * @param what says in a sentence or two what is tried
     */
    public Report(String name, String title, String what) {
        this.name = name;
        lines.addAll(List.of(
                "# " + title,
                "",
                what,
                "",
                "Written by the test itself: `deploy/local/test --heavy`.",
                "",
                "| circumstance | |",
                "|---|---|"));
        row(
                "date",
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).toString());
        row("commit", Commit.of(REPOSITORY));
        row("machine", machine());
        row("JDK", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        String parts = System.getenv("OUTLAY_TEST_PARTS");
        row("Kafka and PostgreSQL", (parts == null ? "embedded" : parts) + "; PostgreSQL's commits wait for the disk");
    }

    private static String machine() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize() >> 30
                        : 0;
        return Runtime.getRuntime().availableProcessors() + " cores, " + memory + " GiB, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + "; the load, the parts and the services share it";
    }

    /** Runs a test as a section of the page; it has passed when it returns. */
    public void run(String title, Section section) throws Exception {
        lines.addAll(List.of("", "## " + title, "", "| | |", "|---|---|"));
        long begin = System.nanoTime();
        String result = "FAILED";
        try {
            section.run();
            result = "passed";
        } finally {
            row("took", (System.nanoTime() - begin) / 1_000_000_000 + " s");
            row("**result**", "**" + result + "**");
            write();
        }
    }

    /** What a section does. */
    @FunctionalInterface
    public interface Section {
        /** Does it; whatever it throws is a failure. */
        void run() throws Exception;
    }

    /** Notes a number. */
    public void figure(String what, long value) {
        row(what, String.format(Locale.ROOT, "%,d", value));
    }

    /** Notes a text. */
    public void row(String what, String value) {
        lines.add("| " + what + " | " + value + " |");
    }

    private void write() {
        Path file = REPOSITORY.resolve("deploy/e2e/reports").resolve(name + ".md");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
