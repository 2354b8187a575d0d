package dev.outlay.ingest.publish;

import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.trace.TraceParent;
import dev.outlay.ingest.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes charges. A call may block for up to two seconds while the broker is unknown, so it is made on worker threads; for a
 * second after such a failure further calls fail at once, so that a lost broker does not hold every thread.
 */
@ApplicationScoped
public class ChargePublisher {
    private static final Logger LOG = Logger.getLogger(ChargePublisher.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaSettings settings;
    private final Clock clock;
    private final Traces traces;
    private final Counter published;
    private final Counter refusals;
    private final Counter failures;
    private volatile long failedAtNanos;
    private volatile boolean failing;
    private @Nullable Producer<byte[], byte[]> producer;

    ChargePublisher(KafkaSettings settings, Clock clock, MeterRegistry meters, Traces traces) {
        this.settings = settings;
        this.clock = clock;
        this.traces = traces;
        this.published = Counter.builder("outlay.ingest.published")
                .baseUnit("charges")
                .description("Charges that the broker acknowledged")
                .register(meters);
        this.refusals = Counter.builder("outlay.ingest.refused")
                .baseUnit("charges")
                .description("Charges that the broker will never take as they are")
                .register(meters);
        this.failures = Counter.builder("outlay.ingest.publish.failures")
                .baseUnit("publications")
                .description(
                        "Requests or import chunks of which the broker did not acknowledge a charge and may another time")
                .register(meters);
    }

    /**
     * Publishes charges.
     *
     * @param imported the import they came with, or null
     * @return completes when of each it is known what became of it, with those that the broker will never take, by their places
     *     in the list: all others are acknowledged. Fails with {@link BrokerUnavailable} when one is not acknowledged and may
     *     be another time; others may still have been written: repeating the whole is harmless, as ids make it so
     */
    public CompletableFuture<List<RefusedCharge>> publish(List<Charge> charges, @Nullable String imported) {
        return publish(charges, imported, Span.getInvalid());
    }

    /**
     * The same, because of something that may be traced.
     *
     * @param cause the span of the request that brought them; an invalid one where there is none
     */
    public CompletableFuture<List<RefusedCharge>> publish(List<Charge> charges, @Nullable String imported, Span cause) {
        if (charges.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (failing && System.nanoTime() - failedAtNanos < PAUSE_NANOS) {
            return CompletableFuture.failedFuture(
                    new BrokerUnavailable("Kafka did not acknowledge within the last second.", null));
        }
        Publication publication = new Publication(charges.size());
        Span span = traces.publication(cause, settings.topic(), charges.size());
        ChargeRecords records = new ChargeRecords(settings.topic(), imported, clock.instant(), TraceParent.of(span));
        try {
            send(charges, records, publication, producer());
        } catch (KafkaException | IllegalStateException unreachable) { // the latter of a producer that is being closed
            publication.fail(unreachable);
        }
        return publication.whenSettled().whenComplete((refused, failure) -> {
            Traces.end(span, failure);
            count(charges.size(), refused, failure);
        });
    }

    private void send(
            List<Charge> charges, ChargeRecords records, Publication publication, Producer<byte[], byte[]> open) {
        for (int at = 0; at < charges.size() && !publication.hasFailed(); at++) {
            open.send(records.of(charges.get(at)), publication.of(at));
        }
    }

    private void count(int charges, @Nullable List<RefusedCharge> refused, @Nullable Throwable failure) {
        if (refused == null || failure != null) {
            failures.increment();
            if (!failing) {
                LOG.warnf("Charges are not acknowledged and are to be sent again. %s", failure);
            }
            failedAtNanos = System.nanoTime();
            failing = true;
            return;
        }
        failing = false; // who refuses a record is there for the others
        published.increment(charges - refused.size());
        if (!refused.isEmpty()) {
            refusals.increment(refused.size());
            BrokerRefused first = refused.getFirst().reason();
            LOG.warnf(
                    "Kafka refused %d of %d charges for good, the first because: %s",
                    refused.size(), charges, first.getCause());
        }
    }

    /** Made when it is first needed: a broker whose name does not resolve yet must not stop the start. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            NativeLz4.load();
            producer = new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
