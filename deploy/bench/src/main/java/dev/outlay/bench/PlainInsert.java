package dev.outlay.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * What PostgreSQL takes alone: rows that the service has recorded, read back and rendered beforehand, inserted by
 * pgjdbc into a copy of the ledger with the same rows and indexes, 5,000 in a transaction, idempotently; nothing is
 * parsed, compared or counted. Two ways, of which the faster is the yardstick.
 */
final class PlainInsert {
    private static final int BATCH = 5_000;
    private static final String TABLE = "plain_charge";
    private static final int COLUMNS = 18;

    private static final String TYPES =
            "int4,int4,text,int4,uuid,int4,timestamptz,timestamptz,numeric,numeric,numeric,numeric,numeric,numeric,date,"
                    + "numeric,numeric,int8";

    private final Database database;
    private final List<String[]> rows;
    private final AtomicInteger source = new AtomicInteger(50_000);

    private PlainInsert(Database database, List<String[]> rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Copies the ledger and reads the rows of a run, as many as are asked for. */
    static PlainInsert of(Database database, Ledger ledger, Charges.Run run, int most) {
        ledger.copy(TABLE);
        List<String[]> rows = new ArrayList<>();
        String sql =
                "copy (select * from charge where " + Ledger.of(run) + " order by id limit " + most + ") to stdout";
        try (Connection connection = database.connect("budget")) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            CopyOut out = copy.copyOut(sql);
            for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
                rows.add(new String(line, 0, line.length - 1, StandardCharsets.UTF_8).split("\t", -1));
            }
        } catch (SQLException e) {
            throw new BenchFailure("Cannot read the rows back: " + e.getMessage(), e);
        }
        return new PlainInsert(database, rows);
    }

    int rows() {
        return rows.size();
    }

    /** Ways to insert. */
    enum Way {
        COPY,
        UNNEST
    }

    /** Rows a second with so many clients, each with rows of its own. */
    double measure(Way way, int clients) {
        int number = source.incrementAndGet();
        database.run("budget", "checkpoint");
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        int each = rows.size() / clients;
        try {
            List<Client> prepared = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                prepared.add(new Client(way, number, rows.subList(client * each, (client + 1) * each)));
            }
            long begin = System.nanoTime();
            List<Future<?>> ends = new ArrayList<>();
            for (Client client : prepared) {
                ends.add(threads.submit(() -> {
                    client.run();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            double rate = (double) each * clients * 1e9 / (System.nanoTime() - begin);
            for (Client client : prepared) {
                client.connection.close();
            }
            return rate;
        } catch (ExecutionException | SQLException e) {
            throw new BenchFailure("The plain insert failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One connection with its batches, rendered before the clock runs. */
    private final class Client {
        final Connection connection;
        private final Way way;
        private final List<byte[]> copies = new ArrayList<>();
        private final List<Array[]> arrays = new ArrayList<>();

        Client(Way way, int number, List<String[]> mine) throws SQLException {
            this.way = way;
            this.connection = database.connect("budget");
            connection.setAutoCommit(false);
            for (int from = 0; from < mine.size(); from += BATCH) {
                List<String[]> batch = mine.subList(from, Math.min(from + BATCH, mine.size()));
                if (way == Way.COPY) {
                    copies.add(text(batch, number));
                } else {
                    arrays.add(columns(connection, batch, number));
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table incoming (like " + TABLE + ") on commit delete rows");
            }
            connection.commit();
        }

        void run() throws SQLException, IOException {
            if (way == Way.COPY) {
                copy();
            } else {
                unnest();
            }
        }

        private void copy() throws SQLException, IOException {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into " + TABLE + " select * from incoming order by 1, 2, 3 on conflict do nothing")) {
                for (byte[] batch : copies) {
                    copy.copyIn("copy incoming from stdin", new ByteArrayInputStream(batch));
                    insert.executeUpdate();
                    connection.commit();
                }
            }
        }

        private void unnest() throws SQLException {
            String[] types = TYPES.split(",", -1);
            StringBuilder parameters = new StringBuilder();
            for (String type : types) {
                parameters
                        .append(parameters.isEmpty() ? "" : ", ")
                        .append("cast(? as ")
                        .append(type)
                        .append("[])");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into " + TABLE
                    + " select * from unnest(" + parameters + ") order by 1, 2, 3 on conflict do nothing")) {
                for (Array[] batch : arrays) {
                    for (int column = 0; column < COLUMNS; column++) {
                        insert.setArray(column + 1, batch[column]);
                    }
                    insert.executeUpdate();
                    connection.commit();
                }
            }
        }
    }

    private static byte[] text(List<String[]> batch, int number) {
        StringBuilder text = new StringBuilder(batch.size() * 200);
        for (String[] row : batch) {
            for (int column = 0; column < COLUMNS; column++) {
                text.append(column == 0 ? "" : "\t").append(column == 1 ? Integer.toString(number) : row[column]);
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Array[] columns(Connection connection, List<String[]> batch, int number) throws SQLException {
        String[] types = TYPES.split(",", -1);
        Array[] columns = new Array[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            @Nullable String[] values = new @Nullable String[batch.size()];
            for (int i = 0; i < values.length; i++) {
                String value = column == 1 ? Integer.toString(number) : batch.get(i)[column];
                values[i] = value.equals("\\N") ? null : value;
            }
            columns[column] = connection.createArrayOf(types[column], values);
        }
        return columns;
    }
}
