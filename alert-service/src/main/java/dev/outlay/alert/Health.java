package dev.outlay.alert;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.database.Transactions;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says in words whether the parts are there that the service works with. */
@ApplicationScoped
class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final AccessHeard heard;
    private final String brokers;
    private Optional<Admin> admin = Optional.empty();

    Health(
            Transactions transactions,
            AccessHeard heard,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.transactions = transactions;
        this.heard = heard;
        this.brokers = brokers;
    }

    @Produces
    @Readiness
    AsyncHealthCheck database() {
        return () -> transactions
                .streaming(session ->
                        session.createNativeQuery("select 1", Integer.class).getSingleResult())
                .map(row -> HealthCheckResponse.up("database"))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> down("database", "PostgreSQL does not answer; alerts wait in Kafka", "timeout"))
                .onFailure()
                .recoverWithItem(failure ->
                        down("database", "PostgreSQL cannot be reached; alerts wait in Kafka", failure.toString()));
    }

    @Produces
    @Readiness
    AsyncHealthCheck broker() {
        return () -> Uni.createFrom()
                .completionStage(() -> client().describeCluster(
                                new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                        .clusterId()
                        .toCompletionStage())
                .map(cluster -> HealthCheckResponse.named("broker")
                        .up()
                        .withData("access", heard.isFresh() ? "heard" : "not heard: customers' people are refused")
                        .build())
                .ifNoItem()
                .after(PATIENCE.plusSeconds(1))
                .recoverWithItem(() -> down("broker", "Kafka at " + brokers + " does not answer", "timeout"))
                .onFailure()
                .recoverWithItem(
                        failure -> down("broker", "Kafka at " + brokers + " cannot be reached", failure.toString()));
    }

    private synchronized Admin client() {
        if (admin.isEmpty()) {
            admin = Optional.of(
                    Admin.create(Map.of("bootstrap.servers", brokers, "client.id", "alert-service-health")));
        }
        return admin.get();
    }

    private static HealthCheckResponse down(String part, String words, String failure) {
        HealthCheckResponseBuilder builder = HealthCheckResponse.named(part).down();
        return builder.withData("what", words).withData("failure", failure).build();
    }
}
