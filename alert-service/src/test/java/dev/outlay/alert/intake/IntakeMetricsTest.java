package dev.outlay.alert.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.HandMovedClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class IntakeMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final HandMovedClock clock = new HandMovedClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final IntakeMetrics metrics = new IntakeMetrics(registry, clock);

    @Test
    void itIsAsFarBehindAsTheLastBatchAndFallsBehindWhileABatchWaits() {
        IntakeMetrics.Batch quick = metrics.begin(recordsOf(clock.instant()));
        clock.pass(Duration.ofMillis(200));
        quick.done();
        clock.pass(Duration.ofHours(1));
        assertThat(behind()).as("nothing has come since").isEqualTo(0.2);

        IntakeMetrics.Batch waiting = metrics.begin(recordsOf(clock.instant()));
        clock.pass(Duration.ofHours(1));
        assertThat(behind()).isEqualTo(3_600);

        waiting.done();
        metrics.begin(recordsOf(clock.instant())).done();
        assertThat(behind()).isZero();
    }

    private double behind() {
        return registry.get("outlay.alert.consumer.behind").gauge().value();
    }

    private static ConsumerRecords<byte[], byte[]> recordsOf(Instant written) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "budget-alerts",
                0,
                0,
                written.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return new ConsumerRecords<>(Map.of(new TopicPartition("budget-alerts", 0), List.of(record)), Map.of());
    }
}
