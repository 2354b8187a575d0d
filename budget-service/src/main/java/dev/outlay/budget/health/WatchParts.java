package dev.outlay.budget.health;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Looks at the parts every two seconds, one after the other, whether or not anybody asks: so that it is known since when one is away. */
@ApplicationScoped
class WatchParts {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String NO_SUCH_TABLE = "42P01";

    private final Mutiny.SessionFactory sessions;
    private final RecordCharges recordCharges;
    private final Map<String, Object> kafka;
    private final Clock clock;
    private final String databaseAddress;
    private final String brokerAddress;
    private final Part database;
    private final Part broker;
    private final Part watched;
    private final RepeatedTask task;
    private @Nullable Admin admin;

    WatchParts(
            Mutiny.SessionFactory sessions,
            RecordCharges recordCharges,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String databaseUrl,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokerAddress,
            Clock clock,
            Vertx vertx) {
        this.sessions = sessions;
        this.recordCharges = recordCharges;
        this.kafka = kafka;
        this.clock = clock;
        this.databaseAddress = "PostgreSQL at " + Address.of(databaseUrl);
        this.brokerAddress = "Kafka at " + brokerAddress;
        this.database = new Part(
                "PostgreSQL",
                "charges wait in Kafka; nothing is lost; requests are answered with 503",
                clock.instant());
        this.broker = new Part(
                "Kafka",
                "alerts wait in the outbox and charges wait with whoever sends them; nothing is lost; budgets and costs are served",
                clock.instant());
        this.watched = new Part(
                "What is watched", "charges wait in Kafka; nothing is lost; it goes on by itself", clock.instant());
        this.task = new RepeatedTask(vertx, "Looking at PostgreSQL and Kafka", EVERY, this::look);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
        Admin client = admin;
        if (client != null) {
            client.close(Duration.ofSeconds(1));
        }
    }

    Part database() {
        return database;
    }

    Part broker() {
        return broker;
    }

    Part watched() {
        return watched;
    }

    private Uni<Boolean> look() {
        return lookAtDatabase()
                .chain(this::lookAtBroker)
                .chain(this::lookAtWatched)
                .replaceWith(false);
    }

    private Uni<Void> lookAtDatabase() {
        return sessions.withStatelessSession(MigrationsTable::run)
                .invoke(migrations -> {
                    if (migrations > 0) {
                        database.isWell();
                    } else {
                        database.isNotWell(unmigrated(), clock.instant());
                    }
                })
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithUni(() -> notWell(database, databaseAddress + " does not answer"))
                .onFailure()
                .recoverWithUni(failure -> notWell(database, databaseTrouble(failure)));
    }

    /** In own words: what a driver says may name users and more. */
    private String databaseTrouble(Throwable failure) {
        String state = SqlState.of(failure);
        if (state == null) {
            return databaseAddress + " is not reachable";
        }
        return state.equals(NO_SUCH_TABLE) ? unmigrated() : databaseAddress + " refuses (SQLSTATE " + state + ")";
    }

    private String unmigrated() {
        return databaseAddress
                + " has no tables of this service: its migrations have not run, a restart with OUTLAY_MIGRATE_AT_START=true runs them";
    }

    private Uni<Void> lookAtBroker() {
        return Uni.createFrom()
                .completionStage(() -> client().describeCluster(
                                new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                        .clusterId()
                        .toCompletionStage())
                .invoke(broker::isWell)
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> notWell(broker, brokerAddress + " is not reachable"));
    }

    /** A batch of nothing is refused exactly when any batch would be. */
    private Uni<Void> lookAtWatched() {
        if (database.trouble() != null) {
            return Uni.createFrom().voidItem();
        }
        return recordCharges
                .record(List.of())
                .invoke(watched::isWell)
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(
                        failure -> notWell(watched, "What is watched is still being loaded from " + databaseAddress));
    }

    private Uni<Void> notWell(Part part, String what) {
        part.isNotWell(what, clock.instant());
        return Uni.createFrom().voidItem();
    }

    private synchronized Admin client() {
        Admin known = admin;
        if (known == null) {
            Map<String, Object> config = new HashMap<>(kafka);
            config.keySet().retainAll(AdminClientConfig.configNames());
            config.put(AdminClientConfig.CLIENT_ID_CONFIG, "budget-service-health");
            known = Admin.create(config);
            admin = known;
        }
        return known;
    }
}
