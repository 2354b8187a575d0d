package dev.outlay.e2e.running;

import dev.outlay.local.LocalCertificate;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables of the three services, as deploy/contracts/README.md names them.
 *
 * @param issuer who signs tokens, in those variables
 */
record ServiceEnvironment(String brokers, int databasePort, Map<String, String> issuer) {

    /** The issuer of the local stack, whose public key is known beforehand. */
    static Map<String, String> localIssuer(String publicKey) {
        return Map.of(
                "OUTLAY_TOKEN_PUBLIC_KEY",
                publicKey,
                "OUTLAY_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "OUTLAY_TOKEN_AUDIENCE",
                TokenIssuer.AUDIENCE);
    }

    Map<String, String> ingest(Path imports) {
        Map<String, String> environment = ofEveryService();
        environment.put("OUTLAY_IMPORT_DIRECTORY", imports.toString());
        // The shortest that it takes: a test waits for it while the broker is away.
        environment.put("OUTLAY_KAFKA_DELIVERY_TIMEOUT", "6s");
        return environment;
    }

    Map<String, String> budget(String ingestUrl, String alertUrl, LocalCertificate certificate, int tlsPort) {
        Map<String, String> environment = ofEveryService();
        environment.putAll(database("budget"));
        environment.put("OUTLAY_INGEST_URL", ingestUrl);
        environment.put("OUTLAY_ALERT_URL", alertUrl);
        environment.put("OUTLAY_TLS_CERTIFICATE", certificate.certificate().toString());
        environment.put("OUTLAY_TLS_KEY", certificate.key().toString());
        environment.put("OUTLAY_TLS_PORT", Integer.toString(tlsPort));
        environment.put(
                "OUTLAY_EXPORTS_FOLDER",
                certificate.certificate().resolveSibling("exports").toString());
        // More than a test asks for at once.
        environment.put("OUTLAY_PRICE_SHEETS_IMPORTS", "64");
        return environment;
    }

    Map<String, String> alert(int smtpPort) {
        Map<String, String> environment = ofEveryService();
        environment.putAll(database("alert"));
        environment.put("OUTLAY_SMTP_HOST", "127.0.0.1");
        environment.put("OUTLAY_SMTP_PORT", Integer.toString(smtpPort));
        environment.put("OUTLAY_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        environment.put("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8");
        environment.put("OUTLAY_WEBHOOK_ALLOWED_PORTS", "1-65535");
        // A delivery that was being sent when its sender was killed is sent again when its lease ends.
        environment.put("OUTLAY_WEBHOOK_TIMEOUT", "3s");
        environment.put("OUTLAY_MAIL_TIMEOUT", "3s");
        environment.put("OUTLAY_DELIVERY_LEASE", "5s");
        return environment;
    }

    private Map<String, String> ofEveryService() {
        Map<String, String> environment = new HashMap<>();
        environment.put("OUTLAY_KAFKA_BOOTSTRAP", brokers);
        environment.putAll(issuer);
        environment.put("OUTLAY_PARTNER_TENANT", Persona.PARTNER_TENANT);
        return environment;
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "OUTLAY_DATABASE_HOST",
                "127.0.0.1",
                "OUTLAY_DATABASE_PORT",
                Integer.toString(databasePort),
                "OUTLAY_DATABASE_NAME",
                name,
                "OUTLAY_DATABASE_USER",
                "postgres");
    }
}
