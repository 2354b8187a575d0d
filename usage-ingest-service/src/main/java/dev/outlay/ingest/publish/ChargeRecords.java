package dev.outlay.ingest.publish;

import dev.outlay.ingest.charge.AlertsMode;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of one publication: the binary mode of the CloudEvents 1.0 Kafka binding, as {@code
 * deploy/contracts/README.md} says. Used by one thread.
 */
public final class ChargeRecords {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] JSON = utf8("application/json");
    private static final byte[] VERSION = utf8("1.0");
    private static final byte[] TYPE = utf8(Attributes.TYPE);
    private static final byte[] FIRST_REVISION = utf8("0");

    private final String topic;
    private final byte @Nullable [] imported;
    private final byte[] acceptedAt;
    private final byte @Nullable [] traceparent;
    private final ChargeJson json = new ChargeJson();

    /**
     * @param imported id of the import that the charges came with, or null
     * @param acceptedAt when they were accepted, written in milliseconds, UTC
     */
    public ChargeRecords(String topic, @Nullable String imported, Instant acceptedAt) {
        this(topic, imported, acceptedAt, null);
    }

    /**
     * The same, of a publication that may be traced.
     *
     * @param traceparent what follows from it says where it comes from; null where it is not traced
     */
    public ChargeRecords(String topic, @Nullable String imported, Instant acceptedAt, @Nullable String traceparent) {
        this.topic = topic;
        this.imported = imported == null ? null : utf8(imported);
        this.acceptedAt = utf8(MILLISECONDS.format(acceptedAt));
        this.traceparent = traceparent == null ? null : utf8(traceparent);
    }

    /** The record of one charge. */
    public ProducerRecord<byte[], byte[]> of(Charge charge) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, utf8(charge.partitionKey()), json.write(charge.columns()));
        Headers headers = message.headers();
        headers.add("ce_specversion", VERSION);
        headers.add("ce_id", utf8(charge.id()));
        headers.add("ce_source", utf8(charge.source()));
        headers.add("ce_type", TYPE);
        headers.add("ce_revision", charge.revision() == 0 ? FIRST_REVISION : utf8(Integer.toString(charge.revision())));
        headers.add("ce_acceptedat", acceptedAt);
        headers.add("content-type", JSON);
        String time = charge.time();
        if (time != null) {
            headers.add("ce_time", utf8(time));
        }
        AlertsMode alerts = charge.alerts();
        if (alerts != null) {
            headers.add("ce_alerts", utf8(alerts.text()));
        }
        if (imported != null) {
            headers.add("ce_imported", imported);
        }
        if (traceparent != null) {
            headers.add("ce_" + TraceParent.NAME, traceparent);
            headers.add(TraceParent.NAME, traceparent);
        }
        return message;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
