package dev.outlay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What processes have used, as Linux counts it; nothing where there is no {@code /proc}. */
final class Memory {
    private static final double TICKS = 100;

    private Memory() {}

    /**
     * Memory of one process, or of all those of PostgreSQL.
     *
     * @param megabytes the number for the file; no number where Linux does not say it
     * @param told the same for people
     */
    record Used(double megabytes, String told) {}

    /**
     * Peak (VmHWM) and present (VmRSS) resident memory of each child in MB; of PostgreSQL the sum of the proportional
     * shares, since its processes share most of theirs. Linux keeps no peak of these: it is what they have now.
     */
    static Map<String, Used> of(RunningStack stack) {
        Map<String, Used> used = new LinkedHashMap<>();
        for (Child child : stack.children()) {
            Path status = Path.of("/proc", Long.toString(child.pid()), "status");
            long peak = kilobytes(status, "VmHWM:").orElse(0) >> 10;
            long now = kilobytes(status, "VmRSS:").orElse(0) >> 10;
            used.put(child.name(), peak == 0 ? unknown() : new Used(peak, peak + " MB peak, " + now + " MB now"));
        }
        used.put("PostgreSQL", ofPostgres(postgres(stack)));
        return used;
    }

    /** Without the postmaster's share there is no sum; a connection's process may end between being seen and looked at. */
    private static Used ofPostgres(List<Long> processes) {
        long sum = 0;
        for (long pid : processes) {
            OptionalLong share = kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
            if (share.isEmpty() && pid == processes.getFirst()) {
                return unknown();
            }
            sum += share.orElse(0);
        }
        return sum == 0
                ? unknown()
                : new Used(
                        sum >> 10,
                        (sum >> 10) + " MB now (sum of proportional shares, 1 GB of shared buffers among them)");
    }

    private static Used unknown() {
        return new Used(Double.NaN, "unknown");
    }

    private static OptionalLong kilobytes(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return OptionalLong.empty();
        }
    }

    /** The processes of the stack's PostgreSQL, the postmaster first. */
    static List<Long> postgres(RunningStack stack) {
        Path pidFile = stack.data().resolve("postgres/postmaster.pid");
        try {
            long postmaster =
                    Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(postmaster)
                    .map(process -> Stream.concat(Stream.of(process), process.descendants())
                            .map(ProcessHandle::pid)
                            .toList())
                    .orElse(List.of());
        } catch (IOException | NumberFormatException unknown) {
            return List.of();
        }
    }

    /** CPU time of processes, children that have ended and were waited for among them. */
    static double cpuSeconds(List<Long> pids) {
        double ticks = 0;
        for (long pid : pids) {
            try {
                String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                for (int i = 11; i <= 14; i++) {
                    ticks += Long.parseLong(fields[i]);
                }
            } catch (IOException gone) {
                // It has ended meanwhile; its parent counts it.
            }
        }
        return ticks / TICKS;
    }
}
