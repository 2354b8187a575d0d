package dev.outlay.alert.health;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at PostgreSQL and Kafka every two seconds, in a thread of its own, so that it is known since when one is away;
 * answers from what it saw last.
 */
@ApplicationScoped
class Health {

    private static final Logger LOG = Logger.getLogger(Health.class);
    private static final long EVERY_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 3;
    private static final String NO_SUCH_TABLE = "42P01";

    private final Transactions transactions;
    private final AccessHeard heard;
    private final Map<String, Object> kafka;
    private final Clock clock;
    private final String databaseAddress;
    private final String brokerAddress;
    private final Part database;
    private final Part broker;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("health").daemon().factory());
    private @Nullable Admin admin;

    Health(
            Transactions transactions,
            AccessHeard heard,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String databaseUrl,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            Clock clock) {
        this.transactions = transactions;
        this.heard = heard;
        this.kafka = kafka;
        this.clock = clock;
        this.databaseAddress = "PostgreSQL at " + Address.of(databaseUrl);
        this.brokerAddress = "Kafka at " + brokers;
        this.database = new Part(
                "PostgreSQL",
                "crossings wait in Kafka; nothing is lost; requests are answered with 503",
                clock.instant());
        this.broker = new Part(
                "Kafka",
                "crossings wait at the budget service; nothing is lost; what is due goes on being told, but customers' people are refused",
                clock.instant());
    }

    void start(@Observes StartupEvent event) {
        rounds.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.shutdownNow();
        Admin client = admin;
        if (client != null) {
            client.close(Duration.ofSeconds(1));
        }
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> response(database).build();
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> response(broker)
                .withData("access", heard.isFresh() ? "heard" : "not heard: customers' people are refused")
                .build();
    }

    private static HealthCheckResponseBuilder response(Part part) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(part.name());
        Part.Trouble trouble = part.trouble();
        return trouble == null
                ? response.up()
                : response.down()
                        .withData("what", part.sentence())
                        .withData(
                                "since",
                                trouble.since().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void look() {
        try {
            note(database, databaseTrouble());
            note(broker, brokerTrouble());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Part part, @Nullable String what) {
        boolean wasWell = part.trouble() == null;
        if (what == null) {
            part.isWell();
        } else {
            part.isNotWell(what, clock.instant());
        }
        if (wasWell != (what == null)) {
            LOG.warn(part.sentence());
        }
    }

    private @Nullable String databaseTrouble() throws InterruptedException {
        try {
            Long migrations = transactions
                    .streaming(MigrationsTable::run)
                    .subscribeAsCompletionStage()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return migrations > 0 ? null : unmigrated();
        } catch (TimeoutException silence) {
            return databaseAddress + " does not answer";
        } catch (ExecutionException failure) {
            String state = stateOf(failure);
            if (state == null) {
                return databaseAddress + " is not reachable";
            }
            return state.equals(NO_SUCH_TABLE) ? unmigrated() : databaseAddress + " refuses (SQLSTATE " + state + ")";
        }
    }

    private String unmigrated() {
        return databaseAddress
                + " has no tables of this service: its migrations have not run, a restart with OUTLAY_MIGRATE_AT_START=true runs them";
    }

    private static @Nullable String stateOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return refused.getSqlState();
            }
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return refused.getSQLState();
            }
        }
        return null;
    }

    private @Nullable String brokerTrouble() throws InterruptedException {
        try {
            client().describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (TimeoutException | ExecutionException | KafkaException failure) {
            return brokerAddress + " is not reachable";
        }
    }

    private Admin client() {
        Admin known = admin;
        if (known == null) {
            Map<String, Object> config = new HashMap<>(kafka);
            config.keySet().retainAll(AdminClientConfig.configNames());
            config.put(AdminClientConfig.CLIENT_ID_CONFIG, "alert-service-health");
            known = Admin.create(config);
            admin = known;
        }
        return known;
    }
}
