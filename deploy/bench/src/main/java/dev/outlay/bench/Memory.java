package dev.outlay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What processes have used, as Linux counts it; nothing where there is no {@code /proc}. */
final class Memory {
    private static final double TICKS = 100;

    private Memory() {}

    /**
     * Peak (VmHWM) and present (VmRSS) resident memory of each child in MB; of PostgreSQL the sum of the proportional
     * shares, since its processes share most of theirs.
     */
    static Map<String, String> of(RunningStack stack) {
        Map<String, String> used = new LinkedHashMap<>();
        for (Child child : stack.children()) {
            Path status = Path.of("/proc", Long.toString(child.pid()), "status");
            used.put(
                    child.name(),
                    (kilobytes(status, "VmHWM:") >> 10) + " MB peak, " + (kilobytes(status, "VmRSS:") >> 10)
                            + " MB now");
        }
        long shares = postgres(stack).stream()
                .mapToLong(pid -> kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:"))
                .sum();
        used.put(
                "PostgreSQL",
                (shares >> 10) + " MB now (sum of proportional shares, 1 GB of shared buffers among them)");
        return used;
    }

    private static long kilobytes(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The processes of the stack's PostgreSQL. */
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
