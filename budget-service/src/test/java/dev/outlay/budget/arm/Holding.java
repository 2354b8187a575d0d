package dev.outlay.budget.arm;

import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.local.RealParts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody else's transaction, which holds a lock. */
final class Holding implements AutoCloseable {

    private final Connection connection;

    Holding(String lock) throws SQLException {
        connection = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    /** Ends the connection of whoever waits for the lock of a table, as a killed process or a broken network does: in the middle of its transaction. */
    static void killWhoWaitsFor(String table) {
        Client.sql("select pg_terminate_backend(pid) from pg_locks where not granted and relation = '" + table
                + "'::regclass");
    }

    /** Whether somebody waits for it. */
    static boolean isAwaited(String table) {
        return LedgerFixture.count(
                        "select count(*) from pg_locks where not granted and relation = '" + table + "'::regclass")
                > 0;
    }

    void release() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
