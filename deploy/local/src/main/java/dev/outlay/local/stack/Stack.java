package dev.outlay.local.stack;

import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The launcher behind the scripts of {@code deploy/local}: {@code up}, {@code down}, {@code token}, {@code reconcile}. */
public final class Stack {
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final Settings settings;
    private final Progress progress;

    private Stack(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs one command; the exit status is 0 when it did what was asked, 2 when that was not understood. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (!Usage.isRight(arguments)) {
            System.err.println(Usage.text());
            return 2;
        }
        Progress progress = new Progress(System.out, Boolean.getBoolean("outlay.terminal"));
        Path logs = null;
        try {
            Settings settings = Settings.of(
                    Path.of(System.getProperty("outlay.root", ".")).toAbsolutePath(),
                    System.getenv(),
                    arguments.contains("--tls"));
            logs = settings.logs();
            return new Stack(settings, progress)
                    .run(arguments.getFirst(), arguments.stream().skip(1).toList());
        } catch (RuntimeException e) {
            progress.leave();
            new Failure(e).tell(System.err, logs);
            return 1;
        }
    }

    private int run(String command, List<String> options) {
        return switch (command) {
            case "up" -> up(options);
            case "down" -> down(options);
            case "token" -> token(options);
            case "reconcile" -> new Reconciliation(settings).print(System.out) ? 0 : 1;
            default -> throw new IllegalArgumentException(command);
        };
    }

    private int up(List<String> options) {
        if (options.contains("--detach")) {
            return new Detached(settings, System.out)
                    .start(options.stream()
                            .filter(option -> !option.equals("--detach"))
                            .toList());
        }
        LocalStack stack = LocalStack.prepared(settings, progress);
        AtomicBoolean interrupted = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            interrupted.set(true);
                            close(stack);
                        },
                        "stop"));
        try {
            stack.start();
            if (!options.contains("--empty")) {
                stack.startSample();
            }
        } catch (RuntimeException e) {
            if (interrupted.get()) { // parts that end because they were asked to are no failure
                return 130;
            }
            throw e;
        }
        progress.say(new Welcome(settings).text(options.contains("--background"), !options.contains("--empty")));
        announceReady();
        watch(stack);
        return 0;
    }

    private void close(LocalStack stack) {
        try {
            stack.close();
        } catch (RuntimeException e) {
            new Failure(e).tell(System.err, settings.logs());
        }
    }

    private void announceReady() {
        try {
            Files.writeString(settings.run().resolve("stack.status"), "ready");
        } catch (IOException e) {
            throw new StackFailure("Cannot write into " + settings.run() + ": " + e.getMessage(), e);
        }
    }

    /** Says once when a part has ended by itself; the others go on, as they would in a cluster. */
    private void watch(LocalStack stack) {
        Set<String> said = new HashSet<>();
        while (true) {
            for (String name : stack.ended()) {
                if (said.add(name)) {
                    progress.say(
                            name + " has ended; its log is " + settings.logs().resolve(name + ".log")
                                    + ". Stop the stack and start it again to get it back; no data is lost.");
                }
            }
            try {
                Thread.sleep(WATCH_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int down(List<String> options) {
        DataFolder folder = new DataFolder(settings);
        boolean stopped = folder.stop(progress);
        if (!stopped) {
            progress.say("Nothing runs on " + settings.data() + ".");
        }
        if (options.contains("--wipe")) {
            folder.wipe();
            progress.say("Deleted " + settings.data() + ".");
        }
        return 0;
    }

    private int token(List<String> options) {
        Persona persona = Persona.labelled(options.getFirst()).orElseThrow();
        if (!Files.isDirectory(settings.keys())) {
            throw new StackFailure("No stack has run on " + settings.data()
                    + ", so there is no key to sign with; start deploy/local/up.");
        }
        System.out.println(TokenIssuer.in(settings.keys()).token(persona));
        return 0;
    }
}
