package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.execute;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is watched is loaded in pages of so many bytes, and none of it is left out between two. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class LargeBudgetsTest {

    private static final int BUDGETS = 24;
    private static final int PAGE_BYTES = 8 * 1024 * 1024;
    private static final UUID FIRST = new UUID(0, 0);

    private final Descriptions descriptions;
    private final AccessConfig accessConfig;
    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final WatchIndex index;
    private final String account = "account-" + UUID.randomUUID();
    private final List<UUID> budgets = new ArrayList<>();

    @Inject
    LargeBudgetsTest(
            WatchIndex index,
            Descriptions descriptions,
            AccessConfig accessConfig,
            Mutiny.SessionFactory sessions,
            Vertx vertx) {
        this.index = index;
        this.descriptions = descriptions;
        this.accessConfig = accessConfig;
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @AfterEach
    void theyGo() {
        budgets.forEach(budget -> BudgetFixture.change(budget, "deleted_at = now(), filter_text = null"));
    }

    @Test
    void aPageHasNoMoreBytesThanThatAndEveryBudgetIsOnOne() {
        await().until(index::isLoaded);
        for (int i = 0; i < BUDGETS; i++) {
            budgets.add(BudgetFixture.budget(
                    ScopeKey.billingAccount(account), 1, account, "100", 1, BudgetFixture.service("s" + i), 80));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> budgets.stream().allMatch(BudgetFixture::ready));
        String ours = "where scope_arm_id = '/scope' and scope_id = (select id from scope where key = '"
                + ScopeKey.billingAccount(account).text() + "')";
        execute("update budget set filter_text = repeat('x', 1000000) " + ours);

        Set<UUID> seen = new HashSet<>();
        UUID after = FIRST;
        boolean last = false;
        int pages = 0;
        while (!last) {
            UUID from = after;
            WatchTable.Page<WatchTable.Changed> page = run(
                    vertx,
                    () -> sessions.withStatelessSession(session -> WatchTable.budgets(session, -1, from, 5_000)));
            page.rows().forEach(row -> assertThat(seen.add(row.uuid())).isTrue());
            assertThat(page.rows().stream()
                            .filter(row -> budgets.contains(row.uuid()))
                            .count())
                    .isLessThanOrEqualTo(PAGE_BYTES / 1_000_000);
            after = page.rows().getLast().uuid();
            last = page.isLast();
            pages++;
        }

        assertThat(seen).containsAll(budgets).hasSize((int)
                count("select count(*) from budget where deleted_at is null and series_id is not null"));
        assertThat(pages).isGreaterThanOrEqualTo(BUDGETS * 1_000_000 / PAGE_BYTES);
        WatchIndex loadedNow = new WatchIndex(descriptions, accessConfig);
        run(vertx, () -> sessions.withStatelessSession(loadedNow::load));
        assertThat(loadedNow.all())
                .extracting(watched -> watched.budget().uuid())
                .containsAll(budgets);
        assertThat(budgets)
                .allSatisfy(budget -> assertThat(loadedNow.isReady(Objects.requireNonNull(loadedNow.budget(budget))))
                        .isTrue());
    }

    @Test
    void seriesComeInPagesTooAndAPageSaysWhetherItIsTheLast() {
        await().until(index::isLoaded);
        for (int i = 0; i < 3; i++) {
            budgets.add(BudgetFixture.budget(
                    ScopeKey.billingAccount(account), 1, account, "100", 1, BudgetFixture.service("t" + i), 80));
        }
        long first = series(0);
        long last = series(2);
        WatchTable.Page<WatchTable.Series> one = run(
                vertx,
                () -> sessions.withStatelessSession(session -> WatchTable.series(session, -1, (int) first - 1, 1)));
        assertThat(one.rows()).singleElement().satisfies(row -> assertThat(row.id())
                .isEqualTo((int) first));
        assertThat(one.isLast()).isFalse();

        WatchTable.Page<WatchTable.Series> rest = run(
                vertx,
                () -> sessions.withStatelessSession(session -> WatchTable.series(session, -1, (int) first, 1_000_000)));
        assertThat(rest.rows()).extracting(WatchTable.Series::id).contains((int) last);
        assertThat(rest.isLast()).isTrue();
        WatchTable.Page<WatchTable.Series> none = run(
                vertx,
                () -> sessions.withStatelessSession(
                        session -> WatchTable.series(session, -1, Integer.MAX_VALUE, 1_000)));
        assertThat(none.rows()).isEmpty();
        assertThat(none.isLast()).isTrue();
    }

    private long series(int budget) {
        return count("select series_id from budget where uuid = '" + budgets.get(budget) + "'");
    }
}
