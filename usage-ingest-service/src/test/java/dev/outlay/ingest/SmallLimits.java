package dev.outlay.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits that a test reaches: one request, two uploads, small files, and little patience with slow ones. */
public final class SmallLimits implements QuarkusTestProfile {
    static final int UPLOADS = 2;
    static final int FILE_BYTES = 4096;

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
                "100");
    }
}
