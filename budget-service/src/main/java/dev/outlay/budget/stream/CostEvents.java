package dev.outlay.budget.stream;

import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.evaluation.RecordedBatch;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.OtherCurrency;
import dev.outlay.budget.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads charges from Kafka, for each consumer a batch at a time. A record is acknowledged after the transaction of its batch is committed and what the batch had
 * to reject is with the broker.
 */
@ApplicationScoped
public class CostEvents {

    private static final Logger LOG = Logger.getLogger(CostEvents.class);
    private static final Duration FIRST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    private final RecordCharges recordCharges;
    private final DeadLetters deadLetters;
    private final StreamMetrics metrics;
    private final ChargeReader reader;
    private final RetentionBound retention;
    private final Clock clock;
    private final int batch;
    private final Vertx vertx;
    private final Map<String, BatchGathering> consumers = new ConcurrentHashMap<>();

    CostEvents(
            RecordCharges recordCharges,
            DeadLetters deadLetters,
            StreamMetrics metrics,
            StreamConfig config,
            Clock clock,
            Vertx vertx,
            Traces traces) {
        this.recordCharges = recordCharges;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.reader = new ChargeReader(traces.areOn());
        this.retention = new RetentionBound(config.retentionMonths());
        this.clock = clock;
        this.batch = config.batch();
        this.vertx = vertx;
    }

    /** A charge with the record it came in. */
    private record Received(Charge charge, ConsumerRecord<String, byte[]> record) {}

    /** Takes what a consumer has polled; it polls on when this completes. */
    @Incoming("cost-events")
    CompletionStage<Void> read(Message<ConsumerRecords<String, byte[]>> message) {
        return consumers
                .computeIfAbsent(consumerOf(message), unused -> new BatchGathering(batch, vertx, this::record))
                .take(message);
    }

    private static String consumerOf(Message<ConsumerRecords<String, byte[]>> message) {
        return message.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .map(metadata -> metadata.getChannel() + "/" + metadata.getConsumerIndex())
                .orElseThrow(() -> new IllegalStateException("A batch that no consumer has polled"));
    }

    /** Records a batch, and sends what of it has to be rejected. */
    private Uni<Void> record(List<ConsumerRecord<String, byte[]>> records) {
        Executor here = here();
        Instant begin = clock.instant();
        Instant oldest = retention.oldest(begin);
        StreamMetrics.Batch measured = metrics.begin(records, begin);
        List<Received> good = new ArrayList<>(records.size());
        List<RejectedCharge> rejected = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            switch (reader.read(record.headers(), record.value(), oldest)) {
                case ReadCharge.Good charge -> good.add(new Received(charge.charge(), record));
                case ReadCharge.Bad bad -> rejected.add(reject(record, bad.code(), bad.problems()));
            }
        }
        return record(good, here)
                .invoke(rejected::addAll)
                .chain(() -> retried(() -> deadLetters.send(rejected), here, "sending rejected charges"))
                .invoke(measured::done);
    }

    /** Records charges and returns what has to be rejected; a batch with data that the database refuses is halved until the culprit is found. */
    private Uni<List<RejectedCharge>> record(List<Received> batch, Executor here) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Charge> charges = batch.stream().map(Received::charge).toList();
        return retried(() -> recordCharges.record(charges), here, "recording a batch of charges")
                .map(recorded -> rejections(batch, recorded))
                .onFailure(Failures::isOfTheData)
                .recoverWithUni(failure -> halved(batch, here, failure));
    }

    private Uni<List<RejectedCharge>> halved(List<Received> batch, Executor here, Throwable failure) {
        if (batch.size() == 1) {
            LOG.warnf("A charge that the database refuses: %s", failure.getMessage());
            ChargeProblem problem = new ChargeProblem("Refused", "/data", "The ledger cannot hold this charge.");
            return Uni.createFrom().item(List.of(reject(batch.getFirst().record(), "InvalidCharge", List.of(problem))));
        }
        int middle = batch.size() / 2;
        return record(batch.subList(0, middle), here).chain(first -> record(batch.subList(middle, batch.size()), here)
                .map(second -> {
                    List<RejectedCharge> both = new ArrayList<>(first);
                    both.addAll(second);
                    return both;
                }));
    }

    private List<RejectedCharge> rejections(List<Received> batch, RecordedBatch recorded) {
        metrics.recorded(recorded);
        List<RejectedCharge> rejected = new ArrayList<>();
        for (int position : recorded.conflicts()) {
            rejected.add(
                    reject(
                            batch.get(position).record(),
                            "ConflictingRevision",
                            List.of(
                                    new ChargeProblem(
                                            "ConflictingRevision",
                                            "/revision",
                                            "This revision was stated before with other content. Send the right content with a higher revision."))));
        }
        for (OtherCurrency refused : recorded.otherCurrency()) {
            rejected.add(reject(
                    batch.get(refused.position()).record(),
                    "CurrencyOfProfile",
                    List.of(new ChargeProblem("CurrencyOfProfile", "/data/BillingCurrency", refused.reason()))));
        }
        return rejected;
    }

    private RejectedCharge reject(ConsumerRecord<String, byte[]> record, String code, List<ChargeProblem> problems) {
        metrics.rejected(code);
        return new RejectedCharge(record, code, problems, clock.instant());
    }

    /** Tries again, on this batch's own context, as long as the infrastructure fails: a session that woke up on another thread would refuse to work. */
    private <T> Uni<T> retried(Supplier<Uni<T>> work, Executor here, String what) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .runSubscriptionOn(here)
                .onFailure(Failures::pass)
                .invoke(failure -> {
                    metrics.retried();
                    LOG.warnf("%s failed and is tried again: %s", what, failure);
                })
                .onFailure(Failures::pass)
                .retry()
                .withBackOff(FIRST_REST, LONGEST_REST)
                .indefinitely();
    }

    private static Executor here() {
        Context context = Vertx.currentContext();
        return command -> {
            if (context == null || Vertx.currentContext() == context) {
                command.run();
            } else {
                context.runOnContext(unused -> command.run());
            }
        };
    }
}
