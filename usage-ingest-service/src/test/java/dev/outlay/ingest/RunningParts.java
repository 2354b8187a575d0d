package dev.outlay.ingest;

import dev.outlay.local.BrokerPart;
import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import dev.outlay.local.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real broker, a token issuer, and a folder for imports that holds one import which was cut off after 200 rows. */
public class RunningParts implements QuarkusTestResourceLifecycleManager {
    public static final String CUT_OFF_IMPORT = "0d7a1c52-0000-4000-8000-000000000001";
    public static final int CUT_OFF_ROWS = 500;
    public static final int CUT_OFF_SENT = 200;

    private static @Nullable BrokerPart broker;
    private static @Nullable TokenIssuer issuer;
    private static @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            Path root = Files.createTempDirectory("outlay-ingest-test");
            directory = root;
            BrokerPart started = RealParts.broker(root.resolve("kafka"));
            started.createTopics();
            broker = started;
            TokenIssuer tokens = TokenIssuer.in(root.resolve("tokens"));
            issuer = tokens;
            leaveImportBehind(root.resolve("imports"));
            return Map.of(
                    "outlay.kafka.bootstrap",
                    bootstrap(),
                    "outlay.kafka.delivery-timeout",
                    "6s",
                    "outlay.import.directory",
                    root.resolve("imports").toString(),
                    "outlay.partner.tenant",
                    Persona.PARTNER_TENANT,
                    "outlay.token.issuer",
                    "https://outlay.local/,https://login.example/{tid}/v2.0,https://sts.example/{tid}/",
                    "outlay.publisher.tenants",
                    "77777777-2222-4333-8444-555555555555,7777777a-2222-4333-8444-555555555555,wild,calm",
                    "quarkus.oidc.public-key",
                    tokens.publicKey());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static String bootstrap() {
        return required(broker).bootstrapServers();
    }

    static String token(Persona persona) {
        return required(issuer).token(persona);
    }

    static String token(String tenant, String... roles) {
        return required(issuer).token("22222222-0000-4000-8000-000000000000", tenant, Set.of(roles));
    }

    /** A token with claims of one's own. */
    static String token(String tenant, String role, Map<String, ?> claims) {
        return required(issuer).token("22222222-0000-4000-8000-000000000000", tenant, Set.of(role), claims);
    }

    /** A token of the Global admin whose time is over. */
    static String expiredToken() {
        Clock lastYear = Clock.fixed(Instant.now().minus(Duration.ofDays(365)), ZoneOffset.UTC);
        return TokenIssuer.in(required(directory).resolve("tokens"), lastYear).token(Persona.GLOBAL_ADMIN);
    }

    /** A token of the Global admin whose twelve hours are over soon. */
    static String tokenThatExpiresIn(Duration rest) {
        Instant issued = Instant.now().minus(Duration.ofHours(12)).plus(rest);
        return TokenIssuer.in(required(directory).resolve("tokens"), Clock.fixed(issued, ZoneOffset.UTC))
                .token(Persona.GLOBAL_ADMIN);
    }

    static void startBroker() {
        required(broker).startAgain();
    }

    static void stopBroker() {
        required(broker).kill();
    }

    private static void leaveImportBehind(Path imports) throws IOException {
        Path folder = Files.createDirectories(imports.resolve(CUT_OFF_IMPORT));
        StringBuilder csv =
                new StringBuilder("BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart\n");
        for (int row = 0; row < CUT_OFF_ROWS; row++) {
            csv.append(row).append(",CUTOFF,EUR,Usage,2026-10-01 00:00:00\n");
        }
        Files.writeString(folder.resolve("upload"), csv, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("sent"), Integer.toString(CUT_OFF_SENT));
        Files.writeString(
                folder.resolve("import.json"),
                "{\"id\":\"" + CUT_OFF_IMPORT + "\",\"state\":\"Queued\",\"createdAt\":\"2026-11-20T00:00:00Z\","
                        + "\"append\":false,\"bytesTotal\":" + csv.length() + ",\"dataSets\":[],\"claimedAt\":-1}");
        Files.createDirectories(imports.resolve("an-upload-that-never-became-whole"));
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the parts are not running");
        }
        return part;
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
