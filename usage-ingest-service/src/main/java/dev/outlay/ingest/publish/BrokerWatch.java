package dev.outlay.ingest.publish;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks every two seconds whether the broker answers and has the topics, so that a probe never waits for it. */
@Readiness
@ApplicationScoped
public class BrokerWatch implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);
    private static final int INTERVAL_SECONDS = 2;
    private static final int ANSWER_SECONDS = 3;

    private final KafkaSettings settings;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outlay-broker-watch");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Admin admin;
    private volatile String trouble = "Kafka was not asked yet.";

    BrokerWatch(KafkaSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        clockwork.scheduleWithFixedDelay(this::ask, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public HealthCheckResponse call() {
        String reason = trouble;
        return HealthCheckResponse.named("kafka")
                .status(reason.isEmpty())
                .withData("bootstrap", settings.bootstrap())
                .withData("reason", reason.isEmpty() ? "none" : reason)
                .build();
    }

    private void ask() {
        String before = trouble;
        String now = answer();
        if (!before.equals(now) && !now.isEmpty()) {
            LOG.warnf("%s Charges are refused with 503 until it is back; then they are taken again.", now);
        } else if (!before.isEmpty() && now.isEmpty()) {
            LOG.info("Kafka answers; charges are accepted.");
        }
        trouble = now;
    }

    private String answer() {
        try {
            if (admin == null) {
                admin = Admin.create(settings.admin());
            }
            admin.describeTopics(List.of(settings.topic(), settings.importsTopic()))
                    .allTopicNames()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return "";
        } catch (TimeoutException silence) {
            return "Kafka at " + settings.bootstrap() + " does not answer.";
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                return "Kafka at " + settings.bootstrap() + " does not answer.";
            }
            return "Kafka at " + settings.bootstrap() + " says: " + (cause == null ? failure : cause).getMessage();
        } catch (KafkaException unusable) {
            return "Kafka at " + settings.bootstrap() + " cannot be reached: " + unusable.getMessage();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "Stopping.";
        }
    }

    @PreDestroy
    void stop() {
        clockwork.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
