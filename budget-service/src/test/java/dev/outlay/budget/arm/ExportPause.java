package dev.outlay.budget.arm;

import static org.awaitility.Awaitility.await;

import dev.outlay.local.RealParts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A run of an export stops before a change of it is committed, and goes on once this is closed.
 *
 * @param holding what it waits for
 */
record ExportPause(ExportTrigger trigger, Connection holding, int lock) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @param lock a number of its own */
    static ExportPause before(String change, int lock, String account) throws SQLException {
        Connection holding = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "");
        holding.setAutoCommit(false);
        try (Statement statement = holding.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + lock + ")");
        }
        return new ExportPause(
                ExportTrigger.before(
                        change,
                        "pause_export_" + lock,
                        account,
                        "perform pg_advisory_xact_lock(" + lock + "); return new;"),
                holding,
                lock);
    }

    /** Waits until a run has stopped here. */
    void reached() {
        await("a run has stopped").atMost(PATIENCE).until(() -> Client.value(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = " + lock)
                .equals("1"));
    }

    @Override
    public void close() throws SQLException {
        holding.rollback();
        holding.close();
        trigger.close();
    }
}
