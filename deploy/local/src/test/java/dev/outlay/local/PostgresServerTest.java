package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class PostgresServerTest {
    @Test
    void a_durable_server_waits_for_the_disk_and_keeps_its_rows(@TempDir Path directory) throws Exception {
        int port;
        try (PostgresServer server = PostgresServer.start(directory, 0, true)) {
            port = server.port();
            server.createDatabase("budget");
            server.createDatabase("budget");
            assertThat(one(server, "show fsync")).isEqualTo("on");
            assertThat(one(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(one(server, "show full_page_writes")).isEqualTo("on");
            assertThat(one(server, "create table kept as select 7 as n; select n from kept"))
                    .isEqualTo("7");
        }
        try (PostgresServer server = PostgresServer.start(directory, port, true)) {
            assertThat(one(server, "select n from kept")).isEqualTo("7");
        }
    }

    @Test
    void a_server_left_running_by_a_killed_process_is_stopped_and_its_data_recovered(@TempDir Path directory)
            throws Exception {
        try (PostgresServer left = PostgresServer.start(directory, 0, true)) {
            left.createDatabase("budget");
            assertThat(one(left, "create table kept as select 7 as n; select n from kept"))
                    .isEqualTo("7");
            // The lock of this JVM on the directory is what a killed JVM would have lost.
            Files.delete(directory.resolve("data").resolve("epg-lock"));
            try (PostgresServer server = PostgresServer.start(directory, 0, true)) {
                assertThat(one(server, "select n from kept")).isEqualTo("7");
            }
        }
    }

    @Test
    void a_pid_file_that_names_another_process_does_not_prevent_a_start(@TempDir Path directory) throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0, false)) {
            assertThat(server.port()).isPositive();
        }
        Files.writeString(
                directory.resolve("data").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        try (PostgresServer server = PostgresServer.start(directory, 0, false)) {
            server.createDatabase("budget");
            assertThat(one(server, "show fsync")).isEqualTo("off");
        }
    }

    @Test
    void a_name_that_is_no_database_name_is_refused() {
        assertThatThrownBy(() -> RealParts.postgres().createDatabase("budget; drop database alert"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String one(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("budget"));
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows && statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
