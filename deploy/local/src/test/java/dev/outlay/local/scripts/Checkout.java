package dev.outlay.local.scripts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** A checkout of the scripts alone, with a Maven that only notes that it was asked to build. */
final class Checkout {
    private final Path root;
    private final Path built;
    private final Map<String, String> environment = new HashMap<>();
    private final Set<String> unset = new HashSet<>();

    /** How a script has ended, and what it said. */
    record Said(int status, String out, String err) {}

    Checkout(Path root) throws IOException {
        this.root = root.toRealPath();
        this.built = root.resolve("maven-was-asked");
        Path from = Path.of(System.getProperty("outlay.root"), "deploy/local");
        Path to = Files.createDirectories(root.resolve("deploy/local"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path programs = Files.createDirectories(root.resolve("programs"));
        Path maven = Files.createFile(
                programs.resolve("mvn"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(
                maven,
                "#!/usr/bin/env bash\necho \"$JAVA_HOME\" >'" + built + "'\necho '[ERROR] no Maven here'\nexit 1\n");
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("OUTLAY_DATA", data().toString());
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    boolean builtAnything() {
        return Files.exists(built);
    }

    /** The JDK that Maven was given. */
    String builtOn() throws IOException {
        return text(built).strip();
    }

    /** From now on the scripts look for JDKs in folders below this one alone, and find none on {@code PATH}. */
    Path withoutJdks() throws IOException {
        Path usual = Files.createDirectories(root.resolve("usual-folders"));
        Path script = root.resolve("deploy/local/find-jdk");
        Files.writeString(
                script,
                text(script)
                        .replaceAll(
                                "(?<= )(/usr/lib/jvm/|/Library/|/opt/)",
                                Matcher.quoteReplacement(usual.toString()) + "$1"));
        environment.put("HOME", Files.createDirectories(root.resolve("home")).toString());
        environment.put("PATH", root.resolve("programs") + ":" + everyProgramButJava());
        environment.remove("JAVA_HOME");
        unset.add("JAVA_HOME");
        return usual.resolve("usr/lib/jvm");
    }

    private Path everyProgramButJava() throws IOException {
        Path links = Files.createDirectories(root.resolve("links"));
        for (String folder : System.getenv("PATH").split(":")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> programs = Files.list(Path.of(folder))) {
                for (Path program : programs.toList()) {
                    String name = program.getFileName().toString();
                    if (!name.startsWith("java")
                            && !name.equals("mvn")
                            && !Files.exists(links.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(links.resolve(name), program);
                    }
                }
            }
        }
        return links;
    }

    /** Puts what looks like a JDK of a version into a folder. */
    static Path jdk(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createFile(
                folder.resolve("bin/javac"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    /** Puts a link to the compiler of a JDK where programs are looked for. */
    void onPath(Path jdk) throws IOException {
        Files.createSymbolicLink(root.resolve("programs/javac"), jdk.resolve("bin/javac"));
    }

    Said run(String script, String... arguments) throws IOException, InterruptedException {
        Path out = root.resolve("said.out");
        Path err = root.resolve("said.err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(root.resolve("deploy/local")
                                        .resolve(script)
                                        .toString()),
                                Stream.of(arguments))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_") || unset.contains(variable));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(script + " " + List.of(arguments) + " does not end");
        }
        return new Said(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
