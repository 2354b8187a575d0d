package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go away while they upload, or hardly send: whatever they do, their places are free again. */
@Tag("full")
@QuarkusTest
@TestProfile(SmallLimits.class)
@QuarkusTestResource(RunningParts.class)
class UploadsTest {
    private static final String CSV = """
            BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart
            1,UPLOADS,EUR,Usage,2026-10-01 00:00:00
            """;

    private static final Duration SOON = Duration.ofSeconds(20);

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

    @BeforeEach
    void uploadsAreTaken() {
        uploadsAreTakenAgain();
    }

    @ParameterizedTest(name = "by a reset: {0}")
    @ValueSource(booleans = {true, false})
    void whoeverGoesAwayRightAfterTheHeadersLeavesNoPlaceTaken(boolean byReset) throws IOException {
        for (int client = 0; client < 40; client++) {
            try (RawRequest upload = upload(1000)) {
                if (byReset) {
                    upload.reset();
                }
            }
        }
        uploadsAreTakenAgain();
        nothingIsLeftOfUploadsThatNeverBecameWhole();
    }

    @Test
    void whoeverGoesAwayMidwayLeavesNoPlaceTakenAndNoErrorInTheLog() throws IOException {
        Queue<LogRecord> warnings = new ConcurrentLinkedQueue<>();
        Handler listener = listener(warnings);
        Logger log = Logger.getLogger("dev.outlay.ingest.imports.ImportsEndpoint");
        log.addHandler(listener);
        try {
            for (int client = 0; client < 10; client++) {
                try (RawRequest upload = upload(1000)) {
                    upload.send(CSV);
                    await().atMost(SOON).until(() -> filesThatGrow() > 0 || upload.isAnswered());
                    upload.reset();
                }
            }
            uploadsAreTakenAgain();
            nothingIsLeftOfUploadsThatNeverBecameWhole();
        } finally {
            log.removeHandler(listener);
        }
        assertThat(warnings).extracting(LogRecord::getMessage).isEmpty();
    }

    @Test
    void whoeverSendsNothingOrHardlyAnythingIsStoppedWith408() throws IOException {
        List<RawRequest> slow = new ArrayList<>();
        try {
            for (int client = 0; client < SmallLimits.UPLOADS; client++) {
                slow.add(upload(1000));
            }
            RawRequest silent = slow.getFirst();
            RawRequest trickling = slow.getLast();
            await().atMost(SOON).until(() -> post().statusCode() == 429);

            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        if (!trickling.isAnswered()) {
                            trickling.send("x");
                        }
                        return silent.isAnswered() && trickling.isAnswered();
                    });

            for (RawRequest stopped : slow) {
                assertThat(stopped.wholeAnswer())
                        .startsWith("HTTP/1.1 408")
                        .contains("RequestTimeout", "x-ms-request-id: ");
            }
            uploadsAreTakenAgain();
            nothingIsLeftOfUploadsThatNeverBecameWhole();
        } finally {
            for (RawRequest each : slow) {
                each.close();
            }
        }
    }

    @Test
    void whoeverSendsSlowlyButSteadilyIsTaken() throws IOException {
        int pieces = 14;
        String piece = CSV.substring(CSV.indexOf('\n') + 1).repeat(2);
        String header = CSV.substring(0, CSV.indexOf('\n') + 1);
        try (RawRequest upload = upload(header.length() + pieces * piece.length())) {
            upload.send(header);
            List<Integer> sent = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        upload.send(piece);
                        sent.add(sent.size());
                        return sent.size() == pieces;
                    });

            assertThat(upload.answer()).startsWith("HTTP/1.1 202");
        }
    }

    private RawRequest upload(int bytes) throws IOException {
        return new RawRequest(address, "/v1/imports", "text/csv", bytes);
    }

    private static void uploadsAreTakenAgain() {
        await().atMost(Duration.ofSeconds(20)).until(() -> post().statusCode() == 202);
    }

    private static Response post() {
        return Door.asAdmin()
                .contentType("text/csv")
                .body(CSV.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports");
    }

    private static void nothingIsLeftOfUploadsThatNeverBecameWhole() {
        await().atMost(Duration.ofSeconds(20)).until(() -> unfinished().isEmpty());
    }

    private static int filesThatGrow() throws IOException {
        int growing = 0;
        for (Path folder : unfinished()) {
            Path file = folder.resolve("upload");
            growing += Files.exists(file) && Files.size(file) > 0 ? 1 : 0;
        }
        return growing;
    }

    private static List<Path> unfinished() throws IOException {
        Path imports = Path.of(ConfigProvider.getConfig().getValue("outlay.import.directory", String.class));
        try (Stream<Path> folders = Files.list(imports)) {
            return folders.filter(folder -> !Files.exists(folder.resolve("import.json")))
                    .toList();
        }
    }

    private static Handler listener(Queue<LogRecord> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(message);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
