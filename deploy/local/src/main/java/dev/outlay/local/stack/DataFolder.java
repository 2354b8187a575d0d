package dev.outlay.local.stack;

import dev.outlay.local.Directories;
import dev.outlay.local.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that a stack keeps its data in, and what an earlier run may have left there: running processes, stale pid files. */
final class DataFolder {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);
    private static final String MARK = ".outlay";

    private final Settings settings;

    DataFolder(Settings settings) {
        this.settings = settings;
    }

    /** Makes the folder where it is missing and marks it as Outlay's. */
    void prepare() {
        try {
            Files.createDirectories(settings.run());
            Files.createDirectories(settings.logs());
            Files.createDirectories(settings.exports());
            Path mark = settings.data().resolve(MARK);
            if (!Files.exists(mark)) {
                Files.writeString(
                        mark, "Data of a local Outlay stack; deploy/local/down --wipe deletes this folder.\n");
            }
        } catch (IOException e) {
            throw new StackFailure("The data folder " + settings.data() + " cannot be used: " + e.getMessage(), e);
        }
    }

    PidFile supervisorFile() {
        return new PidFile(settings.run().resolve("supervisor.pid"));
    }

    Optional<ProcessHandle> supervisor() {
        return supervisorFile().process();
    }

    /** One data folder, one stack. */
    void refuseIfRunning() {
        supervisor()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .ifPresent(process -> {
                    throw new StackFailure("A stack already runs on " + settings.data() + " (pid " + process.pid()
                            + "); deploy/local/down stops it.");
                });
    }

    /** Stops the stack that runs on this folder, if one does, and then what is left of one that was killed. */
    boolean stop(Progress progress) {
        Optional<ProcessHandle> supervisor = supervisor();
        supervisor.ifPresent(process -> {
            progress.begin("Stopping", "the stack (pid " + process.pid() + ")");
            process.destroy();
            RunningPart.awaitStop(process, STOP_PATIENCE);
            progress.done("the stack");
        });
        boolean leftovers = stopLeftovers(progress);
        return supervisor.isPresent() || leftovers;
    }

    /** Stops processes whose launcher was killed, and forgets the pid files of those that are gone. */
    boolean stopLeftovers(Progress progress) {
        List<Path> files = pidFiles();
        boolean any = false;
        for (Path file : files) {
            PidFile pidFile = new PidFile(file);
            Optional<ProcessHandle> process = pidFile.process();
            if (process.isPresent()) {
                any = true;
                progress.say("Stopping " + file.getFileName().toString().replace(".pid", "") + " (pid "
                        + process.get().pid() + "), left by a launcher that was killed");
                process.get().destroy();
                RunningPart.awaitStop(process.get(), STOP_PATIENCE);
            }
            pidFile.delete();
        }
        if (Files.exists(postgres())) {
            PostgresServer.stopLeftover(postgres());
        }
        return any;
    }

    private List<Path> pidFiles() {
        if (!Files.isDirectory(settings.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.run())) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .filter(file -> !file.equals(supervisorFile().file()))
                    .sorted(Comparator.comparing(DataFolder::order))
                    .toList();
        } catch (IOException e) {
            throw new StackFailure("Cannot read " + settings.run() + ": " + e.getMessage(), e);
        }
    }

    /** Those that stand on others stop before them. */
    private static int order(Path pidFile) {
        return switch (pidFile.getFileName().toString()) {
            case "sample.pid" -> 0;
            case "mail.pid" -> 2;
            case "kafka.pid" -> 3;
            default -> 1;
        };
    }

    Path postgres() {
        return settings.data().resolve("postgres");
    }

    /** Deletes everything. A folder that no stack has marked is refused: it may be somebody's home. */
    void wipe() {
        if (!Files.exists(settings.data())) {
            return;
        }
        if (!Files.exists(settings.data().resolve(MARK))) {
            throw new StackFailure(settings.data() + " was not made by a local stack (it has no file " + MARK
                    + "); it is left alone.");
        }
        Directories.delete(settings.data());
    }
}
