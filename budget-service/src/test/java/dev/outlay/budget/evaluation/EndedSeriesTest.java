package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.execute;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.BudgetJson;
import dev.outlay.budget.budget.BudgetRequest;
import dev.outlay.budget.budget.BudgetVersion;
import dev.outlay.budget.budget.Budgets;
import dev.outlay.budget.budget.FilterGrammar;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.ScopedPath;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A spend that no budget asks for any more ends, and begins anew when one is made again, while charges stream; against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class EndedSeriesTest {

    private static final Principal ADMIN = new Principal("admin", Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));
    private static final ChangedBy BY = new ChangedBy(ADMIN, "a-request");

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final EndedSeries ended;
    private final Budgets budgets;
    private final Reconciliation reconciliation;
    private final Vertx vertx;
    private final LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private final String account = "account-" + UUID.randomUUID();
    private final ScopedPath path = ScopedPath.of(List.of("providers", "Microsoft.Billing", "billingAccounts", account))
            .orElseThrow();
    private final List<CompletableFuture<RecordedBatch>> running = new ArrayList<>();
    private int batches;

    private @Nullable LeftByOthers leftByOthers;

    @Inject
    EndedSeriesTest(
            RecordCharges recordCharges,
            WatchIndex index,
            EndedSeries ended,
            Budgets budgets,
            Reconciliation reconciliation,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.ended = ended;
        this.budgets = budgets;
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
        leftByOthers = LeftByOthers.now(vertx, reconciliation);
    }

    @AfterEach
    void ledgerAndDailyCostAndSpendAreTheSame() {
        running.forEach(CompletableFuture::join);
        requireNonNull(leftByOthers).isAllThatDiffers();
    }

    @Test
    void aSeriesThatNobodyAsksForEndsAndIsBuiltAnewWhenABudgetIsMadeAgainWhileChargesStream() {
        for (String grain : List.of("Monthly", "Quarterly")) {
            stream(5);
            put("b", grain);
            await().until(() -> state() == 2);
            stream(5);
            delete("b");
            age();
            stream(5);
            run(vertx, ended::round);
            stream(5);

            assertThat(state()).as(grain).isEqualTo(3);
            running.forEach(CompletableFuture::join);
            assertThat(count("select count(*) from spend where series_id = " + series()))
                    .isZero();

            stream(5);
            put("b", grain);
            stream(5);
            await().atMost(Duration.ofSeconds(30)).until(() -> state() == 2);
            stream(5);
            running.forEach(CompletableFuture::join);

            assertThat(query("select trim_scale(amount)::text from spend where series_id = " + series()))
                    .as("each charge of the service, once")
                    .containsExactly(List.of(
                            query("select trim_scale(sum(billed_usd))::text from charge join scope on scope.id ="
                                            + " account_scope join dimension_set d on d.id = dimension_set_id where"
                                            + " scope.key = 'a\n"
                                            + account
                                            + "' and dimensions->>'ServiceName' = 'service-1'")
                                    .getFirst()
                                    .getFirst()));
            delete("b");
            age();
            run(vertx, ended::round);
        }
    }

    @Test
    void aSeriesThatIsAskedForAgainInTimeGoesOn() {
        stream(3);
        put("b", "Monthly");
        await().until(() -> state() == 2);
        delete("b");
        age();
        put("c", "Monthly");
        run(vertx, ended::round);

        assertThat(state()).isEqualTo(2);
        assertThat(query("select unasked_since from spend_series where id = " + series())
                        .getFirst())
                .containsOnlyNulls();
    }

    /** Batches that run beside whatever comes next. */
    private void stream(int howMany) {
        for (int i = 0; i < howMany; i++) {
            int batch = batches++;
            List<Charge> charges = new ArrayList<>();
            for (int n = 0; n < 40; n++) {
                charges.add(charge(account, batch + "-" + n)
                        .on(month.toString())
                        .service("service-" + n % 4)
                        .subscription("s" + n % 5, "g" + n % 5)
                        .usd("0.01")
                        .build());
            }
            running.add(start(vertx, () -> recordCharges.record(charges)));
        }
        running.getFirst().join();
    }

    private void put(String name, String grain) {
        LocalDate first = grain.equals("Monthly") ? month : month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1);
        run(
                vertx,
                () -> budgets.put(
                        BY,
                        path,
                        new BudgetVersion("Microsoft.Consumption", "2024-08-01"),
                        name,
                        () -> body(grain, first)));
    }

    private static BudgetRequest body(String grain, LocalDate first) {
        try {
            return BudgetJson.read(
                    new ObjectMapper().readTree("""
                        {"properties": {"category": "Cost", "amount": 1000, "timeGrain": "%s", "timePeriod": {"startDate": "%sT00:00:00Z"},
                         "filter": {"dimensions": {"name": "ServiceName", "operator": "In", "values": ["service-1"]}},
                         "notifications": {"n": {"enabled": true, "operator": "GreaterThan", "threshold": 80, "contactEmails": ["a@example.com"]}}}}
                        """.formatted(grain, first)),
                    FilterGrammar.WITHOUT_NOT,
                    PriceView.INVOICED);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private void delete(String name) {
        run(vertx, () -> budgets.delete(BY, path, name));
    }

    /** Notes that nobody asks, an hour ago. */
    private void age() {
        run(vertx, ended::round);
        execute("update spend_series set unasked_since = unasked_since - interval '1 hour' where id = " + series());
    }

    /** The series that was asked for last. */
    private long series() {
        return count("select max(s.id) from spend_series s join scope on scope.id = s.scope_id where scope.key = 'a\n"
                + account + "' and s.filter is not null");
    }

    private long state() {
        return count("select state from spend_series where id = " + series());
    }
}
