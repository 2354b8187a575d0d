package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.rate;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.spend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where it was chosen so, charges are converted by the rate of their own day, and wait for just that (DESIGN.md section 6, point 9). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(DailyRatesTest.ByTheDay.class)
class DailyRatesTest {

    /** The option that is tried. */
    public static final class ByTheDay implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.evaluation.rate-day", "day-of-charge");
        }
    }

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    DailyRatesTest(RecordCharges recordCharges, WatchIndex index, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    @Test
    void eachChargeWaitsForTheRateOfItsOwnDay() {
        record(
                charge(account, "early")
                        .profile(account + "-pln", "PLN")
                        .on("2016-03-03")
                        .usd(null)
                        .billed("40")
                        .build(),
                charge(account, "late")
                        .profile(account + "-pln", "PLN")
                        .on("2016-03-24")
                        .usd(null)
                        .billed("40")
                        .build());
        assertThat(spend("a\n" + account, "2016-03-01", "USD")).isEqualByComparingTo("0");

        // The rate of the first days: too old for the 24th, and by the month both would have taken it.
        rate("2016-03-02", "1.1", "PLN", "4.4");
        await().untilAsserted(() ->
                assertThat(spend("a\n" + account, "2016-03-01", "USD")).isEqualByComparingTo("10"));

        rate("2016-03-24", "1.2", "PLN", "4");
        await().untilAsserted(() ->
                assertThat(spend("a\n" + account, "2016-03-01", "USD")).isEqualByComparingTo("22"));

        record(charge(account, "later")
                .profile(account + "-pln", "PLN")
                .on("2016-03-25")
                .usd(null)
                .billed("10")
                .build());
        assertThat(spend("a\n" + account, "2016-03-01", "USD"))
                .as("converted as it comes, by the last rate on or before its day")
                .isEqualByComparingTo("25");
    }

    private void record(Charge... charges) {
        run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
