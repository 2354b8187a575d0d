package dev.outlay.budget.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.HandMovedClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final HandMovedClock clock = new HandMovedClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final StreamMetrics metrics = new StreamMetrics(registry, clock);

    @Test
    void theLagIsThatOfTheLastBatchAndGrowsWhileABatchStandsStill() {
        StreamMetrics.Batch quick = metrics.begin(records(clock.instant()), clock.instant());
        clock.pass(Duration.ofMillis(200));
        quick.done();
        assertThat(lag()).isEqualTo(0.2);

        StreamMetrics.Batch stuck = metrics.begin(records(clock.instant()), clock.instant());
        clock.pass(Duration.ofHours(1));
        assertThat(lag()).isEqualTo(3_600);

        stuck.done();
        metrics.begin(records(clock.instant()), clock.instant()).done();
        assertThat(lag()).isZero();
        assertThat(registry.get("outlay.stream.consumed").counter().count()).isEqualTo(3);
    }

    private double lag() {
        return registry.get("outlay.stream.lag.seconds").gauge().value();
    }

    private static List<ConsumerRecord<String, byte[]>> records(Instant written) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                "cost-events",
                0,
                0,
                written.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return List.of(record);
    }
}
