package dev.outlay.alert.running;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Starts the real parts and tells the service, and the tests, where they are. */
public final class Parts implements QuarkusTestResourceLifecycleManager {

    /** Longer than the clock is moved on while retries are waited for. */
    static final int DISABLED_AFTER_DAYS = 20;

    /** Far more than the heart of {@link People} pauses on a machine that is busy; whoever wants to see its end moves the clock on. */
    static final Duration ACCESS_PATIENCE = Duration.ofSeconds(30);

    static final String OPERATOR = "operator@outlay.example";

    static final String PARTNER_SUBSCRIPTION = "aaaa0000-0000-4000-8000-00000000aaaa";

    @Override
    public Map<String, String> start() {
        Repository.hideProperty();
        int postgres = RealParts.postgres().port();
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("quarkus.http.host", "127.0.0.1");
        config.put("quarkus.management.test-port", "0");
        config.put("quarkus.management.host", "127.0.0.1");
        config.put("kafka.bootstrap.servers", RealParts.kafka().bootstrapServers());
        config.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + postgres + "/alert");
        config.put("quarkus.datasource.jdbc.url", RealParts.postgres().jdbcUrl("alert"));
        config.put("quarkus.mailer.host", "127.0.0.1");
        config.put("quarkus.mailer.port", Integer.toString(RealParts.mail().smtpPort()));
        config.put("quarkus.oidc.public-key", RealParts.tokens().publicKey());
        // The issuer of all other tests, and two whose tokens say in the issuer of which tenant they are.
        config.put(
                "outlay.token.issuer",
                "https://outlay.local/,https://login.example/{tid}/v2.0,https://sts.example/{tid}/");
        config.put("outlay.secret-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        config.put("outlay.partner.tenant", Persona.PARTNER_TENANT);
        config.put("outlay.partner.subscriptions", PARTNER_SUBSCRIPTION);
        config.put("outlay.webhook.allowed-networks", "127.0.0.2/32");
        config.put("outlay.webhook.allowed-ports", "1-65535");
        config.put("outlay.webhook.timeout", "2s");
        config.put("outlay.webhook.disabled-after", DISABLED_AFTER_DAYS + "d");
        config.put("outlay.mail.operator", OPERATOR);
        config.put("outlay.mail.from", "Outlay <alerts@outlay.example>");
        config.put("outlay.paging.size", "3");
        config.put("outlay.access.patience", ACCESS_PATIENCE.toSeconds() + "s");
        config.put("outlay.requests.longest-body", "2s");
        config.put("parts.inbox", MailWindow.open());
        config.put("parts.keys", RealParts.directory().resolve("keys").toString());
        return config;
    }

    @Override
    public void stop() {
        // The parts stop with the JVM: other test classes use them as well.
    }
}
