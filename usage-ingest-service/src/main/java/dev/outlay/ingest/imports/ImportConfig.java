package dev.outlay.ingest.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The bounds of imports. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.import")
public interface ImportConfig {
    /** Where uploaded files wait; kept over restarts, one folder for each replica. */
    @WithDefault("imports")
    Path directory();

    /** Bytes of an upload, as sent. */
    @WithDefault("10737418240")
    long maxBytes();

    /** Bytes of an upload after decompression. */
    @WithDefault("107374182400")
    long maxUncompressedBytes();

    /** Uploads that are being received at once. */
    @WithDefault("4")
    int maxUploads();

    /** The time in which an upload has to bring {@link #uploadMinBytes}; one that does not is stopped with 408. */
    @WithDefault("60s")
    Duration uploadTimeout();

    /** Bytes that an upload has to bring in each {@link #uploadTimeout}. */
    @WithDefault("65536")
    long uploadMinBytes();

    /** Imports that wait. */
    @WithDefault("100")
    int maxQueued();

    /** Data sets (billing account and month) that one file may touch. */
    @WithDefault("2000")
    int maxDataSets();

    /** Rows that are published and acknowledged together. */
    @WithDefault("1000")
    int chunkRows();

    /** Chunks that wait for their acknowledgement at once. */
    @WithDefault("4")
    int chunksInFlight();

    /** How long the rejections of a finished import are kept. */
    @WithDefault("720h")
    Duration keepRejections();

    /** How long an ended import is shown that claims no data set; one with a claim is kept for good. */
    @WithDefault("2160h")
    Duration keepEnded();

    /** Ended imports without a claim that are shown at most; the oldest beyond are forgotten before their time. */
    @WithDefault("10000")
    int maxEnded();
}
