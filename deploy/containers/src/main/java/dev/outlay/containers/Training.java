package dev.outlay.containers;

import dev.outlay.local.Persona;
import dev.outlay.local.Ports;
import dev.outlay.local.RealParts;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Has the JVM keep of a run what it otherwise finds out at each start: which classes there are, how they are linked, which methods are
 * often called (JEP 483, 514, 515). The three services run on real parts, from a charge to its alert, and are stopped; at its end each
 * writes its archive. It holds for this very JVM and these very files; with others the JVM starts without it.
 */
final class Training {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration WRITTEN = Duration.ofMinutes(4);

    private final Path java;
    private final Path folder;
    private final Map<ServiceImage, Integer> ports = new EnumMap<>(ServiceImage.class);
    private final Map<ServiceImage, Integer> managementPorts = new EnumMap<>(ServiceImage.class);
    private final Map<ServiceImage, Process> running = new EnumMap<>(ServiceImage.class);

    /**
     * @param java the program {@code java} of the image's JVM
     * @param folder where the staged files of each service are, in a folder of its module's name
     */
    Training(Path java, Path folder) {
        this.java = java;
        this.folder = folder;
        for (ServiceImage service : ServiceImage.values()) {
            ports.put(service, Ports.free());
            managementPorts.put(service, Ports.free());
        }
    }

    void run() throws IOException, InterruptedException {
        try {
            for (ServiceImage service : ServiceImage.values()) {
                running.put(service, started(service));
            }
            TrialRun trial = new TrialRun(
                    ports.getOrDefault(ServiceImage.INGEST, 0), ports.getOrDefault(ServiceImage.BUDGET, 0), READY);
            for (int managementPort : managementPorts.values()) {
                trial.awaitReady(managementPort);
            }
            trial.fromChargeToAlert();
            for (Process process : running.values()) {
                process.destroy();
            }
            for (ServiceImage service : ServiceImage.values()) {
                awaitArchive(service);
            }
        } finally {
            running.values().forEach(Process::destroyForcibly);
        }
    }

    private void awaitArchive(ServiceImage service) throws IOException, InterruptedException {
        Path archive = archive(service);
        Process process = running.get(service);
        if (process == null || !process.waitFor(WRITTEN.toSeconds(), TimeUnit.SECONDS) || !Files.exists(archive)) {
            throw new IllegalStateException(service.module() + " wrote no archive; its log is " + log(service));
        }
        Files.setLastModifiedTime(archive, FileTime.from(ImageWriter.CHANGED));
    }

    private Process started(ServiceImage service) throws IOException {
        List<String> command =
                new ArrayList<>(service.command(java.toString(), stage(service).toString(), false));
        command.add(1, "-XX:AOTCacheOutput=" + archive(service));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(service).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTLAY_"));
        builder.environment().putAll(environment(service));
        return builder.start();
    }

    private Map<String, String> environment(ServiceImage service) {
        Map<String, String> environment = new HashMap<>(Map.of(
                // The heap of a container is smaller than what a machine's memory suggests.
                "JAVA_TOOL_OPTIONS",
                ServiceImage.JAVA_OPTIONS + " -Xmx768m",
                "OUTLAY_LOG_FORMAT",
                "json",
                "OUTLAY_HTTP_HOST",
                "127.0.0.1",
                "OUTLAY_HTTP_PORT",
                port(service),
                "OUTLAY_MANAGEMENT_PORT",
                String.valueOf(managementPorts.get(service)),
                "OUTLAY_KAFKA_BOOTSTRAP",
                RealParts.kafka().bootstrapServers(),
                "OUTLAY_TOKEN_PUBLIC_KEY",
                RealParts.tokens().publicKey(),
                "OUTLAY_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "OUTLAY_PARTNER_TENANT",
                Persona.PARTNER_TENANT));
        if (service == ServiceImage.INGEST) {
            environment.put(
                    "OUTLAY_IMPORT_DIRECTORY",
                    RealParts.directory().resolve("imports").toString());
            return environment;
        }
        environment.put("OUTLAY_DATABASE_HOST", "127.0.0.1");
        environment.put(
                "OUTLAY_DATABASE_PORT", Integer.toString(RealParts.postgres().port()));
        environment.put("OUTLAY_INGEST_URL", "http://127.0.0.1:" + port(ServiceImage.INGEST));
        environment.put("OUTLAY_ALERT_URL", "http://127.0.0.1:" + port(ServiceImage.ALERT));
        if (service == ServiceImage.ALERT) {
            environment.put("OUTLAY_SMTP_HOST", "127.0.0.1");
            environment.put(
                    "OUTLAY_SMTP_PORT", Integer.toString(RealParts.mail().smtpPort()));
            environment.put("OUTLAY_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return environment;
    }

    private String port(ServiceImage service) {
        return String.valueOf(ports.get(service));
    }

    private Path stage(ServiceImage service) {
        return folder.resolve(service.module());
    }

    private Path archive(ServiceImage service) {
        return stage(service).resolve("service.aot");
    }

    private Path log(ServiceImage service) {
        return folder.resolve(service.module() + ".log");
    }
}
