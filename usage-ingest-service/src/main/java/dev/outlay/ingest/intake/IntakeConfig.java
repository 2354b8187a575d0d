package dev.outlay.ingest.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of what is taken. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.ingest")
public interface IntakeConfig {
    /** Events of one request. */
    @WithDefault("5000")
    int maxEvents();

    /** Bytes of one request's body, before and after decompression. */
    @WithDefault("10485760")
    int maxBodyBytes();

    /** Requests that are being read or wait for the broker. */
    @WithDefault("512")
    int maxRequestsInFlight();

    /** Bytes of those requests' bodies, after decompression. */
    @WithDefault("67108864")
    long maxBytesInFlight();

    /** How long a body may take to arrive. */
    @WithDefault("60s")
    Duration bodyTimeout();

    /** Threads that parse and publish; 0 means two for each processor, at least four. */
    @WithDefault("0")
    int threads();

    /** Age in months beyond which charges are refused; not less than the ledger's retention. */
    @WithDefault("84")
    int retentionMonths();

    /** Months ahead beyond which charges are refused. */
    @WithDefault("60")
    int futureMonths();
}
