package dev.outlay.budget.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Messages, whoever explains them in a way of a test's own, and what was counted. */
abstract class ExplainerFixture {

    private static final String PLAIN = "{}";

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final CompletableFuture<Optional<OutboxMessage>> late = new CompletableFuture<>();
    final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static List<OutboxMessage> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new OutboxMessage("topic", "key", Integer.toString(i), Map.of(), PLAIN))
                .toList();
    }

    /** One that explains every message, in a way of its own. */
    BoundedExplainer explainer(
            String patience, String ofARound, Function<OutboxMessage, Uni<Optional<OutboxMessage>>> way) {
        Explainer each = message -> Optional.of(within -> {
            begun.incrementAndGet();
            return way.apply(message);
        });
        return new BoundedExplainer(
                each, new Times(Duration.parse(patience), Duration.parse(ofARound)), registry, vertx);
    }

    record Times(Duration patience, Duration ofARound) implements ExplanationConfig {}

    static Uni<Optional<OutboxMessage>> said(OutboxMessage message) {
        return Uni.createFrom().item(Optional.of(message.saying("{\"explained\":true}")));
    }

    Uni<Optional<OutboxMessage>> never() {
        return Uni.createFrom().completionStage(late);
    }

    static List<OutboxMessage> sent(BoundedExplainer explainer, List<OutboxMessage> messages) {
        CompletableFuture<List<OutboxMessage>> sent = new CompletableFuture<>();
        explainer.explained(messages, false).subscribe().with(sent::complete, sent::completeExceptionally);
        return sent.orTimeout(30, TimeUnit.SECONDS).join();
    }

    double counted(String outcome) {
        Counter counter =
                registry.find("outlay.explanations").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    static boolean isExplained(OutboxMessage message) {
        return !PLAIN.equals(message.body());
    }
}
