package dev.outlay.ingest.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.ingest.publish.BrokerRefused;
import dev.outlay.ingest.publish.BrokerUnavailable;
import dev.outlay.ingest.publish.KafkaSettings;
import dev.outlay.ingest.publish.Unacknowledged;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All imports, as the compacted topic {@code cost-imports} (one partition) has them. Each replica reads the whole topic and goes
 * on reading; what it writes counts once it has read it back, so that all replicas see one order.
 */
@ApplicationScoped
class ImportBook {
    private static final Logger LOG = Logger.getLogger(ImportBook.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int ACKNOWLEDGE_SECONDS = 15;

    private final KafkaSettings settings;
    private final ObjectMapper json;
    private final TopicPartition partition;
    private final KnownImports imports = new KnownImports();
    private final Object moved = new Object();
    private final Thread reader = new Thread(this::readForever, "outlay-imports-book");
    private volatile boolean whole;
    private volatile boolean stopped;
    private volatile long readTo;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> open;
    private @Nullable Producer<byte[], byte[]> producer;

    ImportBook(KafkaSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.partition = new TopicPartition(settings.importsTopic(), 0);
        reader.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    /** Whether the topic was read to its end once since the start. */
    boolean whole() {
        return whole;
    }

    @Nullable
    Import find(String id) {
        return imports.find(id);
    }

    /** Those that state one of the data sets. */
    Collection<Import> stating(Collection<String> dataSets) {
        return imports.stating(dataSets);
    }

    List<Import> newest(int count) {
        return imports.newest(count);
    }

    /**
     * Forgets imports that claim nothing: those that ended before that time, and those that are more than so many. Every
     * replica may do it; each hears of it as of any other record.
     */
    void forget(Instant before, int most) {
        for (String id : imports.forgettable(before, most)) {
            send(new ProducerRecord<>(settings.importsTopic(), 0, id.getBytes(StandardCharsets.UTF_8), null));
        }
    }

    /**
     * Writes the state of an import and waits for the acknowledgement.
     *
     * @return the offset of the record
     * @throws BrokerUnavailable when the broker does not acknowledge in time
     * @throws BrokerRefused when it never will
     */
    long write(Import state) {
        try {
            return producer()
                    .send(message(state))
                    .get(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException unacknowledged) {
            Throwable cause = unacknowledged.getCause();
            throw Unacknowledged.because(cause == null ? unacknowledged : cause);
        } catch (TimeoutException | KafkaException unacknowledged) {
            throw Unacknowledged.because(unacknowledged);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("Stopping.", stopping);
        }
    }

    /** Writes the progress of an import without waiting: a newer one follows soon. */
    void note(Import state) {
        send(message(state));
    }

    private void send(ProducerRecord<byte[], byte[]> message) {
        try {
            producer().send(message);
        } catch (KafkaException away) {
            LOG.debugf("What can wait was not written to cost-imports: %s", away.getMessage());
        }
    }

    private ProducerRecord<byte[], byte[]> message(Import state) {
        try {
            byte[] key = state.id().getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(
                    settings.importsTopic(), 0, key, json.writeValueAsBytes(ImportRecord.of(state)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an import can always be written", impossible);
        }
    }

    /** Waits until the record at that offset, and so all before it, was read back. */
    void awaitRead(long offset) throws InterruptedException {
        synchronized (moved) {
            while (readTo <= offset && !stopped) {
                moved.wait();
            }
        }
    }

    private void readForever() {
        while (!stopped) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    settings.wholeTopicConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                open = consumer;
                consumer.assign(List.of(partition));
                consumer.seek(partition, readTo);
                read(consumer);
            } catch (WakeupException stopping) {
                LOG.debug("cost-imports is read no more");
            } catch (KafkaException away) {
                LOG.debugf("cost-imports cannot be read yet: %s", away.getMessage());
                pause();
            }
        }
    }

    /** Entries are there at once when they come; only a topic that is silent is asked as rarely as {@link #POLL}. */
    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        whole = whole || readTo >= end;
        while (!stopped) {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                keep(entry);
            }
            synchronized (moved) {
                readTo = consumer.position(partition);
                moved.notifyAll();
            }
            if (!whole && readTo >= end) {
                whole = true;
            }
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            imports.remove(new String(entry.key(), StandardCharsets.UTF_8));
            return;
        }
        try {
            Import state = json.readValue(entry.value(), ImportRecord.class).read();
            boolean firstClaim = !state.claim().isNone() && !state.claim().isPlaced();
            imports.keep(firstClaim ? state.claimed(entry.offset()) : state);
        } catch (IOException unreadable) {
            LOG.warnf("cost-imports offset %d cannot be read and is passed over: %s", entry.offset(), unreadable);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    settings.producerOfSingleRecords(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stopping) {
            stopped = true;
        }
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        KafkaConsumer<byte[], byte[]> waiting = open;
        if (waiting != null) {
            waiting.wakeup(); // else it would listen to a silent topic while what it needs is taken down
        }
        synchronized (moved) {
            moved.notifyAll();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
