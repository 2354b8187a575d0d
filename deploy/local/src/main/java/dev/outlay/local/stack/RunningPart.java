package dev.outlay.local.stack;

import dev.outlay.local.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of the stack that was started. */
final class RunningPart implements Starting {
    private static final long STOP_SECONDS = 30;

    private final Part part;
    private final PidFile pidFile;
    private final Process process;
    private final long deadlineNanos;

    private RunningPart(Part part, PidFile pidFile, Process process) {
        this.part = part;
        this.pidFile = pidFile;
        this.process = process;
        this.deadlineNanos = System.nanoTime() + part.patience().toNanos();
    }

    /** Starts the process; its log of the run before is kept beside the new one, with {@code .1} behind its name. */
    static RunningPart start(Part part, Path run) {
        part.readiness().reset();
        try {
            Files.createDirectories(part.log().getParent());
            if (Files.exists(part.log())) {
                Path before = part.log().resolveSibling(part.log().getFileName() + ".1");
                Files.move(part.log(), before, StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(unmovedByInterrupt(part.command()))
                    .redirectErrorStream(true)
                    .redirectOutput(part.log().toFile());
            builder.environment().putAll(part.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            PidFile pidFile = pidFile(run, part.name());
            pidFile.write(process.toHandle());
            return new RunningPart(part, pidFile, process);
        } catch (IOException e) {
            throw new StackFailure(part.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    static PidFile pidFile(Path run, String name) {
        return new PidFile(run.resolve(name + ".pid"));
    }

    /**
     * Ctrl-C reaches every process of the terminal at once, but they are to stop one after the other, told by the launcher. A signal that
     * is ignored when a JVM starts stays ignored.
     */
    private static List<String> unmovedByInterrupt(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of("bash", "-c", "trap '' INT HUP; exec \"$@\"", "outlay"));
        wrapped.addAll(command);
        return wrapped;
    }

    @Override
    public String name() {
        return part.name();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A process that has ended, or takes too long, is a failure. */
    @Override
    public Readiness.State look() {
        if (!process.isAlive()) {
            throw new StackFailure(
                    name() + " ended with status " + process.exitValue() + " while starting; its log is " + part.log());
        }
        Readiness.State state = part.readiness().look();
        if (!state.ready() && System.nanoTime() > deadlineNanos) {
            throw new StackFailure(
                    name() + " is not ready after " + part.patience().toSeconds() + " s; its log is " + part.log()
                            + (state.detail().isEmpty() ? "" : "; it says: " + state.detail()));
        }
        return state;
    }

    /** Asks it to stop; {@link #awaitStop()} waits. */
    void stop() {
        process.destroy();
    }

    /** Waits until it has stopped, and ends it by force when it takes longer than half a minute. */
    void awaitStop() {
        awaitStop(process.toHandle(), Duration.ofSeconds(STOP_SECONDS));
        pidFile.delete();
    }

    static void awaitStop(ProcessHandle process, Duration patience) {
        if (!ProcessEnd.await(process, patience)) {
            process.destroyForcibly();
            ProcessEnd.await(process, patience);
        }
    }
}
