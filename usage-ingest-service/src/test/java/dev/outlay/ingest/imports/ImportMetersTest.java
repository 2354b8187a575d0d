package dev.outlay.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ImportMetersTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource hands = now::get;
    private final Collection<Import> unfinished = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ImportMeters meters =
            new ImportMeters(registry, hands.withZone(ZoneOffset.UTC), () -> List.copyOf(unfinished));

    @Test
    void theAgeOfTheOldestImportGrowsWhileNothingHappens() {
        unfinished.add(received("1", NOON.minusSeconds(5)));
        unfinished.add(received("2", NOON.minusSeconds(90)));
        assertThat(oldest()).isEqualTo(90);

        now.set(NOON.plusSeconds(600));

        assertThat(oldest()).isEqualTo(690);
        assertThat(registry.get("outlay.ingest.imports.waiting").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void whereNoImportWaitsNoneIsOld() {
        assertThat(oldest()).isZero();
    }

    @Test
    void anImportThatEndedIsTimedByItsState() {
        meters.ended(received("1", NOON.minusSeconds(30))
                .failed(NOON.toString(), new Import.Failure("EmptyFile", ""), false));

        Timer timer =
                registry.get("outlay.ingest.import").tag("state", "Failed").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS))
                .isEqualTo(Duration.ofSeconds(30).toSeconds());
    }

    private double oldest() {
        return registry.get("outlay.ingest.imports.oldest").gauge().value();
    }

    private static Import received(String id, Instant at) {
        return Import.queued(new Import.Asked(id, at.toString(), null, false, null, 1));
    }
}
