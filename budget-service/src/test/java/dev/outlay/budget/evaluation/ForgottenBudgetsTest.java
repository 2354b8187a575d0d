package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.execute;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts make and delete budgets for years: the memory of a service that runs as long must not grow with every budget that ever was. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ForgottenBudgetsTest {

    private static final int BUDGETS = 12;

    private final WatchIndex index;
    private final EndedSeries ended;
    private final Descriptions descriptions;
    private final AccessConfig accessConfig;
    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    ForgottenBudgetsTest(
            WatchIndex index,
            EndedSeries ended,
            Descriptions descriptions,
            AccessConfig accessConfig,
            Mutiny.SessionFactory sessions,
            Vertx vertx) {
        this.index = ClientProxy.unwrap(index);
        this.ended = ended;
        this.descriptions = descriptions;
        this.accessConfig = accessConfig;
        this.sessions = sessions;
        this.vertx = vertx;
    }

    /** No other number in memory may be taken for a series of this test. */
    @BeforeEach
    void seriesHaveNumbersThatNothingElseHas() {
        await().until(() -> index.isLoaded());
        long next = Math.max(1_500_000_000L, count("select max(id) + 1 from spend_series"));
        execute("alter table spend_series alter column id restart with " + next);
    }

    @Test
    void nothingIsRememberedOfBudgetsThatWereDeletedNorOfSeriesThatHaveEnded() {
        List<UUID> budgets = new ArrayList<>();
        for (int i = 0; i < BUDGETS; i++) {
            ScopeKey scope = ScopeKey.billingAccount(account + "-" + i);
            budgets.add(BudgetFixture.budget(scope, 1, account + "-" + i, "100", 1, null, 80));
            budgets.add(BudgetFixture.budget(
                    scope, 1, account + "-" + i, "100", 1, BudgetFixture.service("service-" + i), 80));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> budgets.stream().allMatch(BudgetFixture::ready));
        List<Object> series = query("select series_id from budget where uuid in (" + quoted(budgets) + ")").stream()
                .map(List::getFirst)
                .toList();
        refresh();
        assertThat(Remembered.by(index)).containsAll(budgets).containsAll(series);

        budgets.forEach(budget -> BudgetFixture.change(budget, "deleted_at = now()"));
        run(vertx, ended::round);
        execute("update spend_series set unasked_since = unasked_since - interval '1 hour' where id in ("
                + series.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")");
        run(vertx, ended::round);
        assertThat(count("select count(*) from spend_series where state = 3 and id in ("
                        + series.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")"))
                .isEqualTo(BUDGETS);
        refresh();

        assertThat(Remembered.by(index)).doesNotContainAnyElementsOf(budgets).doesNotContainAnyElementsOf(series);
        WatchIndex loadedNow = new WatchIndex(descriptions, accessConfig);
        run(vertx, () -> sessions.withStatelessSession(loadedNow::load));
        assertThat(Remembered.by(loadedNow))
                .as("nor does one that starts hear of them")
                .doesNotContainAnyElementsOf(budgets)
                .doesNotContainAnyElementsOf(series);
    }

    /** A load that fails in the middle is repeated; what went between the two must not stay. */
    @Test
    void aLoadThatIsRepeatedKnowsNothingOfWhatHasGoneBetween() {
        ScopeKey scope = ScopeKey.billingAccount(account);
        UUID budget = BudgetFixture.budget(scope, 1, account, "100", 1, BudgetFixture.service("service"), 80);
        await().atMost(Duration.ofSeconds(30)).until(() -> BudgetFixture.ready(budget));
        WatchIndex repeated = new WatchIndex(descriptions, accessConfig);
        run(vertx, () -> sessions.withStatelessSession(repeated::load));
        assertThat(Remembered.by(repeated)).contains(budget);

        BudgetFixture.change(budget, "deleted_at = now()");
        run(vertx, () -> sessions.withStatelessSession(repeated::load));

        assertThat(repeated.budget(budget)).isNull();
        assertThat(repeated.all())
                .extracting(watched -> watched.budget().uuid())
                .doesNotContain(budget);
    }

    private void refresh() {
        run(vertx, () -> sessions.withStatelessSession(index::refresh));
    }

    private static String quoted(List<UUID> budgets) {
        return budgets.stream().map(uuid -> "'" + uuid + "'").collect(Collectors.joining(","));
    }
}
