package dev.outlay.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a local stack is to be started, read from the environment.
 *
 * @param root the repository
 * @param data the folder that keeps Kafka's log, PostgreSQL's data, the inbox, the token key, imports, exports, logs and process ids ({@code OUTLAY_DATA};
 *     {@code deploy/local/.data} unless said otherwise)
 * @param ports where everything listens on 127.0.0.1
 * @param smtpHost a mail server of one's own ({@code OUTLAY_SMTP_HOST}); null starts one
 * @param webhookNetworks private networks that webhooks may reach ({@code OUTLAY_WEBHOOK_ALLOWED_NETWORKS}; unless said otherwise this
 *     machine, where the inbox is)
 * @param durable whether PostgreSQL waits for the disk ({@code OUTLAY_POSTGRES_DURABLE}, true unless said otherwise)
 * @param partitions partitions of the streaming topics when they are made ({@code OUTLAY_KAFKA_PARTITIONS}, 4 unless said otherwise)
 * @param tls whether the front door listens with TLS too ({@code --tls})
 * @param javaOptions further options for the JVMs of the three services ({@code OUTLAY_JAVA_OPTIONS}, separated by spaces)
 */
public record Settings(
        Path root,
        Path data,
        Map<Port, Integer> ports,
        @Nullable String smtpHost,
        String webhookNetworks,
        boolean durable,
        int partitions,
        boolean tls,
        List<String> javaOptions) {

    /** Copies what can change. */
    public Settings {
        ports = Map.copyOf(ports);
        javaOptions = List.copyOf(javaOptions);
    }

    /**
     * Reads the environment; without TLS.
     *
     * @throws StackFailure naming every variable that cannot be used
     */
    public static Settings of(Path root, Map<String, String> environment) {
        return of(root, environment, false);
    }

    /**
     * Reads the environment.
     *
     * @param tls whether TLS was asked for
     * @throws StackFailure naming every variable that cannot be used
     */
    public static Settings of(Path root, Map<String, String> environment, boolean tls) {
        List<String> problems = new ArrayList<>();
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, number(environment, port.variable(), port.standard(), 65_535, problems));
        }
        String smtpHost = environment.get("OUTLAY_SMTP_HOST");
        boolean ownSmtp = smtpHost != null && !smtpHost.isBlank();
        sameTwice(ports, listened(ownSmtp, tls), problems);
        int partitions = number(environment, "OUTLAY_KAFKA_PARTITIONS", 4, 1_000, problems);
        if (!problems.isEmpty()) {
            throw new StackFailure(String.join("\n", problems));
        }
        String options = environment.getOrDefault("OUTLAY_JAVA_OPTIONS", "").strip();
        String data = environment.getOrDefault("OUTLAY_DATA", "");
        return new Settings(
                root,
                data.isBlank()
                        ? root.resolve("deploy/local/.data")
                        : Path.of(data).toAbsolutePath(),
                ports,
                ownSmtp ? smtpHost : null,
                environment.getOrDefault("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8"),
                !environment.getOrDefault("OUTLAY_POSTGRES_DURABLE", "true").equals("false"),
                partitions,
                tls,
                options.isEmpty() ? List.of() : List.of(options.split("\\s+")));
    }

    private static int number(
            Map<String, String> environment, String variable, int standard, int highest, List<String> problems) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= 1 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, like a number out of range
        }
        problems.add(variable + " is '" + value + "'; it has to be a number from 1 to " + highest + ".");
        return standard;
    }

    private static void sameTwice(Map<Port, Integer> ports, List<Port> listened, List<String> problems) {
        Map<Integer, Port> seen = new HashMap<>();
        for (Port port : listened) {
            Port other = seen.putIfAbsent(ports.getOrDefault(port, port.standard()), port);
            if (other != null) {
                problems.add(other.variable() + " and " + port.variable() + " are both " + ports.get(port)
                        + "; each needs a port of its own.");
            }
        }
    }

    /** Where {@code port} is. */
    public int port(Port port) {
        return ports.getOrDefault(port, port.standard());
    }

    /** The ports that this stack will listen on. */
    public List<Port> listened() {
        return listened(smtpHost != null, tls);
    }

    private static List<Port> listened(boolean ownSmtp, boolean tls) {
        return Arrays.stream(Port.values())
                .filter(port -> port != Port.SMTP || !ownSmtp)
                .filter(port -> port != Port.BUDGET_TLS || tls)
                .toList();
    }

    /** {@code http://127.0.0.1:port}. */
    public String url(Port port) {
        return "http://127.0.0.1:" + port(port);
    }

    /** {@code https://localhost:port}, the front door over TLS. */
    public String tlsUrl() {
        return "https://localhost:" + port(Port.BUDGET_TLS);
    }

    /** The folder of the keys: the one that signs tokens, and that of the certificate. */
    public Path keys() {
        return data.resolve("keys");
    }

    /** The folder of the logs. */
    public Path logs() {
        return data.resolve("logs");
    }

    /** The folder that exports are written to. */
    public Path exports() {
        return data.resolve("exports");
    }

    /** The folder of process ids and of what the processes say about themselves. */
    public Path run() {
        return data.resolve("run");
    }
}
