package dev.outlay.ingest.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T00:00:00Z,2026-11-20T00:00:00Z",
        "2024-09-18 23:00:00,2024-09-18T23:00:00Z",
        "2024-09-01T00:00Z,2024-09-01T00:00:00Z",
        "2026-11-20T01:30:00+01:30,2026-11-20T00:00:00Z",
        "2026-11-19T19:00:00-05:00,2026-11-20T00:00:00Z",
        "2026-11-20T00:00:00.123Z,2026-11-20T00:00:00.123Z",
        "2026-11-20 00:00:00.5,2026-11-20T00:00:00.500Z",
        "2024-02-29T12:00:00Z,2024-02-29T12:00:00Z",
        "9999-12-31T23:59:59Z,9999-12-31T23:59:59Z"
    })
    void aTimestampIsKeptInUtc(String written, String kept) {
        Instant instant = Timestamps.parse(written);

        assertThat(instant).isEqualTo(Instant.parse(kept));
        assertThat(instant).isNotNull();
        assertThat(Timestamps.canonical(written, instant)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-20",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T00:00:00",
                "2026-11-20T00:00:00+25:00",
                "2026-11-20T00:00:00.Z",
                "2026-11-20T00:00:00.1234567890Z",
                "20/11/2026",
                "2026-11-20T00:00:00ZZ",
                "-026-11-20T00:00:00Z",
                "2026-11-20T00:00:60Z",
                "9999-12-31T23:59:59-01:00",
                "0000-01-01T00:00:00+01:00",
                "tomorrow"
            })
    void whatIsNoMomentIsRefused(String written) {
        assertThat(Timestamps.parse(written)).isNull();
    }
}
