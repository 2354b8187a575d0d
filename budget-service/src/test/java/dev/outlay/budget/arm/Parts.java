package dev.outlay.budget.arm;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The real PostgreSQL and Kafka, and tokens, for a service that runs inside a test. */
public final class Parts implements QuarkusTestResourceLifecycleManager {

    /** Where nobody listens: the discard port. */
    static final String NOWHERE = "http://127.0.0.1:9";

    /** Reports that a principal may have pending. */
    static final int PENDING = 200;

    /** Where exports are written. */
    static final Path EXPORTS = folder();

    /** From where a trusted proxy would ask; everybody else comes from 127.0.0.1. */
    static final String PROXY = "127.0.0.2";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        int port = RealParts.postgres().port();
        config.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + port + "/budget");
        config.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + port + "/budget");
        config.put("kafka.bootstrap.servers", RealParts.kafka().bootstrapServers());
        config.put("quarkus.oidc.public-key", RealParts.tokens().publicKey());
        // The issuer of all other tests, and two whose tokens say in the issuer of which tenant they are.
        config.put(
                "outlay.token.issuer",
                "https://outlay.local/,https://login.example/{tid}/v2.0,https://sts.example/{tid}/");
        config.put("outlay.access.partner-tenant", Persona.PARTNER_TENANT);
        config.put("outlay.budgets.partner-subscriptions", "99990000-0000-4000-8000-000000000001");
        config.put("outlay.reached.trusted-proxies", PROXY);
        config.put("outlay.front-door.ingest-url", Origin.url());
        config.put("outlay.front-door.alert-url", NOWHERE);
        // Tests ask for more at a time than people do.
        config.put("outlay.reports.pending", Integer.toString(PENDING));
        config.put("outlay.exports.folder", EXPORTS.toString());
        config.put("quarkus.http.host", "127.0.0.1");
        config.put("quarkus.management.host", "127.0.0.1");
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        config.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        return config;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("exports");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        RealParts.stop();
    }
}
