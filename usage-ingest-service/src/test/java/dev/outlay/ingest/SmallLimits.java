package dev.outlay.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits that a test reaches: few requests of a principal, one of them at a time, two uploads, small files, and little patience with slow ones. */
public final class SmallLimits implements QuarkusTestProfile {
    static final int UPLOADS = 2;
    static final int FILE_BYTES = 4096;
    /** At once, of a principal. */
    static final int REQUESTS = 300;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "outlay.ingest.max-requests-in-flight",
                "1",
                "outlay.import.max-uploads",
                Integer.toString(UPLOADS),
                "outlay.import.max-bytes",
                Integer.toString(FILE_BYTES),
                "outlay.import.upload-timeout",
                "2s",
                "outlay.import.upload-min-bytes",
                "100",
                "outlay.publishers.per-minute",
                "600",
                "outlay.publishers.at-once",
                Integer.toString(REQUESTS),
                "outlay.publishers.longest-rest",
                "1s");
    }
}
