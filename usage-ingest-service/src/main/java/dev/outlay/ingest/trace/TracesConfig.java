package dev.outlay.ingest.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is traced, and where traces go. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.traces")
public interface TracesConfig {
    /** Address of an OpenTelemetry collector, OTLP over HTTP, without {@code /v1/traces}; nothing is traced without it. */
    Optional<String> endpoint();

    /** {@code name=value}, separated by commas: headers for the collector. A secret. */
    Optional<String> headers();

    /** Which part of the requests, and of the parts of files, is traced: 0 to 1. */
    @WithDefault("0.05")
    double ratio();

    /** Whether a caller's {@code traceparent} decides: its trace goes on, and is recorded where it says so. */
    @WithDefault("false")
    boolean followCallers();
}
