package dev.outlay.alert.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record that cannot become an alert, and why. */
record UnreadableEvent(ConsumerRecord<byte[], byte @Nullable []> record, String reason) {}
