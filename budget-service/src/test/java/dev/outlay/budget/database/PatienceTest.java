package dev.outlay.budget.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits for the database, each of which ends before the one around it. */
class PatienceTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 300, 86_400})
    void aConnectionIsNeverSilentBecauseItIdledOrBecauseOfAStatementThatMayStillRun(int seconds) {
        Patience patience = new Patience(Duration.ofSeconds(seconds));
        PoolOptions pool = patience.bound(new PoolOptions());
        PgConnectOptions connection = patience.bound(new PgConnectOptions());

        Duration idle = Duration.ofMillis(
                        TimeUnit.MILLISECONDS.convert(pool.getIdleTimeout(), pool.getIdleTimeoutUnit()))
                .plusMillis(pool.getPoolCleanerPeriod());
        Duration statement =
                Duration.ofMillis(Long.parseLong(connection.getProperties().get("statement_timeout")));
        assertThat(statement).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(idle.plus(statement)).isLessThan(patience.silence());
        assertThat(connection.getProperties()).containsEntry("idle_in_transaction_session_timeout", seconds + "000");
        assertThat(connection.isTcpKeepAlive()).isTrue();
    }

    @Test
    void whatIsNoPatienceIsToldBeforeAnythingWaits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Patience(Duration.ofSeconds(3)))
                .withMessageContaining("outlay.database.patience", "4 seconds");
        assertThatIllegalArgumentException().isThrownBy(() -> new Patience(Duration.ofDays(2)));
    }
}
