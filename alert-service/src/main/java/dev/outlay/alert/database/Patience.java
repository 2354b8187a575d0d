package dev.outlay.alert.database;

import dev.outlay.alert.settings.Settings;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the database is waited for. A host that vanishes closes nothing: what was asked of it would be waited for
 * till the service is restarted. So each wait has an end, and each ends before the one around it: a statement is
 * cancelled by the server; a connection on which nothing has come for longer than any statement may take is closed,
 * which fails what runs on it and takes it out of the pool; and whoever wanted the unit of work is told in any case.
 *
 * @param unit for a whole unit of work, which fails then as by any other failure of the database
 */
record Patience(Duration unit) {

    static Patience of(Settings settings) {
        return new Patience(settings.database().patience());
    }

    /**
     * On a connection; after this without a byte it is closed. Longer than what it may idle and a statement may take.
     */
    Duration silence() {
        return unit.multipliedBy(2).dividedBy(3);
    }

    /** For one statement; the server cancels it, and ends a transaction in which nothing is asked for as long. */
    Duration statement() {
        return unit.dividedBy(3);
    }

    /** In the pool; one that is used is young enough for its silence to be the database's. */
    Duration idle() {
        return unit.dividedBy(4);
    }

    private Duration cleaning() {
        return unit.dividedBy(24);
    }

    PgConnectOptions bound(PgConnectOptions options) {
        String statementMillis = Long.toString(statement().toMillis());
        PgConnectOptions bound = new PgConnectOptions(options);
        bound.setTcpKeepAlive(true)
                .setConnectTimeout(millis(silence()))
                .setReadIdleTimeout(millis(silence()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return bound.addProperty("statement_timeout", statementMillis)
                .addProperty("idle_in_transaction_session_timeout", statementMillis);
    }

    PoolOptions bound(PoolOptions options) {
        return new PoolOptions(options)
                .setIdleTimeout(millis(idle()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(millis(cleaning()))
                .setConnectionTimeout(millis(unit))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Zero would mean for ever; the check of the settings, which comes later, says what is wrong with them. */
    private static int millis(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toMillis()));
    }
}
