package dev.outlay.budget.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SqlStateTest {

    @Test
    void it_is_found_however_it_is_wrapped() {
        PgException drivers = new PgException("canceling statement", "ERROR", "57014", null);
        SQLException jdbcs = new SQLException("canceling statement", "57014");

        assertThat(SqlState.of(drivers)).isEqualTo("57014");
        assertThat(SqlState.of(jdbcs)).isEqualTo("57014");
        assertThat(SqlState.isCancelled(drivers)).isTrue();
        assertThat(SqlState.isCancelled(jdbcs)).isTrue();
        assertThat(SqlState.of(new CompletionException(new IllegalStateException(jdbcs))))
                .isEqualTo("57014");
    }

    @Test
    void a_failure_without_one_is_passed_over_for_its_cause() {
        SQLException unsaid = new SQLException("no state", (String) null);
        unsaid.initCause(new PgException("deadlock detected", "ERROR", "40P01", null));

        assertThat(SqlState.of(unsaid)).isEqualTo("40P01");
    }

    @Test
    void what_did_not_come_from_the_database_has_none() {
        assertThat(SqlState.of(new IOException("connection reset"))).isNull();
    }
}
