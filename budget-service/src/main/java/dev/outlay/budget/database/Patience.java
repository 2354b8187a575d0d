package dev.outlay.budget.database;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the database is waited for. A host that vanishes closes nothing: what was asked of it would be waited for
 * until the service is restarted, and a partition of charges with it. So a statement is cancelled by the server, and a
 * connection on which nothing has come for longer than any statement may take is closed, which fails what runs on it
 * and takes it out of the pool. Before that, the operating system's keep-alive finds out about most hosts that are
 * gone.
 *
 * @param statement for one statement; as long may a transaction wait in which nothing is asked
 */
record Patience(Duration statement) {

    private static final Duration LEAST = Duration.ofSeconds(4);
    private static final Duration MOST = Duration.ofHours(24);

    Patience {
        if (statement.compareTo(LEAST) < 0 || statement.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "outlay.database.patience is " + statement + "; it must be from 4 seconds to 24 hours.");
        }
    }

    /** In the pool; one that is used is young enough for its silence to be the database's. */
    Duration idle() {
        return statement.dividedBy(4);
    }

    private Duration cleaning() {
        return statement.dividedBy(16);
    }

    /** On a connection; after this without a byte it is closed. Longer than what it may idle and a statement may take. */
    Duration silence() {
        return statement.multipliedBy(3).dividedBy(2);
    }

    PgConnectOptions bound(PgConnectOptions options) {
        String statementMillis = Integer.toString(millis(statement));
        PgConnectOptions bound = new PgConnectOptions(options);
        bound.setTcpKeepAlive(true).setConnectTimeout(millis(silence()));
        return bound.addProperty("statement_timeout", statementMillis)
                .addProperty("idle_in_transaction_session_timeout", statementMillis);
    }

    PoolOptions bound(PoolOptions options) {
        return new PoolOptions(options)
                .setIdleTimeout(millis(idle()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(millis(cleaning()))
                .setConnectionTimeout(millis(silence()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
