package dev.outlay.budget.trace;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where traces go. What is traced was decided when its charge came in. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.traces")
public interface TracesConfig {
    /** Address of an OpenTelemetry collector, OTLP over HTTP, without {@code /v1/traces}; nothing is traced without it. */
    Optional<String> endpoint();

    /** {@code name=value}, separated by commas: headers for the collector. A secret. */
    Optional<String> headers();
}
