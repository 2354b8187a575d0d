package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.execute;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.BudgetConfig;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxRelay;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of a budget's end its contacts are warned once, and of another end again. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class EndWarningsTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final EndWarnings warnings;
    private final Mutiny.SessionFactory sessions;
    private final WatchIndex index;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final BudgetConfig config;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    EndWarningsTest(
            EndWarnings warnings,
            Mutiny.SessionFactory sessions,
            WatchIndex index,
            Outbox outbox,
            OutboxRelay relay,
            BudgetConfig config,
            Vertx vertx) {
        this.warnings = warnings;
        this.sessions = sessions;
        this.index = index;
        this.outbox = outbox;
        this.relay = relay;
        this.config = config;
        this.vertx = vertx;
    }

    /** 190 days ahead, since the service itself may look at today at any time. */
    private EndWarnings ahead() {
        Clock clock = Clock.fixed(today.plusDays(190).atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return new EndWarnings(sessions, index, outbox, relay, clock, config, vertx);
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    @Test
    void anEndThatIsNearIsWarnedOfOnceHoweverManyLook() throws Exception {
        UUID budget = ending(today.minusYears(1), today.plusDays(14));

        List<CompletableFuture<Boolean>> looks =
                Stream.generate(() -> start(vertx, warnings::round)).limit(4).toList();
        looks.forEach(CompletableFuture::join);
        run(vertx, warnings::round);

        assertThat(warned(budget)).isEqualTo(1);
        await().until(() -> !SentMessages.of("budget-alerts", budget.toString()).isEmpty());
        List<ConsumerRecord<String, byte[]>> sent = SentMessages.of("budget-alerts", budget.toString());
        assertThat(sent).hasSize(1);
        ObjectNode event = structured(sent.getFirst());
        assertThat(ContractFolder.problems(event)).isEmpty();
        JsonNode data = event.get("data");
        assertThat(data.at("/budget/endDate").asText())
                .isEqualTo(today.plusDays(14).toString());
        assertThat(data.at("/contacts/contactEmails")).isEqualTo(new ObjectMapper().readTree("[\"a@example.com\"]"));
        assertThat(data.at("/currency").asText()).isEqualTo("USD");
        assertThat(event.get("id").asText())
                .isEqualTo(EndingEvent.id(budget, today.plusDays(14)).toString());
    }

    @Test
    void anotherEndIsAnotherWarning() {
        UUID budget = ending(today.minusYears(1), today);
        run(vertx, warnings::round);
        BudgetFixture.change(budget, "end_date = '" + today.plusDays(3) + "'");
        run(vertx, warnings::round);

        assertThat(warned(budget)).isEqualTo(2);
    }

    @Test
    void nothingIsSaidOfAnEndThatIsFarOrOverOrOfABudgetThatIsGone() {
        UUID far = ending(today.minusYears(1), today.plusDays(15));
        UUID over = ending(today.minusYears(1), today.minusDays(1));
        UUID gone = BudgetFixture.ofAccount(account, "100", 80, 90);
        BudgetFixture.change(gone, "deleted_at = now()");
        end(gone, today.minusYears(1), today.plusDays(2));

        run(vertx, warnings::round);

        assertThat(List.of(warned(far), warned(over), warned(gone))).containsOnly(0L);
    }

    @Test
    void aShortBudgetIsNotWarnedOfBeforeHalfOfItsTimeIsOver() {
        UUID begun = ending(today.minusDays(2), today.plusDays(8));
        UUID half = ending(today.minusDays(5), today.plusDays(5));

        run(vertx, warnings::round);

        assertThat(warned(begun)).isZero();
        assertThat(warned(half)).isEqualTo(1);
    }

    /** The warning says what was spent, and there is only one: it waits for a spend that is still being built. */
    @Test
    void whatWasSpentIsWholeBeforeItIsSaid() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80, 90);
        String series = "id = (select series_id from budget where uuid = '" + budget + "')";
        execute("update spend_series set state = 1 where " + series);
        end(budget, today.minusYears(1), today.plusDays(14));
        run(vertx, warnings::round);
        assertThat(warned(budget)).isZero();

        execute("update spend_series set state = 2 where " + series);
        run(vertx, warnings::round);
        assertThat(warned(budget)).isEqualTo(1);
    }

    @Test
    void whileAllOfItsNotificationsAreDisabledNothingIsUsedUpAndEnablingOneWarnsOnce() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80, 90);
        UUID other = BudgetFixture.ofAccount(account, "100", 80, 90);
        BudgetFixture.change(
                budget,
                "notifications = replace(notifications, '\"enabled\":true', '\"enabled\":false'), start_date = '"
                        + today.minusYears(1) + "', end_date = '" + today.plusDays(12) + "'");
        end(other, today.minusYears(1), today.plusDays(12));
        run(vertx, warnings::round);
        assertThat(warned(other)).isEqualTo(1);
        assertThat(warned(budget)).isZero();

        BudgetFixture.change(
                budget, "notifications = regexp_replace(notifications, '\"enabled\":false', '\"enabled\":true')");
        run(vertx, warnings::round);
        run(vertx, warnings::round);

        assertThat(warned(budget)).isEqualTo(1);
        await().until(() -> !SentMessages.of("budget-alerts", budget.toString()).isEmpty());
        assertThat(SentMessages.of("budget-alerts", budget.toString())).hasSize(1);
    }

    /** Whoever did so waits for the warning, or the warning for them. */
    @Test
    void nothingIsToldOfOneThatSomebodyChangesMeanwhileBeforeTheNextLook() throws SQLException {
        UUID gone = ending(today.minusYears(1), today.plusDays(200));
        UUID moved = ending(today.minusYears(1), today.plusDays(200));
        UUID disabled = ending(today.minusYears(1), today.plusDays(200));
        UUID dearer = ending(today.minusYears(1), today.plusDays(200));
        UUID stays = ending(today.minusYears(1), today.plusDays(200));
        CompletableFuture<Boolean> look;
        try (Connection other = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update budget_change set number = number + 1");
            for (String changed : List.of(
                    "deleted_at = now() @" + gone,
                    "end_date = end_date + 100 @" + moved,
                    "notifications = replace(notifications, '\"enabled\":true', '\"enabled\":false') @" + disabled,
                    "amount = 200 @" + dearer)) {
                statement.execute("update budget set change = (select number from budget_change), "
                        + changed.replace("@", "where uuid = '") + "'");
            }
            look = start(vertx, ahead()::round);
            await().until(() -> look.isDone()
                    || count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like '%as looked%for no key update of b%'")
                            > 0);
            other.commit();
        }
        look.join();

        assertThat(List.of(warned(gone), warned(moved), warned(disabled), warned(dearer)))
                .containsOnly(0L);
        assertThat(warned(stays)).isEqualTo(1);

        run(vertx, ahead()::round);

        assertThat(List.of(warned(gone), warned(moved), warned(disabled))).containsOnly(0L);
        assertThat(warned(dearer)).isEqualTo(1);
    }

    /** More than are found at once. */
    @Test
    void aPageThatCannotBeWarnedOfHoldsUpNoOtherAndIsTriedAgain() {
        for (int made = 0; made <= EndWarningTable.MOST_AT_ONCE; made++) {
            BudgetFixture.ofAccount(account, "100", 80);
        }
        String here =
                "from budget join scope on scope.id = budget.scope_id where scope.billing_account = '" + account + "'";
        execute("""
                do $$
                declare n bigint;
                begin
                  update budget_change set number = number + 1 returning number into n;
                  update budget set start_date = '%s', end_date = '%s', change = n where uuid in (select budget.uuid %s);
                end $$
                """.formatted(today.minusYears(1), today.plusDays(200), here));
        UUID first = (UUID) query("select budget.uuid " + here + " order by budget.uuid limit 1")
                .getFirst()
                .getFirst();
        UUID last = (UUID) query("select budget.uuid " + here + " order by budget.uuid desc limit 1")
                .getFirst()
                .getFirst();
        execute("create function refuse_warning() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused by the test'; end $$");
        execute(
                "create trigger refuse_warning before insert on budget_end_warning for each row when (new.budget_uuid = '"
                        + first + "') execute function refuse_warning()");
        try {
            run(vertx, ahead()::round);

            assertThat(List.of(warned(first), warned(last))).containsExactly(0L, 1L);
        } finally {
            execute("drop trigger refuse_warning on budget_end_warning");
            execute("drop function refuse_warning()");
        }
        run(vertx, ahead()::round);

        assertThat(count("select count(*) from budget_end_warning where budget_uuid in (select budget.uuid " + here
                        + ")"))
                .isEqualTo(EndWarningTable.MOST_AT_ONCE + 1);
    }

    private static ObjectNode structured(ConsumerRecord<String, byte[]> record) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode event = json.createObjectNode();
        record.headers().forEach(header -> {
            if (header.key().startsWith("ce_")) {
                event.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return event.set("data", json.readTree(record.value()));
    }

    private UUID ending(LocalDate start, LocalDate end) {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80, 90);
        end(budget, start, end);
        return budget;
    }

    private static void end(UUID budget, LocalDate start, LocalDate end) {
        BudgetFixture.change(budget, "start_date = '" + start + "', end_date = '" + end + "'");
    }

    private static long warned(UUID budget) {
        return count("select count(*) from budget_end_warning where budget_uuid = '" + budget + "'");
    }
}
