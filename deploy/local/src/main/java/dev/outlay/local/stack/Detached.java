package dev.outlay.local.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the launcher in the background and shows what it says until it is ready or has given up. */
final class Detached {
    private final Settings settings;
    private final PrintStream out;

    Detached(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** The exit status: 0 when the stack is ready. */
    int start(List<String> arguments) {
        DataFolder folder = new DataFolder(settings);
        folder.refuseIfRunning();
        folder.prepare();
        Path log = settings.logs().resolve("stack.log");
        Readiness.StatusFile status = new Readiness.StatusFile(settings.run().resolve("stack.status"));
        status.reset();
        try {
            Files.deleteIfExists(log);
            Process launcher = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            launcher.getOutputStream().close();
            return follow(launcher, log, status);
        } catch (IOException e) {
            throw new StackFailure("Cannot start in the background: " + e.getMessage(), e);
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "trap '' INT HUP; exec \"$@\"", "outlay"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-Doutlay.root=" + settings.root()));
        command.add("-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""));
        command.addAll(List.of("-cp", ClassPath.ofThisJvm(), Stack.class.getName(), "up", "--background"));
        command.addAll(arguments);
        return command;
    }

    private int follow(Process launcher, Path log, Readiness status) throws IOException {
        // Ctrl-C while it starts means: do not start.
        Thread interrupted = new Thread(launcher::destroy, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
            boolean ready = false;
            while (!ready && launcher.isAlive()) {
                launcher.waitFor(200, TimeUnit.MILLISECONDS);
                ready = status.look().ready();
                show(lines);
            }
            show(lines);
            Runtime.getRuntime().removeShutdownHook(interrupted);
            return ready ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void show(RandomAccessFile lines) throws IOException {
        byte[] news = new byte[(int) (lines.length() - lines.getFilePointer())];
        lines.readFully(news);
        out.print(new String(news, StandardCharsets.UTF_8));
        out.flush();
    }
}
