package dev.outlay.budget.health;

import dev.outlay.local.KafkaBroker;
import dev.outlay.local.PostgresServer;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a broker of their own, because the test stops them. It finds both in its fields. */
public final class StoppableParts implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "the-password-of-the-database";

    private @Nullable KafkaBroker broker;
    private @Nullable PostgresServer postgres;

    static Path postgresDirectory() {
        return RealParts.directory().resolve("stoppable-postgres");
    }

    static Path kafkaDirectory() {
        return RealParts.directory().resolve("stoppable-kafka");
    }

    @Override
    public Map<String, String> start() {
        PostgresServer database = PostgresServer.start(postgresDirectory(), 0, false);
        database.createDatabase("budget");
        postgres = database;
        KafkaBroker started = KafkaBroker.start(kafkaDirectory(), 0);
        started.createTopics();
        broker = started;
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + database.port() + "/budget");
        config.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/budget");
        config.put("quarkus.datasource.password", PASSWORD);
        config.put("kafka.bootstrap.servers", started.bootstrapServers());
        config.put("quarkus.oidc.public-key", RealParts.tokens().publicKey());
        config.put("quarkus.http.host", "127.0.0.1");
        config.put("quarkus.management.host", "127.0.0.1");
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        config.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(Objects.requireNonNull(broker), new TestInjector.MatchesType(KafkaBroker.class));
        injector.injectIntoFields(Objects.requireNonNull(postgres), new TestInjector.MatchesType(PostgresServer.class));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        // The one that the test has started in its place, if it has.
        PostgresServer.stopLeftover(postgresDirectory());
    }
}
