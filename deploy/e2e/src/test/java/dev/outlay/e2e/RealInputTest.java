package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.FocusSample;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class RealInputTest {
    private static final Path DATA = Path.of(System.getProperty("outlay.root", "../.."), "../shared/data");
    private static final Path SAMPLE = DATA.resolve("focus_sample.csv");
    private static final Account ACCOUNT = new Account("1234567890123");
    private static final String EMAIL = "focus@example.com";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void the_focus_sample_counts_to_the_last_digit_and_tells_once(@TempDir Path directory) {
        assumeTrue(Files.isDirectory(DATA), "there are no data beside the checkout, so real input is not tried");
        assertThat(SAMPLE).isRegularFile();
        FocusSample sample = new FocusSample(SAMPLE);
        Outlay outlay = Outlay.running();
        Client admin = outlay.door(GLOBAL_ADMIN);

        imported(admin, sample.file(), "");
        imported(admin, sample.file(), "");
        assertLedger(outlay, sample, 1000, new BigDecimal("20.52022672899"));

        Answer made = admin.put(
                Account.budget(ACCOUNT.id(), "ten-dollars"), Bodies.monthly("10", "GreaterThan", EMAIL, "", 80));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        Path moved = directory.resolve("moved.csv");
        sample.write(moved, YearMonth.from(Charge.thisMonth()));
        imported(admin, moved, "?mode=append");

        assertLedger(outlay, sample, 2000, new BigDecimal("41.04045345798"));
        assertThat(admin.get(Account.budget(ACCOUNT.id(), "ten-dollars")).currentSpend())
                .isEqualByComparingTo("20.62033861840");
        assertToldOnce(outlay, admin);
    }

    private static void imported(Client admin, Path file, String query) {
        Answer posted = admin.post("/v1/imports" + query, "text/csv", file);
        assertThat(posted.status()).as(posted.body()).isEqualTo(202);
        String location = posted.location();
        JsonNode ended = await("import")
                .atMost(SOON)
                .until(() -> admin.get(location).json(), job -> job.path("finishedAt")
                        .isTextual());
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("Completed");
        assertThat(ended.path("rowsAccepted").asInt()).as(ended.toString()).isEqualTo(1000);
        assertThat(ended.path("rowsRejected").asInt()).as(ended.toString()).isZero();
    }

    private static void assertLedger(Outlay outlay, FocusSample sample, long rows, BigDecimal billed) {
        Set<String> accounts = sample.accounts();
        await("ledger").atMost(SOON).untilAsserted(() -> {
            assertThat(accounts.stream()
                            .mapToLong(account -> outlay.ledger().ledgerRows(account))
                            .sum())
                    .isEqualTo(rows);
            assertThat(accounts.stream()
                            .map(account -> new BigDecimal(outlay.ledger().billedCost(account)))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(billed);
        });
    }

    private static void assertToldOnce(Outlay outlay, Client admin) {
        Steadily.holds("one alert, one delivery, one mail", SOON, () -> {
            assertThat(admin.get(Account.alerts(ACCOUNT.id())).json().path("value"))
                    .hasSize(1);
            assertThat(outlay.alerts().deliveries(ACCOUNT.id())).containsExactly("email Delivered");
            assertThat(outlay.mail().messages().stream()
                            .filter(mail -> mail.to().contains(EMAIL)))
                    .hasSize(1);
        });
    }
}
