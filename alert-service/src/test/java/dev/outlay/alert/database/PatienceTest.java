package dev.outlay.alert.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits for the database, each of which ends before the one around it. */
class PatienceTest {

    @ParameterizedTest
    @ValueSource(ints = {6, 60, 3600})
    void aConnectionIsNeverSilentBecauseItIdledOrBecauseOfAStatementThatMayStillRun(int seconds) {
        Patience patience = new Patience(Duration.ofSeconds(seconds));
        PoolOptions pool = patience.bound(new PoolOptions());
        PgConnectOptions connection = patience.bound(new PgConnectOptions());

        Duration idle = Duration.ofMillis(
                        TimeUnit.MILLISECONDS.convert(pool.getIdleTimeout(), pool.getIdleTimeoutUnit()))
                .plusMillis(pool.getPoolCleanerPeriod());
        Duration statement =
                Duration.ofMillis(Long.parseLong(connection.getProperties().get("statement_timeout")));
        assertThat(idle.plus(statement)).isLessThan(patience.silence());
        assertThat(patience.silence()).isLessThan(patience.unit());
        assertThat(connection.getReadIdleTimeout())
                .isEqualTo((int) patience.silence().toMillis());
        assertThat(connection.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(connection.isTcpKeepAlive()).isTrue();
    }
}
