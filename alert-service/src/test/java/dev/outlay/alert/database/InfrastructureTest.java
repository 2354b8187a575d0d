package dev.outlay.alert.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch waits for, and what makes a record poison. */
class InfrastructureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25P03", "40001", "40P01", "53300", "55000", "57014", "57P01", "57P03", "58030"})
    void aStateThatPassesIsWaitedFor(String state) {
        assertThat(Infrastructure.hasFailed(new IllegalStateException(new SQLException("x", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "23505", "42601", "22003"})
    void aStateOfTheDataOrTheStatementIsNot(String state) {
        assertThat(Infrastructure.hasFailed(new IllegalStateException(new SQLException("x", state))))
                .isFalse();
    }

    @Test
    void noConnectionAndNoAnswerAreWaitedForAndADefectIsNot() {
        assertThat(Infrastructure.hasFailed(new RuntimeException(new ConnectException("refused"))))
                .isTrue();
        assertThat(Infrastructure.hasFailed(new TimeoutException())).isTrue();
        assertThat(Infrastructure.hasFailed(new NoStackTraceThrowable("Timeout")))
                .isTrue();
        assertThat(Infrastructure.hasFailed(new NoStackTraceThrowable("Columns do not match")))
                .isFalse();
        assertThat(Infrastructure.hasFailed(new ClassCastException())).isFalse();
    }

    @Test
    void whatIsStoredAndCannotBeReadIsNot() {
        JacksonException broken = catchThrowableOfType(JacksonException.class, () -> new ObjectMapper().readTree("{"));
        assertThat(Infrastructure.hasFailed(new IllegalStateException(broken))).isFalse();
    }
}
