package dev.outlay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * From event accepted to webhook received: while charges come at a steady rate, ten budgets at each of 60 customers are
 * crossed one after the other. The moment of acceptance is that of the oldest charge in the batch that caused the
 * crossing ({@code acceptedAt} on the topic {@code budget-alerts}, joined by the alert's id).
 */
final class Latency {
    private static final int BUDGETS_EACH = 10;
    private static final int PER_REQUEST = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningStack stack;
    private final Budgets budgets;

    Latency(RunningStack stack, Budgets budgets) {
        this.stack = stack;
        this.budgets = budgets;
    }

    /**
     * What was measured; times in milliseconds.
     *
     * @param crossings that were told
     * @param received of them
     */
    record Result(
            double rate, int crossings, int received, long p50, long p99, long most, long p50Crossed, long p99Crossed) {
        String told() {
            return String.format(
                    Locale.ROOT,
                    "p50 %d ms, p99 %d ms, longest %d ms at %,.0f charges/s; %d of %d crossings received (until crossed: p50 %d ms, p99 %d ms)",
                    p50,
                    p99,
                    most,
                    rate,
                    received,
                    crossings,
                    p50Crossed,
                    p99Crossed);
        }
    }

    private record Told(Instant accepted, Instant crossed) {}

    /** @param perSecond charges a second */
    Result measure(HttpLoad load, Charges.Run run, long perSecond, int seconds, LocalDate today) {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            Instant since = Instant.now();
            budgets.actionGroup(receiver.port());
            putBudgets(perSecond, seconds, today);
            HttpLoad.Result posted = load.post(run, perSecond * seconds, PER_REQUEST, perSecond);
            Map<String, Told> told = awaitAll(receiver, since);
            return result(posted.rate(), told, receiver.received());
        }
    }

    private void putBudgets(long perSecond, int seconds, LocalDate today) {
        // Amounts are spread evenly between 0 and 1, so a charge costs half a unit of its currency.
        double growth = perSecond * (double) seconds / Universe.CUSTOMERS * 0.5;
        for (int customer = 0; customer < Universe.CUSTOMERS; customer++) {
            BigDecimal spend = spend(customer, today);
            for (int number = 0; number < BUDGETS_EACH; number++) {
                double share = 0.15 + 0.7 * (number + customer / (double) Universe.CUSTOMERS) / BUDGETS_EACH;
                BigDecimal amount =
                        spend.add(BigDecimal.valueOf(growth * share)).setScale(2, RoundingMode.HALF_EVEN);
                budgets.crossing(customer, number, amount.toPlainString(), today);
            }
        }
    }

    private BigDecimal spend(int customer, LocalDate today) {
        return BigDecimal.valueOf(
                stack.database().number("""
                select coalesce(sum(amount), 0)::bigint from spend where period_start = date '%s' and series_id = (select series.id from spend_series series
                join scope on scope.id = series.scope_id where scope.kind = 3 and scope.customer = '%s' and filter is null and time_grain = 1 and metric = 1)
                """.formatted(today.withDayOfMonth(1), Universe.customer(customer))));
    }

    private Map<String, Told> awaitAll(WebhookReceiver receiver, Instant since) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Told> told = told(since);
        int expected = Universe.CUSTOMERS * BUDGETS_EACH;
        while ((told.size() < expected || receiver.received().size() < told.size()) && System.nanoTime() < deadline) {
            Pause.millis(1_000);
            told = told(since);
        }
        return told;
    }

    private static Result result(double rate, Map<String, Told> told, Map<String, Instant> received) {
        List<Long> whole = new ArrayList<>();
        List<Long> crossed = new ArrayList<>();
        told.forEach((id, times) -> {
            Instant at = received.get(id);
            if (at != null) {
                whole.add(Duration.between(times.accepted(), at).toMillis());
                crossed.add(Duration.between(times.accepted(), times.crossed()).toMillis());
            }
        });
        whole.sort(null);
        crossed.sort(null);
        return new Result(
                rate,
                told.size(),
                whole.size(),
                percentile(whole, 50),
                percentile(whole, 99),
                percentile(whole, 100),
                percentile(crossed, 50),
                percentile(crossed, 99));
    }

    private static long percentile(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            throw new BenchFailure("No webhook was received.");
        }
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    /** Every crossing since a moment that says when its charge was accepted. */
    private Map<String, Told> told(Instant since) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", stack.bootstrap());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < RunningStack.PARTITIONS; i++) {
            partitions.add(new TopicPartition("budget-alerts", i));
        }
        Map<String, Told> told = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    note(record, told);
                }
            }
        }
        told.values().removeIf(times -> times.crossed().isBefore(since));
        return told;
    }

    private static void note(ConsumerRecord<String, byte[]> record, Map<String, Told> told) {
        Header id = record.headers().lastHeader("ce_id");
        try {
            JsonNode crossing = JSON.readTree(record.value());
            String accepted = text(crossing, "acceptedAt");
            String crossed = text(crossing, "crossedAt");
            if (id != null && accepted != null && crossed != null) {
                told.put(
                        new String(id.value(), StandardCharsets.UTF_8),
                        new Told(Instant.parse(accepted), Instant.parse(crossed)));
            }
        } catch (IOException e) {
            throw new BenchFailure("A crossing that is not JSON", e);
        }
    }

    private static @Nullable String text(JsonNode crossing, String field) {
        JsonNode value = crossing.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
